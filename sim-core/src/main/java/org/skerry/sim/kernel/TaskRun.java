package org.skerry.sim.kernel;

import java.util.concurrent.locks.LockSupport;

/** One execution of a task, which a thread outside the carriers waits for. */
final class TaskRun {
    final Task task;
    private final Thread waiter;
    private Throwable failure;
    private volatile boolean over;

    TaskRun(Task task, Thread waiter) {
        this.task = task;
        this.waiter = waiter;
    }

    /** Ends the run; {@code thrown} is null if the task finished. */
    void end(Throwable thrown) {
        failure = thrown;
        over = true;
        LockSupport.unpark(waiter);
    }

    /** Waits for the end and throws what ended it. Only the thread that started the run calls this. */
    void await() {
        awaitEnd();
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

    /** Waits for the end. */
    void awaitEnd() {
        boolean interrupted = false;
        while (!over) {
            LockSupport.park(this);
            interrupted |= Thread.interrupted(); // otherwise park would return at once from now on
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
