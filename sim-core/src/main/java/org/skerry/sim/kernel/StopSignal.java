package org.skerry.sim.kernel;

/**
 * A wish that the run stop, made from another thread ({@link #now}, as on Ctrl-C) or by a component ({@link #atBoundary}).
 * Components are built before the kernel, so the signal is an object of its own that both are given.
 */
public final class StopSignal {
    private volatile boolean now;
    private volatile long boundary = Component.IDLE;

    /** Stops as soon as all partitions are at the same cycle. Which one that is depends on the moment; results stay whole. */
    public void now() {
        now = true;
    }

    /**
     * Called by a component at {@code cycle}: stops at the next multiple of {@link Kernel#BOUNDARY_CYCLES}, which is the same
     * cycle for every number of partitions.
     */
    public void atBoundary(long cycle) {
        // Components of several threads may write at once, but only within one window, and so all the same boundary.
        boundary = Math.min(boundary, Kernel.boundaryAfter(cycle));
    }

    boolean isNow() {
        return now;
    }

    long boundary() {
        return boundary;
    }

    void clearNow() {
        now = false;
    }

    void clearBoundary() {
        boundary = Component.IDLE;
    }
}
