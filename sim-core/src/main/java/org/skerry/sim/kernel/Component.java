package org.skerry.sim.kernel;

import org.skerry.sim.state.Stateful;

/**
 * A part of the machine that lives by cycles: a slice of many routers or enclaves. Within one cycle the kernel does this with
 * a component that is due, and never more than once:
 *
 * <pre>
 *   wake = tick(cycle)                     takes every wire item that arrives now; sends what arrives later
 *
 *   and, if it is a {@link GuestComponent} and says {@link GuestComponent#GUESTS}:
 *   while ((call = guestCall()) != null)   guest steps wanted at this cycle, made one after another
 *       call is made, then finished or held
 *   wake = nextWake()
 * </pre>
 *
 * <p>Everything happens on one thread at a time, though not always the same. Two components meet only by wires.
 */
public interface Component extends Stateful {
    /** "Wake me only if something arrives." */
    long IDLE = Long.MAX_VALUE;

    /** Unique in its machine; appears in messages and checkpoints. */
    String name();

    /**
     * Does the work of {@code cycle} and returns the next cycle, later than this one, at which there is work without any
     * arrival, or {@link #IDLE}. Arrivals wake the component by themselves. The first tick is at the first cycle of the run.
     */
    long tick(long cycle);
}
