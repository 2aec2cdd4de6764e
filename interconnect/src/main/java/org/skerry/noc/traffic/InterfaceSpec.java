package org.skerry.noc.traffic;

import org.skerry.sim.config.Check;

/**
 * What the way between an endpoint and its router costs a packet that is alone, in cycles.
 *
 * @param injectionCycles from an endpoint's sending a flit until it is in the router; 0 to 1024
 * @param ejectionCycles  from a flit's leaving the last router until the endpoint has it; 0 to 1024
 */
public record InterfaceSpec(int injectionCycles, int ejectionCycles) {
    /** A cycle to send and one on the link, and one back, as in BookSim 2. */
    public static final InterfaceSpec BOOKSIM = new InterfaceSpec(2, 1);

    /** Checks ranges. */
    public InterfaceSpec {
        Check.inRange(injectionCycles, 0, 1024, "network.injectionCycles");
        Check.inRange(ejectionCycles, 0, 1024, "network.ejectionCycles");
    }
}
