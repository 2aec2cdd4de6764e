package org.skerry.noc.mesh;

import java.util.List;
import java.util.function.Supplier;
import org.skerry.noc.Network;
import org.skerry.noc.NetworkMaker;
import org.skerry.noc.NetworkObserver;
import org.skerry.noc.NetworkPorts;
import org.skerry.noc.Packet;
import org.skerry.noc.ni.MeshPorts;
import org.skerry.noc.router.LinkTiming;
import org.skerry.noc.router.MeshRouters;
import org.skerry.noc.router.RouterBlock;
import org.skerry.noc.router.RouterSpec;
import org.skerry.noc.routing.ChannelDependencies;
import org.skerry.noc.routing.DimensionOrder;
import org.skerry.noc.routing.Direction;
import org.skerry.noc.routing.RouterLinks;
import org.skerry.noc.routing.Routing;
import org.skerry.noc.topology.MeshCut;
import org.skerry.noc.topology.MeshSpec;
import org.skerry.noc.topology.RouterFloorplan;
import org.skerry.sim.digest.DigestCombiner;
import org.skerry.sim.digest.EntityDigests;
import org.skerry.sim.kernel.Component;
import org.skerry.sim.kernel.Kernel;
import org.skerry.sim.link.Wire;
import org.skerry.sim.state.Codec;
import org.skerry.sim.stats.LatencyHistogram;
import org.skerry.sim.stats.StatsRegistry;
import org.skerry.sim.stats.Unit;
import org.skerry.sim.trace.Floorplan;
import org.skerry.sim.trace.LinkLoad;

/**
 * A two-dimensional mesh, flit by flit: packets are cut into flits, which go from buffer to buffer as there are credits, in the
 * virtual channels of their virtual network. Packets keep their order from endpoint to endpoint and virtual network unless the router
 * is told to use any virtual channel that is free, see {@link org.skerry.noc.router.VcChoice}.
 */
public final class MeshNetwork implements Network {
    private final MeshSpec mesh;
    private final RouterSpec router;
    private final MeshCut cut;
    private final Codec<Packet> packets;
    private final TimeDivisionSpec division;
    private final ZeroLoad zeroLoad;
    private final Supplier<DividedZeroLoad> dividedZeroLoad; // made when asked for, since tests alone ask
    private final MeshSlice[] slices;

    /** A mesh with XY routing and the router that fits {@code mesh}: see {@link RouterSpec#of}. */
    public MeshNetwork(MeshSpec mesh, int partitions, Codec<Object> bodies) {
        this(mesh, RouterSpec.of(mesh), DimensionOrder.XY, partitions, bodies);
    }

    /**
     * A mesh that nothing hangs on yet. A routing that could deadlock is refused.
     *
     * @param partitions how many slices to cut it into; fewer if the mesh has fewer rows
     * @param bodies     how the bodies of packets are saved
     */
    public MeshNetwork(MeshSpec mesh, RouterSpec router, Routing routing, int partitions, Codec<Object> bodies) {
        this(mesh, router, routing, TimeDivisionSpec.OFF, partitions, bodies);
    }

    /** The same with time division. */
    public MeshNetwork(
            MeshSpec mesh,
            RouterSpec router,
            Routing routing,
            TimeDivisionSpec division,
            int partitions,
            Codec<Object> bodies) {
        this(mesh, router, routing, division, division::slots, partitions, bodies);
    }

    private MeshNetwork(
            MeshSpec mesh,
            RouterSpec router,
            Routing routing,
            TimeDivisionSpec division,
            DomainSlots slots,
            int partitions,
            Codec<Object> bodies) {
        router.checkFits(mesh);
        division.checkFits(mesh);
        ChannelDependencies.refuseCycles(routing, mesh);
        this.mesh = mesh;
        this.router = router;
        this.division = division;
        this.cut = new MeshCut(mesh, partitions);
        this.packets = Packet.codec(bodies);
        this.zeroLoad = new ZeroLoad(mesh, router, routing);
        slices = new MeshSlice[cut.partitions()];
        for (int p = 0; p < slices.length; p++) {
            slices[p] = new MeshSlice(
                    p, new RouterBlock(mesh, router, cut, p), routing, packets, division.domains(), slots);
        }
        this.dividedZeroLoad = () -> new DividedZeroLoad(mesh, router, routing, division);
    }

