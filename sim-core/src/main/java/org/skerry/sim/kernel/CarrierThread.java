package org.skerry.sim.kernel;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * One thread of {@link Carriers}. It waits for a signal, idle or with a parked guest on its stack; a {@link TaskRun} as the
 * signal is the baton. Whoever holds a baton is the only one to touch that task and its guests; the signal is volatile, so what
 * the giver wrote is seen by the taker.
 */
final class CarrierThread extends Thread {
    private static final Object ABANDON = "abandon";
    private static final Object SHUT_DOWN = "shut down";

    private final Carriers carriers;
    private volatile Object signal;

    // Of whoever has the baton; written before the signal by the giver.
    private TaskRun run;
    private GuestCall call; // whose guest is on this stack, or whose guest has just parked on another one
    private HeldGuest hold; // of the guest that has just parked on another stack
    private boolean abandoned; // the guest on this stack has no baton any more
    private boolean leftBehind; // what lies below the guest on this stack: the task has gone on elsewhere meanwhile

    // Guarded by the carriers' lock.
    private HeldGuest parked; // the hold of the guest on this stack while it waits

    CarrierThread(Carriers carriers, String name, long stackBytes) {
        super(null, null, name, stackBytes, false);
        this.carriers = carriers;
        setDaemon(true);
    }

    @Override
    public void run() {
        for (Object got = awaitSignal(); got != SHUT_DOWN; got = awaitSignal()) {
            run = (TaskRun) got;
            carry();
        }
    }

    /** Gives this waiting thread the baton; with a hold, its first act is to tell {@code itsCall} that the guest is held. */
    void carryOn(TaskRun itsRun, GuestCall itsCall, HeldGuest itsHold) {
        call = itsCall;
        hold = itsHold;
        send(itsRun);
    }

    /** Goes on with the task until it ends, fails, or the baton is given away. */
    private void carry() {
        Throwable thrown = null;
        CarrierThread next = null;
        try {
            if (hold != null) {
                HeldGuest justHeld = hold;
                hold = null;
                call.held(justHeld);
            }
            next = carryUntilResumption();
        } catch (Throwable t) {
            thrown = t;
        }
        TaskRun mine = run;
        GuestCall resumption = call;
        boolean hadBaton = !abandoned;
        run = null;
        call = null;
        abandoned = false;
        leftBehind = false;
        // Into the pool before the baton is given away, so that whoever gets it finds this thread instead of making
        // another.
        carriers.release(this);
        if (next != null) {
            next.carryOn(mine, resumption, null);
        } else if (hadBaton) {
            mine.end(thrown);
        }
    }

    /** Returns the thread whose guest is to be resumed for {@link #call}, or null if the task is over or the guest abandoned. */
    private CarrierThread carryUntilResumption() {
        for (; ; ) {
            GuestCall next = run.task.advance();
            if (!leftBehind) {
                call = next;
                if (next == null) {
                    return null;
                }
                Hold resumed = next.resumes();
                if (resumed != null) {
                    return ((HeldGuest) resumed).use();
                }
                next.run();
            }
            if (abandoned) {
                return null;
            }
            // After a hold, run and call are those of the resumption.
            leftBehind = false;
            call.finished();
        }
    }

    /**
     * Makes a call that begins, where the task has just come to it, with the task's own frames below the guest: the quick way for the many
     * guests that are not held.
     *
     * @return whether that is all. If not, the guest was held meanwhile, and the task has gone on on other stacks; the task must return
     *     the call at once, without a look at anything of its own
     */
    boolean makes(GuestCall begun) {
        call = begun;
        begun.run();
        if (leftBehind) {
            return false;
        }
        call = null;
        begun.finished();
        return true;
    }

    /** The guest on this stack waits; returns when it is resumed. */
    void park() {
        if (abandoned) {
            throw new TurnAbandoned();
        }
        if (call == null) {
            throw new IllegalStateException("park() outside a guest call, on thread " + getName());
        }
        CarrierThread next = carriers.replaceHeld();
        HeldGuest mine = new HeldGuest();
        synchronized (carriers) {
            parked = mine;
        }
        TaskRun itsRun = run;
        GuestCall itsCall = call;
        run = null;
        call = null;
        leftBehind = true;
        next.carryOn(itsRun, itsCall, mine);
        Object got = awaitSignal();
        if (got == ABANDON) {
            abandoned = true;
            throw new TurnAbandoned();
        }
        run = (TaskRun) got;
    }

    /** Abandons the guest that waits on this stack, if there is one. */
    void abandonIfHeld() {
        HeldGuest mine;
        synchronized (carriers) {
            mine = parked;
        }
        if (mine != null) {
            mine.abandon();
        }
    }

    /** Ends this thread once it waits without a guest. */
    void shutDown() {
        send(SHUT_DOWN);
    }

    /** Waits for the end of this thread; returns whether the caller was interrupted meanwhile. */
    boolean joinUntil(long deadline) {
        boolean interrupted = false;
        while (isAlive()) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                break;
            }
            try {
                join(1 + TimeUnit.NANOSECONDS.toMillis(left));
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        return interrupted;
    }

    private void send(Object what) {
        signal = what;
        LockSupport.unpark(this);
    }

    private Object awaitSignal() {
        Object got = signal;
        for (int i = 0; got == null && i < Carriers.SPINS; i++) {
            Thread.onSpinWait();
            got = signal;
        }
        while (got == null) {
            LockSupport.park(this);
            Thread.interrupted(); // nobody has reason to interrupt carriers, and park would not wait any more
            got = signal;
        }
        signal = null;
        return got;
    }

    /** The guest waiting on this stack, as its owner knows it. */
    private final class HeldGuest implements Hold {
        /** Takes the guest out of the hold, once, and returns its thread. */
        CarrierThread use() {
            synchronized (carriers) {
                if (parked != this) {
                    throw new IllegalStateException("a held guest is resumed that was resumed or abandoned before");
                }
                parked = null;
                carriers.heldNoMore();
                return CarrierThread.this;
            }
        }

        @Override
        public void abandon() {
            synchronized (carriers) {
                if (parked != this) {
                    return;
                }
                parked = null;
                carriers.heldNoMore();
                send(ABANDON);
                carriers.awaitRelease(CarrierThread.this);
            }
        }
    }
}
