package org.skerry.noc.traffic;

import java.util.Arrays;
import org.skerry.noc.grid.Faults;
import org.skerry.noc.grid.Grid;
import org.skerry.noc.grid.GridRouting;
import org.skerry.noc.router.AllocatorSpec;
import org.skerry.noc.router.Batches;
import org.skerry.noc.router.LinkTiming;
import org.skerry.noc.router.Pipeline;
import org.skerry.noc.topology.LonePacket;
import org.skerry.sim.config.Check;

/**
 * A network for experiments. Delays are in cycles.
 *
 * @param grid                   routers and links
 * @param routing                which way packets go
 * @param vcs                    virtual channels of a link; 1 to 16
 * @param vcDepthFlits           buffer of one virtual channel, in flits; 1 to 4096
 * @param routingCycles          to find the way of a packet; 0 if the router before has found it (look-ahead)
 * @param vcAllocationCycles     from asking for a virtual channel to using it
 * @param switchAllocationCycles to get the switch; at least 1
 * @param traversalCycles        to pass the switch
 * @param turnCycles             more cycles for a head that leaves a router in another direction than it came; with one way for each packet
 * @param creditCycles           from the arrival of a credit until it can be used; links take their own time
 * @param speculative            whether heads ask for the switch together with a virtual channel
 * @param waitForTailCredit      whether a virtual channel is free only once all its flits have left the buffer behind it
 * @param vcAllocator            how virtual channels are given
 * @param switchAllocator        how the switch is given
 * @param faults                 what is dead
 * @param division               time division between domains
 * @param interfaces             the way between endpoints and routers
 * @param batched                whether a stage of a router that takes several cycles takes nothing in meanwhile, as BookSim was built
 */
