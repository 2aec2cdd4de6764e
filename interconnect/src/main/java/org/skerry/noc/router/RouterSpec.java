package org.skerry.noc.router;

import org.skerry.noc.VirtualNetwork;
import org.skerry.noc.topology.MeshSpec;
import org.skerry.sim.config.Check;

/**
 * What every router of a mesh has in common. Delays are in cycles; routing, VC allocation, switch allocation and traversal together
 * are the {@link MeshSpec#routerCycles} of the mesh, whose link comes after them.
 *
 * @param vcsPerVnet             virtual channels of each virtual network on a link; 1 to 16
 * @param vcDepthFlits           buffer of one virtual channel, in flits; 1 to 4096
 * @param routingCycles          to find the way of a packet; 0 if the router before has found it (look-ahead)
 * @param vcAllocationCycles     from asking for a virtual channel of the next router to using it; 0 if the switch is asked for at once
 * @param switchAllocationCycles to get the switch; at least 1; more than one are a pipeline, so that flits still follow each cycle
 * @param traversalCycles        to pass the switch, after it was won
 * @param creditCycles           from a flit's leaving a buffer until the router before it may use the place again, the way of the
 *                               credit included; at least 1
 * @param sourceQueuePackets     packets of each virtual network that wait at an endpoint's port before it refuses more; 1 to 4096
 * @param vcChoice               which virtual channels a packet may use
 */
public record RouterSpec(
        int vcsPerVnet,
        int vcDepthFlits,
        int routingCycles,
        int vcAllocationCycles,
        int switchAllocationCycles,
        int traversalCycles,
        int creditCycles,
        int sourceQueuePackets,
        VcChoice vcChoice) {

    /** Virtual channels of a virtual network, as in the reference curves of BookSim. */
    public static final int DEFAULT_VCS_PER_VNET = 4;

    /** Flits of a buffer, as in the reference curves of BookSim. */
    public static final int DEFAULT_DEPTH_FLITS = 8;

    /** Packets that wait at a port. Assumption: enough to keep the port busy with single flits. */
    public static final int DEFAULT_SOURCE_QUEUE_PACKETS = 8;

    /** A credit takes its link, one cycle to be sent and one to be counted: BookSim with credit_delay 1. */
    private static final int CREDIT_HANDLING_CYCLES = 2;

    /** Checks ranges. */
    public RouterSpec {
        Check.inRange(vcsPerVnet, 1, 16, "network.router.vcsPerVnet");
        Check.inRange(vcDepthFlits, 1, 4096, "network.router.vcDepthFlits");
        Check.inRange(routingCycles, 0, 64, "network.router.routingCycles");
        Check.inRange(vcAllocationCycles, 0, 64, "network.router.vcAllocationCycles");
        Check.inRange(switchAllocationCycles, 1, 64, "network.router.switchAllocationCycles");
        Check.inRange(traversalCycles, 0, 64, "network.router.traversalCycles");
        Check.inRange(creditCycles, 1, 256, "network.router.creditCycles");
        Check.inRange(sourceQueuePackets, 1, 4096, "network.router.sourceQueuePackets");
        Check.notNull(vcChoice, "network.router.vcChoice");
    }

    /**
     * The router that fits a mesh: one cycle each for traversal, switch and VC allocation as far as {@link MeshSpec#routerCycles}
     * reaches, the rest for routing (3 cycles are look-ahead routing, 4 BookSim's defaults); buffers as deep as one stream needs to
     * fill a link, and no smaller than the default.
     */
    public static RouterSpec of(MeshSpec mesh) {
        int cycles = mesh.routerCycles();
        RouterSpec spec = new RouterSpec(
                DEFAULT_VCS_PER_VNET,
                DEFAULT_DEPTH_FLITS,
                Math.max(0, cycles - 3),
                cycles >= 2 ? 1 : 0,
                1,
                cycles >= 3 ? 1 : 0,
                mesh.linkCycles() + CREDIT_HANDLING_CYCLES,
                DEFAULT_SOURCE_QUEUE_PACKETS,
                VcChoice.BY_FLOW);
        return spec.withDepthFlits(Math.max(DEFAULT_DEPTH_FLITS, spec.creditRoundTripCycles(mesh)));
    }

    /** The same with other buffers. */
    public RouterSpec withDepthFlits(int depthFlits) {
        return new RouterSpec(
                vcsPerVnet,
                depthFlits,
                routingCycles,
                vcAllocationCycles,
                switchAllocationCycles,
                traversalCycles,
                creditCycles,
                sourceQueuePackets,
                vcChoice);
    }

    /** The same with another rule for virtual channels. */
    public RouterSpec withVcChoice(VcChoice choice) {
        return new RouterSpec(
                vcsPerVnet,
                vcDepthFlits,
                routingCycles,
                vcAllocationCycles,
                switchAllocationCycles,
                traversalCycles,
                creditCycles,
                sourceQueuePackets,
                choice);
    }

    /** The same with another number of virtual channels. */
    public RouterSpec withVcsPerVnet(int count) {
        return new RouterSpec(
                count,
                vcDepthFlits,
                routingCycles,
                vcAllocationCycles,
                switchAllocationCycles,
                traversalCycles,
                creditCycles,
                sourceQueuePackets,
                vcChoice);
    }

    /** Refuses a mesh whose routers take another time than this one. */
    public void checkFits(MeshSpec mesh) {
        int sum = routingCycles + vcAllocationCycles + switchAllocationCycles + traversalCycles;
        Check.isTrue(
                sum == mesh.routerCycles(),
                "network.routerCycles=" + mesh.routerCycles() + " is not the sum of network.router.routingCycles, "
                        + "vcAllocationCycles, switchAllocationCycles and traversalCycles, which is " + sum + ". Give "
                        + sum + ", or change one of the four.");
        int ports = RouterBlock.ports(mesh);
        Check.isTrue(
                ports <= RouterBlock.MOST_PORTS,
                "network.endpointsPerRouter=" + mesh.endpointsPerRouter() + " needs routers of " + ports
                        + " ports, which is above " + RouterBlock.MOST_PORTS
                        + ". Give fewer endpoints to each router.");
    }

    /** Virtual channels on a link. */
    public int vcs() {
        return vcsPerVnet * VirtualNetwork.values().length;
    }

    /** Cycles that a head waits in its buffer before it may win the switch, with nothing else under way. */
    public int headWaitCycles() {
        return routingCycles + vcAllocationCycles;
    }

    /** Cycles from winning the switch to leaving the router. */
    public int passageCycles() {
        return switchAllocationCycles + traversalCycles;
    }

    /** {@link #creditCycles} over a link between chiplets. */
    public int seamCreditCycles(MeshSpec mesh) {
        return Math.max(1, creditCycles - mesh.linkCycles()) + mesh.chiplets().linkCycles();
    }

    /** Flits of buffer that let one stream fill every link: a flit's place can be used again so many flits later by the router before. */
    public int creditRoundTripCycles(MeshSpec mesh) {
        int router = passageCycles() + headWaitCycles() + mesh.turnCycles();
        int link = router + mesh.linkCycles() + creditCycles;
        if (!mesh.chiplets().any()) {
            return link;
        }
        int flitCycles = mesh.chiplets().flitCycles();
        int seam = router + mesh.chiplets().arrivalCycles() + seamCreditCycles(mesh);
        return Math.max(link, (seam + flitCycles - 1) / flitCycles);
    }
}
