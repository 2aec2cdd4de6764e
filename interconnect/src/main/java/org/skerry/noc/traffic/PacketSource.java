package org.skerry.noc.traffic;

import org.skerry.sim.rng.RandomStream;

/** What decides when endpoints make packets, where these go and how long they are. For each packet all but {@link #first} is asked once. */
interface PacketSource {
    /** Flits of the longest packet there can be. */
    int mostFlits();

    /** Cycle of the first packet of an endpoint, at or after cycle 0, or {@link GapTable#NEVER}. */
    long first(int endpoint, RandomStream random);

    /** Flits of the packet of {@code endpoint} that is due, at least 1. */
    int flits(int endpoint);

    /** A number for that packet, by which whoever watches arrivals knows it. */
    int label(int endpoint);

    /** Its destination; may be the source itself. */
    int destination(int endpoint, RandomStream random);

    /** Cycle of the packet after the one of {@code cycle}, not before it, or {@link GapTable#NEVER}. Asked last. */
    long next(int endpoint, long cycle, RandomStream random);
}
