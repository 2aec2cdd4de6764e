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
 * @param grid              routers and links
 * @param routing           which way packets go
 * @param vcs               virtual channels of a link; 1 to 16
 * @param vcDepthFlits      buffer of one virtual channel, in flits; 1 to 4096
 * @param stages            what a head goes through in a router; turns cost time only where each packet has one way
 * @param creditCycles      from the arrival of a credit until it can be used; links take their own time; 0 to 64
 * @param waitForTailCredit whether a virtual channel is free only once all its flits have left the buffer behind it
 * @param vcAllocator       how virtual channels are given
 * @param switchAllocator   how the switch is given
 * @param faults            what is dead
 * @param division          time division between domains
 * @param interfaces        the way between endpoints and routers
 */
public record NetworkSpec(
        Grid grid,
        GridRouting routing,
        int vcs,
        int vcDepthFlits,
        RouterStages stages,
        int creditCycles,
        boolean waitForTailCredit,
        AllocatorSpec vcAllocator,
        AllocatorSpec switchAllocator,
        Faults faults,
        TimeDivision division,
        InterfaceSpec interfaces) {
    /** Checks ranges. */
    public NetworkSpec {
        Check.inRange(vcs, 1, 16, "network.router.vcs");
        Check.inRange(vcDepthFlits, 1, 4096, "network.router.vcDepthFlits");
        Check.inRange(creditCycles, 0, 64, "network.router.creditCycles");
        Check.notNull(stages, "network.router");
        Check.notNull(interfaces, "network.interfaces");
        routing.checkFits(grid, vcs);
        Check.isTrue(
                division.domains() == 1 || !grid.chiplets().any() && grid.linkFlitCycles() == 1,
                "network.domains=" + division.domains()
                        + ": slots are for links that all take the same time and one flit in each cycle. Leave chiplets"
                        + " and linkFlitCycles out, or give one domain.");
    }

    /**
     * A network with iSLIP allocators, the stages of {@link RouterStages#DEFAULT}, credits that take a cycle and the interfaces of BookSim,
     * all of it alive and undivided.
     */
    public static NetworkSpec of(Grid grid, GridRouting routing, int vcs, int vcDepthFlits) {
        return new NetworkSpec(
                grid,
                routing,
                vcs,
                vcDepthFlits,
                RouterStages.DEFAULT,
                1,
                false,
                AllocatorSpec.ISLIP,
                AllocatorSpec.ISLIP,
                Faults.NONE,
                TimeDivision.NONE,
                InterfaceSpec.BOOKSIM);
    }

    /** This network with other stages in its routers. */
    public NetworkSpec withStages(RouterStages other) {
        return with(other, vcAllocator, switchAllocator, faults, division, interfaces);
    }

    /** This network with stages that take nothing in while they are busy, or with others. */
    public NetworkSpec withBatches(boolean inBatches) {
        return withStages(stages.withBatches(inBatches));
    }

    /** This network with the same allocator for virtual channels and for the switch. */
    public NetworkSpec withAllocators(AllocatorSpec both) {
        return with(stages, both, both, faults, division, interfaces);
    }

    /** This network with these parts dead. */
    public NetworkSpec withFaults(Faults others) {
        return with(stages, vcAllocator, switchAllocator, others, division, interfaces);
    }

    /** This network with another time division. */
    public NetworkSpec withDivision(TimeDivision other) {
        return with(stages, vcAllocator, switchAllocator, faults, other, interfaces);
    }

    /** This network with other interfaces. */
    public NetworkSpec withInterfaces(InterfaceSpec others) {
        return with(stages, vcAllocator, switchAllocator, faults, division, others);
    }

    private NetworkSpec with(
            RouterStages otherStages,
            AllocatorSpec forVcs,
            AllocatorSpec forSwitch,
            Faults otherFaults,
            TimeDivision otherDivision,
            InterfaceSpec otherInterfaces) {
        return new NetworkSpec(
                grid,
                routing,
                vcs,
                vcDepthFlits,
                otherStages,
                creditCycles,
                waitForTailCredit,
                forVcs,
                forSwitch,
                otherFaults,
                otherDivision,
                otherInterfaces);
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
                stages.routingCycles(),
                // A head that speculates and gets the switch leaves when it gets its virtual channel.
                stages.vcAllocationCycles(),
                (batches() == null ? stages.switchAllocationCycles() : 1) + stages.traversalCycles(),
                stages.turnCycles(),
                link(grid.linkCycles(), grid.linkFlitCycles()),
                link(grid.chiplets().linkCycles(), grid.chiplets().flitCycles()),
                interfaces.injectionCycles() + 2,
                interfaces.ejectionCycles() + 2 + creditCycles,
                stages.speculative(),
                waitForTailCredit,
                vcAllocator,
                switchAllocator,
                batches());
    }

    /** Null where batches make no difference, and with speculation, which goes through two stages at a time and is not modelled in batches. */
    private Batches batches() {
        return stages.batched()
                        && !stages.speculative()
                        && stages.longestCycles() > 1
                        && stages.vcAllocationCycles() > 0
                ? new Batches(stages.routingCycles(), stages.vcAllocationCycles(), stages.switchAllocationCycles())
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
        return stages.cycles();
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
        Arrays.fill(waits, routerCycles() - stages.passageCycles());
        for (int i = 0; i < crossings.length; i++) {
            LinkTiming link = crossings[i] ? pipeline.seam() : pipeline.link();
            arrivals[i] = link.arrivalCycles();
            flitCycles[i] = link.flitCycles();
        }
        LonePacket packet = new LonePacket(stages.passageCycles(), waits, arrivals, flitCycles);
        return interfaces.injectionCycles() + packet.cycles(flits) + interfaces.ejectionCycles();
    }
}