public record NetworkSpec(
        Grid grid,
        GridRouting routing,
        int vcs,
        int vcDepthFlits,
        int routingCycles,
        int vcAllocationCycles,
        int switchAllocationCycles,
        int traversalCycles,
        int turnCycles,
        int creditCycles,
        boolean speculative,
        boolean waitForTailCredit,
        AllocatorSpec vcAllocator,
        AllocatorSpec switchAllocator,
        Faults faults,
        TimeDivision division,
        InterfaceSpec interfaces,
        boolean batched) {
    /** Checks ranges. */
    public NetworkSpec {
        Check.inRange(vcs, 1, 16, "network.router.vcs");
        Check.inRange(vcDepthFlits, 1, 4096, "network.router.vcDepthFlits");
        Check.inRange(routingCycles, 0, 64, "network.router.routingCycles");
        Check.inRange(vcAllocationCycles, 0, 64, "network.router.vcAllocationCycles");
        Check.inRange(switchAllocationCycles, 1, 64, "network.router.switchAllocationCycles");
        Check.inRange(traversalCycles, 0, 64, "network.router.traversalCycles");
        Check.inRange(creditCycles, 0, 64, "network.router.creditCycles");
        Check.inRange(turnCycles, 0, 64, "network.router.turnCycles");
        Check.notNull(interfaces, "network.interfaces");
        routing.checkFits(grid, vcs);
        Check.isTrue(
                division.domains() == 1 || !grid.chiplets().any() && grid.linkFlitCycles() == 1,
                "network.domains=" + division.domains()
                        + ": slots are for links that all take the same time and one flit in each cycle. Leave chiplets"
                        + " and linkFlitCycles out, or give one domain.");
    }

    /** A network whose routers turn packets in no time, with the interfaces of BookSim. */
    public NetworkSpec(
            Grid grid,
            GridRouting routing,
            int vcs,
            int vcDepthFlits,
            int routingCycles,
            int vcAllocationCycles,
            int switchAllocationCycles,
            int traversalCycles,
            int creditCycles,
            boolean speculative,
            boolean waitForTailCredit,
            AllocatorSpec vcAllocator,
            AllocatorSpec switchAllocator,
            Faults faults,
            TimeDivision division) {
        this(
                grid,
                routing,
                vcs,
                vcDepthFlits,
                routingCycles,
                vcAllocationCycles,
                switchAllocationCycles,
                traversalCycles,
                0,
                creditCycles,
                speculative,
                waitForTailCredit,
                vcAllocator,
                switchAllocator,
                faults,
                division,
                InterfaceSpec.BOOKSIM,
                false);
    }

    /** A network whose routers take something into every stage in every cycle. */
    public NetworkSpec(
            Grid grid,
            GridRouting routing,
            int vcs,
            int vcDepthFlits,
            int routingCycles,
            int vcAllocationCycles,
            int switchAllocationCycles,
            int traversalCycles,
            int turnCycles,
            int creditCycles,
            boolean speculative,
            boolean waitForTailCredit,
            AllocatorSpec vcAllocator,
            AllocatorSpec switchAllocator,
            Faults faults,
            TimeDivision division,
            InterfaceSpec interfaces) {
        this(
                grid,
                routing,
                vcs,
                vcDepthFlits,
                routingCycles,
                vcAllocationCycles,
                switchAllocationCycles,
                traversalCycles,
                turnCycles,
                creditCycles,
                speculative,
                waitForTailCredit,
                vcAllocator,
                switchAllocator,
                faults,
                division,
                interfaces,
                false);
    }

    /** The same with stages that take nothing in while they are busy, or with stages that do. */
    public NetworkSpec withBatches(boolean inBatches) {
        return with(division, inBatches);
    }

    /** The same with another time division. */
    public NetworkSpec withDivision(TimeDivision other) {
        return with(other, batched);
    }

    private NetworkSpec with(TimeDivision other, boolean inBatches) {
        return new NetworkSpec(
                grid,
                routing,
                vcs,
                vcDepthFlits,
                routingCycles,
                vcAllocationCycles,
                switchAllocationCycles,
                traversalCycles,
                turnCycles,
                creditCycles,
                speculative,
                waitForTailCredit,
                vcAllocator,
                switchAllocator,
                faults,
                other,
                interfaces,
                inBatches);
    }

    /** Refuses a network whose packets can block each other for ever. */
    public void refuseDeadlock() {
        routing.refuseCycles(grid, vcs, faults);
    }

    /** The routers as the engine sees them. */
    Pipeline pipeline() {
        // A credit is sent at the end of a cycle and takes a link; an endpoint can use it and send it on at once.
        // Sources decide about a flit when it reaches the router, so that the way there is part of the credit's way.
        return new Pipeline(
                vcDepthFlits,
                routingCycles,
                // A head that speculates and gets the switch leaves when it gets its virtual channel.
                vcAllocationCycles,
                (batches() == null ? switchAllocationCycles : 1) + traversalCycles,
                turnCycles,
                link(grid.linkCycles(), grid.linkFlitCycles()),
                link(grid.chiplets().linkCycles(), grid.chiplets().flitCycles()),
                interfaces.injectionCycles() + 2,
                interfaces.ejectionCycles() + 2 + creditCycles,
                speculative,
                waitForTailCredit,
                vcAllocator,
                switchAllocator,
                batches());
    }

    /** Null where batches make no difference, and with speculation, which goes through two stages at a time and is not modelled in batches. */
    private Batches batches() {
        int longest = Math.max(routingCycles, Math.max(vcAllocationCycles, switchAllocationCycles));
        return batched && !speculative && longest > 1 && vcAllocationCycles > 0
                ? new Batches(routingCycles, vcAllocationCycles, switchAllocationCycles)
                : null;
    }

    private LinkTiming link(int linkCycles, int flitCycles) {
        return new LinkTiming(linkCycles, flitCycles, linkCycles + 1 + creditCycles);
    }

    /**
     * What keeps the links between chiplets slower than they are wide, in a sentence, or nothing: buffers behind them with fewer places than
     * a credit's round trip has flits.
     */
    public String warning() {
        LinkTiming seam = pipeline().seam();
        long roundTrip = routerCycles() + seam.arrivalCycles() + seam.creditCycles();
        long needed = (roundTrip + seam.flitCycles() - 1) / seam.flitCycles();
        long places = (long) vcs * vcDepthFlits;
        return !grid.chiplets().any() || places >= needed
                ? ""
                : "router.vcs x router.vcDepthFlits=" + places + " places are below the " + needed
                        + " flits of a credit's round trip between chiplets, which cannot be filled. Raise router.vcDepthFlits to "
                        + (needed + vcs - 1) / vcs + ".";
    }

    /** Cycles of a head in a router with nothing else under way, link not included. */
    public int routerCycles() {
        int allocation = speculative
                ? Math.max(vcAllocationCycles, switchAllocationCycles)
                : vcAllocationCycles + switchAllocationCycles;
        return routingCycles + allocation + traversalCycles;
    }

    /**
     * Cycles of a packet from its making to the arrival of its tail with nothing else under way, where all links are alike and as wide
     * as a flit:
     *
     * <pre>
     *   injection + (hops + 1) * router + hops * link + ejection + (flits - 1)
     * </pre>
     *
     * @param hops links that it passes; of these none turns
     */
    public long zeroLoadCycles(int hops, int flits) {
        return zeroLoadCycles(new boolean[hops], flits);
    }

    /**
     * The same where links differ: see {@link LonePacket}.
     *
     * @param crossings for each link on the way, whether it joins two chiplets
     */
    public long zeroLoadCycles(boolean[] crossings, int flits) {
        Pipeline pipeline = pipeline();
        long[] waits = new long[crossings.length + 1];
        long[] arrivals = new long[crossings.length];
        int[] flitCycles = new int[crossings.length];
        Arrays.fill(waits, routerCycles() - switchAllocationCycles - traversalCycles);
        for (int i = 0; i < crossings.length; i++) {
            LinkTiming link = crossings[i] ? pipeline.seam() : pipeline.link();
            arrivals[i] = link.arrivalCycles();
            flitCycles[i] = link.flitCycles();
        }
        LonePacket packet = new LonePacket(switchAllocationCycles + traversalCycles, waits, arrivals, flitCycles);
        return interfaces.injectionCycles() + packet.cycles(flits) + interfaces.ejectionCycles();
    }
}
