package org.skerry.noc.router;

import org.skerry.sim.state.Stateful;

/** Routers of a machine: they keep a history of each, can be saved, and say when they have work. */
public interface MeshRouters extends FlitRouters, Stateful {
    /** Upper half of the hash of what happened in a router. */
    long digestHigh(int router);

    /** Lower half of it. */
    long digestLow(int router);

    /**
     * {@inheritDoc} Those that are no tails may be missing: packets are complete with their tails, and whatever is before a tail came
     * before it.
     */
    @Override
    DelayLine ejections();

    /**
     * Whether the endpoint before an input knows at {@code cycle} of a place for a flit; after {@link #arrivals} of that cycle. Whoever
     * asks this needs no credits, and drops those that there are.
     */
    boolean hasPlace(long cycle, int address);

    /** The next cycle, after {@code cycle}, at which anything is to be done without new arrivals from elsewhere. */
    long nextCycle(long cycle);
}