    /** Makes meshes with XY routing, the router that fits them, and time division. */
    public static NetworkMaker maker(TimeDivisionSpec division) {
        return maker(division, division::slots);
    }

    /** The same with slots of the caller's choice, which may be wrong. */
    public static NetworkMaker maker(TimeDivisionSpec division, DomainSlots slots) {
        return (mesh, partitions, bodies) ->
                new MeshNetwork(mesh, RouterSpec.of(mesh), DimensionOrder.XY, division, slots, partitions, bodies);
    }

    @Override
    public int domains() {
        return division.domains();
    }

    @Override
    public int endpoints() {
        return mesh.endpoints();
    }

    @Override
    public int partitions() {
        return slices.length;
    }

    @Override
    public int partitionOf(int endpoint) {
        return cut.partitionOf(endpoint);
    }

    @Override
    public NetworkPorts open(Component owner, int first, int count) {
        int partition = cut.partitionOf(first, count);
        MeshPorts ports =
                new MeshPorts(owner, first, count, mesh, router.sourceQueuePackets(), division.domains(), packets);
        slices[partition].add(ports);
        return ports;
    }

    @Override
    public void install(Kernel.Builder kernel) {
        for (int p = 0; p < slices.length; p++) {
            kernel.component(slices[p], p);
            for (MeshPorts ports : slices[p].ports()) {
                ports.install(kernel, slices[p]);
            }
        }
        for (int p = 0; p + 1 < slices.length; p++) {
            for (int domain = 0; domain < division.domains(); domain++) {
                join(kernel, domain, p, p + 1);
            }
        }
    }

    private void join(Kernel.Builder kernel, int domain, int upper, int lower) {
        RouterBlock above = slices[upper].block();
        int last = above.routers() - 1;
        LinkTiming link = above.seam(last, Direction.SOUTH)
                ? above.pipeline().seam()
                : above.pipeline().link();
        int flitCycles = router.passageCycles() + link.arrivalCycles();
        Wire<Burst> flitsDown = wire(kernel, what(domain, "flits"), flitCycles, upper, lower);
        Wire<Burst> flitsUp = wire(kernel, what(domain, "flits"), flitCycles, lower, upper);
        Wire<Burst> creditsDown = wire(kernel, what(domain, "credits"), link.creditCycles(), upper, lower);
        Wire<Burst> creditsUp = wire(kernel, what(domain, "credits"), link.creditCycles(), lower, upper);
        int lastRow = slices[upper].block().routers() - mesh.width();
        DomainPlane north = slices[upper].plane(domain);
        DomainPlane south = slices[lower].plane(domain);
        north.connectSouth(border(north, lastRow, flitsDown, creditsDown, flitsUp, creditsUp));
        south.connectNorth(border(south, 0, flitsUp, creditsUp, flitsDown, creditsDown));
    }

    private String what(int domain, String what) {
        return division.on() ? what + " of domain " + domain : what;
    }

    private Wire<Burst> wire(Kernel.Builder kernel, String what, int latency, int from, int to) {
        String name = what + " from mesh slice " + from + " to " + to;
        Wire<Burst> wire = new Wire<>(name, latency, Burst.codec(mesh.width(), packets));
        kernel.wire(wire, slices[from], slices[to]);
        return wire;
    }

    private static SliceBorder border(
            DomainPlane plane,
            int firstRouter,
            Wire<Burst> flitsOut,
            Wire<Burst> creditsOut,
            Wire<Burst> flitsIn,
            Wire<Burst> creditsIn) {
        return new SliceBorder(
                plane.block(), firstRouter, plane.packets(), plane.routers(), flitsOut, creditsOut, flitsIn, creditsIn);
    }

