package org.skerry.sim.kernel;

import java.util.concurrent.locks.LockSupport;

/** One execution of a task, whose end one other thread awaits. */
final class TaskRun {
    final Task task;
    private Throwable failure;
    private volatile boolean over;
    private volatile Thread waiter;

    TaskRun(Task task) {
        this.task = task;
    }

    /** Ends the run; {@code thrown} is null if the task finished. */
    void end(Throwable thrown) {
        failure = thrown;
        over = true;
        LockSupport.unpark(waiter);
    }

    /** Waits for the end, however it came. An interrupt is kept for later. */
    void awaitEnd() {
        for (int i = 0; !over && i < Carriers.SPINS; i++) {
            Thread.onSpinWait();
        }
        waiter = Thread.currentThread();
        boolean interrupted = false;
        while (!over) {
            LockSupport.park(this);
            interrupted |= Thread.interrupted(); // otherwise park would return at once from now on
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** After the end: throws what ended the run, if it failed. */
    void rethrow() {
        if (failure instanceof RuntimeException) {
            throw (RuntimeException) failure;
        }
        if (failure instanceof Error) {
            throw (Error) failure;
        }
        if (failure != null) {
            throw new IllegalStateException("a task threw a checked exception", failure);
        }
    }
}
