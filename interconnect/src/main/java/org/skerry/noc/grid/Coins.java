package org.skerry.noc.grid;

import org.skerry.sim.rng.RandomStream;

/** What routing may ask of whoever sends a packet: random numbers, and how full outputs are. */
public interface Coins {
    /** The stream to draw from. */
    RandomStream random();

    /**
     * Places of the buffer behind an output port that are taken, or promised to flits under way, in all virtual channels together; as
     * they were when the packet set out for the router.
     */
    int taken(int router, int port);
}
