package org.skerry.noc.traffic;

import org.skerry.sim.rng.RandomStream;

/** Draws when an endpoint makes packets. */
interface InjectionProcess {
    /** Cycle of the first packet of an endpoint, at or after cycle 0. */
    long first(int endpoint, RandomStream random);

    /** Cycle of the packet after that of {@code cycle}; later than it. */
    long next(int endpoint, long cycle, RandomStream random);
}
