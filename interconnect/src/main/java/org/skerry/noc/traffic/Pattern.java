package org.skerry.noc.traffic;

import org.skerry.sim.rng.RandomStream;

/** Where packets of an endpoint go. */
@FunctionalInterface
interface Pattern {
    /** Destination of the next packet of {@code source}; may be the source itself. */
    int destination(int source, RandomStream random);
}
