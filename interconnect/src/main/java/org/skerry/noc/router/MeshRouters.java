package org.skerry.noc.router;

import org.skerry.sim.digest.EntityDigests;
import org.skerry.sim.state.Stateful;

/** Routers of a machine: they keep a history of each, can be saved, and say when they have work. */
public interface MeshRouters extends FlitRouters, Stateful {
    /** The history of each router, or null if none is kept. */
    EntityDigests digests();

    /** The next cycle, after {@code cycle}, at which anything is to be done without new arrivals from elsewhere. */
    long nextCycle(long cycle);
}
