package org.skerry.sim.machine;

import java.util.concurrent.locks.LockSupport;
import org.jctools.queues.atomic.MpscAtomicArrayQueue;
import org.skerry.sim.actor.Message;
import org.skerry.sim.actor.Status;

/**
 * Stands between a machine and an observer that is slow or not made for several threads: the simulation's threads put what they
 * report into a bounded queue, one thread of the relay hands it to the observer. What one thread reports arrives in its order.
 *
 * <p>A full queue holds back the simulation, never its result. An observer that throws hears nothing more; {@link #close} says so.
 */
public final class ObserverRelay implements RunObserver, AutoCloseable {
    /** Events under way before the simulation waits. Assumption: a few megabytes, some milliseconds of a busy run. */
    private static final int CAPACITY = 1 << 15;

    private static final long NAP_NANOS = 50_000;

    private final RunObserver observer;
    private final MpscAtomicArrayQueue<Runnable> queue = new MpscAtomicArrayQueue<>(CAPACITY);
    private final Thread thread = new Thread(this::drain, "skerry-observer");
    private volatile boolean closing;
    private volatile RuntimeException failure;

    /** Starts handing over to {@code observer}. */
    public ObserverRelay(RunObserver observer) {
        this.observer = observer;
        thread.setDaemon(true);
        thread.start();
    }

    /** Waits until the observer has heard everything, and ends the relay. Throws what the observer threw, if anything. */
    @Override
    public void close() {
        closing = true;
        boolean interrupted = false;
        while (thread.isAlive()) {
            LockSupport.unpark(thread);
            try {
                thread.join(1);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        if (failure != null) {
            throw failure;
        }
    }

    private void drain() {
        while (true) {
            boolean last = closing; // read before the poll: nothing is reported any more once the relay is being closed
            Runnable event = queue.relaxedPoll();
            if (event != null) {
                handOver(event);
            } else if (last && queue.isEmpty()) {
                return;
            } else {
                LockSupport.parkNanos(this, NAP_NANOS);
            }
        }
    }

    private void handOver(Runnable event) {
        if (failure == null) {
            try {
                event.run();
            } catch (RuntimeException e) {
                failure = e;
            }
        }
    }

    private void report(Runnable event) {
        while (!queue.offer(event)) {
            LockSupport.parkNanos(this, NAP_NANOS);
        }
    }

    @Override
    public void onActorStarted(long cycle, long actor, int place) {
        report(() -> observer.onActorStarted(cycle, actor, place));
    }

    @Override
    public void onActorEnded(long cycle, long actor, int place, String how) {
        report(() -> observer.onActorEnded(cycle, actor, place, how));
    }

    @Override
    public void onMessageSent(long cycle, int place, Message message) {
        report(() -> observer.onMessageSent(cycle, place, message));
    }

    @Override
    public void onMessageDelivered(long cycle, int place, Message message) {
        report(() -> observer.onMessageDelivered(cycle, place, message));
    }

    @Override
    public void onRevoked(long cycle, int place, long capability) {
        report(() -> observer.onRevoked(cycle, place, capability));
    }

    @Override
    public void onMessageRefused(long cycle, int place, Message message, Status why) {
        report(() -> observer.onMessageRefused(cycle, place, message, why));
    }

    @Override
    public void onTurn(long startCycle, long endCycle, long actor, int place, Message message, long instructions) {
        report(() -> observer.onTurn(startCycle, endCycle, actor, place, message, instructions));
    }
}