    @Override
    public int hops(int source, int destination) {
        return mesh.hops(source, destination);
    }

    @Override
    public long zeroLoadLatencyCycles(int source, int destination, int bytes) {
        return zeroLoad.cycles(mesh.routerOf(source), mesh.routerOf(destination), bytes);
    }

    @Override
    public long smallestCrossingLatencyCycles() {
        return Math.min(router.passageCycles() + mesh.linkCycles(), router.creditCycles());
    }

    @Override
    public long packetsInFlight() {
        long sum = 0;
        for (MeshSlice slice : slices) {
            sum += slice.underWay();
        }
        return sum;
    }

    /**
     * Cycles from handing over a packet of {@code bytes} at {@code cycle} to its arrival when nothing else of its domain is under way:
     * without time division {@link #zeroLoadLatencyCycles}, with it the closed form of {@link DividedZeroLoad}.
     */
    public long zeroLoadLatencyCycles(long cycle, int domain, int source, int destination, int bytes) {
        return dividedZeroLoad.get().cycles(cycle, domain, source, destination, bytes);
    }

    /** Flits that have left a router in one of the directions of {@link Direction}. */
    public long linkFlits(int routerNumber, int direction) {
        MeshSlice slice = sliceOf(routerNumber);
        int local = routerNumber - slice.block().firstRouter();
        return flitsOf(slice, local, direction);
    }

    private static long flitsOf(MeshSlice slice, int router, int port) {
        long sum = 0;
        for (DomainPlane plane : slice.planes()) {
            sum += plane.routers().portFlits(router, port);
        }
        return sum;
    }

    @Override
    public List<LinkLoad> links() {
        return RouterLinks.loads(mesh, this::linkFlits);
    }

    /** Flits in the buffers of a router. Called between two cycles. */
    public int bufferedFlits(int routerNumber) {
        MeshSlice slice = sliceOf(routerNumber);
        int sum = 0;
        for (DomainPlane plane : slice.planes()) {
            sum += plane.routers().buffered(routerNumber - slice.block().firstRouter());
        }
        return sum;
    }

    /** Flits in the buffers of a router, summed over all cycles before {@code cycle}, the present one. */
    public long bufferFlitCycles(int routerNumber, long cycle) {
        MeshSlice slice = sliceOf(routerNumber);
        long sum = 0;
        for (DomainPlane plane : slice.planes()) {
            sum += plane.routers().bufferFlitCycles(routerNumber - slice.block().firstRouter(), cycle);
        }
        return sum;
    }

    /** Bytes of arrays that each router takes, without what is under way and without its endpoints. */
    public int bytesPerRouter() {
        return division.domains() * slices[0].plane(0).routers().bytesPerRouter();
    }

    /**
     * Checks that no credit is lost or doubled on any link within a partition; a broken invariant is an exception. Called between two
     * cycles, by tests: it looks at everything.
     */
    public void checkCredits() {
        for (MeshSlice slice : slices) {
            for (DomainPlane plane : slice.planes()) {
                plane.routers().checkCredits();
            }
        }
    }

    private MeshSlice sliceOf(int routerNumber) {
        return slices[cut.partitionOf(routerNumber * mesh.endpointsPerRouter())];
    }

