package org.skerry.sim.kernel;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.skerry.sim.config.Check;
import org.skerry.sim.config.ConfigException;

/**
 * Threads with large stacks that carry tasks, and with them the guest code that the tasks call. A guest that must wait in
 * mid-turn {@linkplain #park parks}: its thread keeps the guest's stack, and another thread goes on with the task.
 *
 * <p>Ordinary calls stay on one thread and cost two interface calls; a hold and its resumption cost two switches between
 * threads. Threads are daemons, made when first needed, used again, and gone after {@link #close}.
 */
public final class Carriers implements AutoCloseable {
    /**
     * Stack of a carrier thread unless the machine asks for another size. Reserved, not touched: Linux gives it pages as the
     * stack grows. An assumption: what a guest may recurse is bounded by the loader's depth budget, which must fit in here.
     */
    public static final long DEFAULT_STACK_BYTES = 16L << 20;

    /**
     * How often a thread that waits looks again before it lets the operating system park it. On a 2-core EPYC a hold with its
     * resumption takes 43 us when both threads park and 0.4 us when neither does; 1000 looks last about 20 us. A host with one
     * processor gains nothing by looking.
     */
    static final int SPINS = Runtime.getRuntime().availableProcessors() > 1 ? 1000 : 0;

    private static final long CLOSE_SECONDS = 10;

    private final int maxHeld;
    private final long stackBytes;
    private final List<CarrierThread> threads = new ArrayList<>();
    private final Deque<CarrierThread> idle = new ArrayDeque<>();
    private int held;
    private boolean closed;

    /**
     * Carriers without any thread yet.
     *
     * @param maxHeld how many guests may wait in mid-turn at one time; each keeps a thread. Where partitions run in parallel,
     *     which guest meets the bound depends on the threads, so give what the model can need at most: one for each enclave
     * @param stackBytes stack of each thread, see {@link #DEFAULT_STACK_BYTES}
     */
    public Carriers(int maxHeld, long stackBytes) {
        this.maxHeld = Check.inRange(maxHeld, 0, 100_000, "execution.maxHeld");
        this.stackBytes = Check.inRange(stackBytes, 1L << 16, 1L << 30, "execution.guestStackBytes");
    }

    /** Carriers with stacks of {@link #DEFAULT_STACK_BYTES}. */
    public Carriers(int maxHeld) {
        this(maxHeld, DEFAULT_STACK_BYTES);
    }

    /**
     * Makes {@code task} advance until it is finished, and returns then; throws what the task or a guest call threw. Interrupting
     * the caller does not end the task; its interrupt status is kept.
     */
    public void run(Task task) {
        TaskRun run = start(task);
        run.awaitEnd();
        run.rethrow();
    }

    /** As {@link #run}, but returns at once; the caller awaits the end. */
    TaskRun start(Task task) {
        TaskRun run = new TaskRun(task);
        takeIdle().carryOn(run, null, null);
        return run;
    }

    /**
     * Called by guest code during a guest call: waits until a later call resumes this guest.
     *
     * @throws HoldRefused if as many guests wait as are allowed; the guest still runs and must end
     * @throws TurnAbandoned if nobody will resume it any more
     */
    public static void park() {
        if (!(Thread.currentThread() instanceof CarrierThread)) {
            throw new IllegalStateException("park() outside a guest call, on thread "
                    + Thread.currentThread().getName());
        }
        ((CarrierThread) Thread.currentThread()).park();
    }

    /** Number of guests that wait in mid-turn. */
    public synchronized int held() {
        return held;
    }

    /** Number of threads made so far. */
    public synchronized int threads() {
        return threads.size();
    }

    /** Abandons all guests that wait and ends all threads. No task may be running. Closing twice does nothing. */
    @Override
    public void close() {
        List<CarrierThread> toEnd;
        synchronized (this) {
            closed = true;
            toEnd = List.copyOf(threads);
        }
        for (CarrierThread thread : toEnd) {
            thread.abandonIfHeld();
        }
        for (CarrierThread thread : toEnd) {
            thread.shutDown();
        }
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(CLOSE_SECONDS);
        boolean interrupted = false;
        for (CarrierThread thread : toEnd) {
            interrupted |= thread.joinUntil(deadline);
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        for (CarrierThread thread : toEnd) {
            if (thread.isAlive()) {
                throw new IllegalStateException("thread " + thread.getName() + " did not end within " + CLOSE_SECONDS
                        + " s; a task was still running, or a guest does not let go");
            }
        }
    }

    /** Counts one more held guest and returns the thread that goes on in place of the guest's. */
    synchronized CarrierThread replaceHeld() {
        if (closed) {
            throw new TurnAbandoned();
        }
        if (held >= maxHeld) {
            throw new HoldRefused(held, maxHeld);
        }
        CarrierThread next = takeIdle();
        held++;
        return next;
    }

    synchronized void heldNoMore() {
        held--;
    }

    synchronized void release(CarrierThread thread) {
        idle.push(thread);
        notifyAll();
    }

    /** Waits until {@code thread} has left the guest that was abandoned on it. The caller has the lock. */
    void awaitRelease(CarrierThread thread) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(CLOSE_SECONDS);
        boolean interrupted = false;
        while (!idle.contains(thread)) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                throw new IllegalStateException("a guest on thread " + thread.getName()
                        + " was abandoned and did not end within " + CLOSE_SECONDS + " s");
            }
            try {
                wait(1 + TimeUnit.NANOSECONDS.toMillis(left));
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized CarrierThread takeIdle() {
        if (closed) {
            throw new IllegalStateException("these carriers are closed");
        }
        if (!idle.isEmpty()) {
            return idle.pop();
        }
        CarrierThread thread = new CarrierThread(this, "skerry-carrier-" + threads.size(), stackBytes);
        try {
            thread.start();
        } catch (OutOfMemoryError e) {
            // What a host allows must not decide what a guest sees: this ends the run, not the turn.
            throw new ConfigException(
                    "the host refused thread " + threads.size() + " with a stack of " + stackBytes
                            + " bytes. Lower execution.maxHeld, or raise the host's limit on threads and memory.",
                    e);
        }
        threads.add(thread);
        return thread;
    }
}
