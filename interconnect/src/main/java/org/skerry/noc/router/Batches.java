package org.skerry.noc.router;

/**
 * Cycles of the stages of a router that does not take anything into a stage while something is in it, in any virtual channel: what comes
 * meanwhile goes in together when the stage is free again. BookSim 2 is built so; where all stages take a cycle it makes no difference.
 *
 * @param routingCycles          0 for look-ahead
 * @param vcAllocationCycles     at least 1
 * @param switchAllocationCycles at least 1
 */
public record Batches(int routingCycles, int vcAllocationCycles, int switchAllocationCycles) {}