    @Override
    public void register(StatsRegistry registry) {
        registry.counter(
                "network.packets",
                Unit.PACKETS,
                "packets that entered the network",
                () -> sum(plane -> plane.interfaces().sources().packetsEntered()));
        registry.counter(
                "network.packetBytes",
                Unit.BYTES,
                "bytes of those packets, headers included",
                () -> sum(plane -> plane.interfaces().sources().bytes()));
        registry.counter(
                "network.hops",
                Unit.COUNT,
                "links between routers that packets passed",
                () -> sum(plane -> plane.interfaces().sources().hops()));
        registry.counter(
                "network.flits",
                Unit.FLITS,
                "flits that entered the network",
                () -> sum(plane -> plane.interfaces().sources().flits()));
        registry.counter(
                "network.linkFlits",
                Unit.FLITS,
                "flits over links between routers",
                () -> overRouters(this::flitsOfLinksFrom));
        registry.counter(
                "network.routerFlits",
                Unit.FLITS,
                "flits through routers: each was written into a buffer, read from it and switched",
                () -> overRouters(this::flitsThrough));
        registry.gauge(
                "network.bufferedFlits",
                Unit.FLITS,
                "flits in the buffers of routers",
                () -> overRouters(this::bufferedFlits));
        registry.histogram(
                "network.latency",
                Unit.CYCLES,
                "from handing a packet over at its source to its arrival, waiting for its port included",
                this::latency);
    }

    private interface Reading {
        long of(DomainPlane plane);
    }

    private interface RouterReading {
        long of(int routerNumber);
    }

    private long sum(Reading reading) {
        long sum = 0;
        for (MeshSlice slice : slices) {
            for (DomainPlane plane : slice.planes()) {
                sum += reading.of(plane);
            }
        }
        return sum;
    }

    private long overRouters(RouterReading reading) {
        long sum = 0;
        for (int each = 0; each < mesh.routers(); each++) {
            sum += reading.of(each);
        }
        return sum;
    }

    private long flitsThrough(int routerNumber) {
        MeshSlice slice = sliceOf(routerNumber);
        int ports = slice.block().ports();
        int router = routerNumber - slice.block().firstRouter();
        long sum = 0;
        for (int port = 0; port < ports; port++) {
            sum += flitsOf(slice, router, port);
        }
        return sum;
    }

    private long flitsOfLinksFrom(int routerNumber) {
        long sum = 0;
        for (int direction = 0; direction < Direction.COUNT; direction++) {
            sum += linkFlits(routerNumber, direction);
        }
        return sum;
    }

    private LatencyHistogram latency() {
        LatencyHistogram all = new LatencyHistogram();
        for (MeshSlice slice : slices) {
            for (DomainPlane plane : slice.planes()) {
                all.add(plane.interfaces().reassembly().latency());
            }
        }
        return all;
    }

    @Override
    public void observe(NetworkObserver observer) {
        for (MeshSlice slice : slices) {
            for (DomainPlane plane : slice.planes()) {
                plane.interfaces().observe(observer);
            }
        }
    }

    /** Adds the endpoints, and after them the routers with the ids that follow; then the same for each further domain. */
    @Override
    public void digest(DigestCombiner digest, long firstEntity) {
        for (int domain = 0; domain < division.domains(); domain++) {
            digest(digest, domain, firstEntity + (long) domain * (mesh.endpoints() + mesh.routers()));
        }
    }

    private void digest(DigestCombiner digest, int domain, long firstEntity) {
        for (int endpoint = 0; endpoint < mesh.endpoints(); endpoint++) {
            MeshSlice slice = slices[cut.partitionOf(endpoint)];
            EntityDigests digests = slice.plane(domain).interfaces().digests();
            int local = slice.block().local(endpoint);
            digest.add(firstEntity + endpoint, digests.high(local), digests.low(local));
        }
        long firstRouter = firstEntity + mesh.endpoints();
        for (int each = 0; each < mesh.routers(); each++) {
            MeshSlice slice = sliceOf(each);
            MeshRouters routers = slice.plane(domain).routers();
            int local = each - slice.block().firstRouter();
            digest.add(firstRouter + each, routers.digestHigh(local), routers.digestLow(local));
        }
    }

    @Override
    public List<Floorplan.Element> floorplan(List<Floorplan.Element> tiles, int firstId) {
        return RouterFloorplan.of(mesh, tiles, firstId);
    }
}
