package org.skerry.noc.traffic;

import org.skerry.sim.config.Check;

/**
 * What a head goes through in a router, one after another, in cycles.
 *
 * @param routingCycles          to find its way; 0 with look-ahead; 0 to 64
 * @param vcAllocationCycles     from asking for a virtual channel to asking for the switch with it; 0 for the same cycle; to 64
 * @param switchAllocationCycles to get the switch; 1 to 64
 * @param traversalCycles        to pass the switch; 0 to 64
 * @param turnCycles             more of a head whose way turns; 0 to 64
 * @param speculative            whether a head asks for the switch together with a virtual channel, and loses what it wins without one
 * @param batched                whether a stage that takes several cycles takes nothing in meanwhile, as BookSim was built
 */
public record RouterStages(
        int routingCycles,
        int vcAllocationCycles,
        int switchAllocationCycles,
        int traversalCycles,
        int turnCycles,
        boolean speculative,
        boolean batched) {
    /** Look-ahead routing, and a cycle each for the rest. */
    public static final RouterStages DEFAULT = new RouterStages(0, 1, 1, 1, 0, false, false);

    /** Checks ranges. */
    public RouterStages {
        Check.inRange(routingCycles, 0, 64, "network.router.routingCycles");
        Check.inRange(vcAllocationCycles, 0, 64, "network.router.vcAllocationCycles");
        Check.inRange(switchAllocationCycles, 1, 64, "network.router.switchAllocationCycles");
        Check.inRange(traversalCycles, 0, 64, "network.router.traversalCycles");
        Check.inRange(turnCycles, 0, 64, "network.router.turnCycles");
    }

    /** These stages, in batches or not. */
    public RouterStages withBatches(boolean inBatches) {
        return new RouterStages(
                routingCycles,
                vcAllocationCycles,
                switchAllocationCycles,
                traversalCycles,
                turnCycles,
                speculative,
                inBatches);
    }

    /** Cycles of a head with nothing else under way, until it has left. */
    public int cycles() {
        int allocation = speculative
                ? Math.max(vcAllocationCycles, switchAllocationCycles)
                : vcAllocationCycles + switchAllocationCycles;
        return routingCycles + allocation + traversalCycles;
    }

    /** Of these, from asking for the switch on. */
    public int passageCycles() {
        return switchAllocationCycles + traversalCycles;
    }

    /** The longest stage before the passage of the switch. */
    public int longestCycles() {
        return Math.max(routingCycles, Math.max(vcAllocationCycles, switchAllocationCycles));
    }
}
