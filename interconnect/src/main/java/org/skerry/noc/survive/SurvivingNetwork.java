package org.skerry.noc.survive;

import java.util.List;
import java.util.Set;
import java.util.function.ToLongFunction;
import org.skerry.noc.Network;
import org.skerry.noc.NetworkObserver;
import org.skerry.noc.NetworkPorts;
import org.skerry.noc.Packet;
import org.skerry.noc.fault.FaultEvent;
import org.skerry.noc.grid.Faults;
import org.skerry.noc.grid.Grid;
import org.skerry.noc.link.LinkErrors;
import org.skerry.noc.mesh.TimeDivisionSpec;
import org.skerry.noc.mesh.ZeroLoad;
import org.skerry.noc.ni.MeshPorts;
import org.skerry.noc.router.RouterBlock;
import org.skerry.noc.router.RouterSpec;
import org.skerry.noc.routing.DimensionOrder;
import org.skerry.noc.routing.Direction;
import org.skerry.noc.routing.RouterLinks;
import org.skerry.noc.topology.MeshCut;
import org.skerry.noc.topology.MeshSpec;
import org.skerry.noc.topology.RouterFloorplan;
import org.skerry.sim.digest.DigestCombiner;
import org.skerry.sim.digest.EntityDigests;
import org.skerry.sim.kernel.Component;
import org.skerry.sim.kernel.Kernel;
import org.skerry.sim.state.Codec;
import org.skerry.sim.stats.LatencyHistogram;
import org.skerry.sim.stats.StatsRegistry;
import org.skerry.sim.stats.Unit;
import org.skerry.sim.trace.Floorplan;
import org.skerry.sim.trace.LinkLoad;

/** A mesh of a machine that goes on with parts of it dead. It is one partition. */
public final class SurvivingNetwork implements Network {
    private final MeshSpec mesh;
    private final RouterSpec router;
    private final Codec<Packet> packets;
    private final Slots slots;
    private final SurvivingSlice slice;
    private final ZeroLoad zeroLoad;

    /**
     * A mesh that nothing hangs on yet, and in which nothing breaks.
     *
     * @param bodies          how the bodies of packets are saved, what {@code notices} makes included
     * @param errors          of links
     * @param around          whether packets go round what is dead; else pairs whose row-then-column way is broken are cut off
     * @param detectionCycles from a fault until the network knows it and goes on; at least 1
     * @param seed            of what links spoil and lose
     */
    public SurvivingNetwork(
            MeshSpec mesh,
            Codec<Object> bodies,
            LinkErrors errors,
            boolean around,
            int detectionCycles,
            long seed,
            Notices notices) {
        this(mesh, TimeDivisionSpec.OFF, bodies, errors, around, detectionCycles, seed, notices);
    }

    /** The same with time division. */
    public SurvivingNetwork(
            MeshSpec mesh,
            TimeDivisionSpec division,
            Codec<Object> bodies,
            LinkErrors errors,
            boolean around,
            int detectionCycles,
            long seed,
            Notices notices) {
        this(mesh, division, SlotWiring.RIGHT, bodies, errors, around, detectionCycles, seed, notices);
    }

    /** The same, wired as the caller likes. */
    SurvivingNetwork(
            MeshSpec mesh,
            TimeDivisionSpec division,
            SlotWiring wiring,
            Codec<Object> bodies,
            LinkErrors errors,
            boolean around,
            int detectionCycles,
            long seed,
            Notices notices) {
        this.mesh = mesh;
        router = RouterSpec.of(mesh);
        router.checkFits(mesh);
        division.checkFits(mesh);
        packets = Packet.codec(bodies);
        RouterBlock block = new RouterBlock(mesh, router, new MeshCut(mesh, 1), 0);
        slots = new Slots(division, block, wiring);
        slice = new SurvivingSlice(block, packets, errors, around, detectionCycles, seed, notices, slots);
        zeroLoad = new ZeroLoad(mesh, router, DimensionOrder.XY);
    }

    /**
     * These links and routers break. Before the first cycle.
     *
     * @param events in the order of their cycles
     * @param tiles  numbers of routers whose endpoints die with them
     */
    public void suffer(List<FaultEvent> events, Set<Integer> tiles) {
        slice.suffer(events, tiles);
    }

    /** Share of all ordered pairs of different routers not known to be dead of which the routes in use lead from the first to the second. */
    public double reachable() {
        return slice.generation().ways.share();
    }

    /** The same for a mesh of which this is known to be dead: by the tables that it would use, without the mesh. */
    public static double reachable(MeshSpec mesh, boolean around, Set<Integer> routers, Set<Integer> links) {
        Grid grid = new Grid(mesh.width(), mesh.height(), false, 1, 1, 1);
        return new Ways(grid, Faults.of(grid, routers, links), around).share();
    }

    /** Whether the routes in use lead from one endpoint to another and back: if not, packets between them go back to who sent them. */
    public boolean reaches(int source, int destination) {
        return slice.generation().ways.talk(mesh.routerOf(source), mesh.routerOf(destination));
    }

    /**
     * Mean cycles, over when it is handed over, that the head of a packet that is alone in its domain waits for slots on the way that it takes
     * now between two endpoints of tiles one of which reaches the other: by the slots in force, see {@link RoutePhases}. 0 without time division.
     */
    public double meanSlotWaitCycles(int source, int destination) {
        RouterBlock block = slice.block();
        return slots.meanWaitCycles(
                slice.generation().ways,
                mesh.routerOf(source),
                mesh.routerOf(destination),
                block.portOf(block.local(destination)));
    }

    /** Cycles from new routes to new slots for them. */
    public static long reslotCycles(MeshSpec mesh) {
        return Slots.reslotCycles(mesh);
    }

    @Override
    public int domains() {
        return slots.domains();
    }

    @Override
    public int endpoints() {
        return mesh.endpoints();
    }

    @Override
    public int partitions() {
        return 1;
    }

    @Override
    public int partitionOf(int endpoint) {
        return 0;
    }

    @Override
    public NetworkPorts open(Component owner, int first, int count) {
        MeshPorts ports =
                new MeshPorts(owner, first, count, mesh, router.sourceQueuePackets(), slots.domains(), packets);
        slice.add(ports);
        return ports;
    }

    @Override
    public void install(Kernel.Builder kernel) {
        kernel.component(slice, 0);
        for (MeshPorts ports : slice.ports()) {
            ports.install(kernel, slice);
        }
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
        return slice.underWay();
    }

    @Override
    public List<LinkLoad> links() {
        return RouterLinks.loads(mesh, slice::portFlits);
    }

    @Override
    public void register(StatsRegistry registry) {
        SurvivalCounts past = slice.counts();
        registry.counter(
                "network.packets",
                Unit.PACKETS,
                "packets that entered the network, each time counted",
                () -> past.packetsEntered
                        + slice.generation()
                                .sum(plane -> plane.interfaces.sources().packetsEntered()));
        registry.counter(
                "network.packetBytes",
                Unit.BYTES,
                "bytes of those packets, headers included",
                () -> past.bytes
                        + slice.generation()
                                .sum(plane -> plane.interfaces.sources().bytes()));
        registry.counter(
                "network.hops",
                Unit.COUNT,
                "links between routers on the shortest ways of those packets",
                () -> past.hops
                        + slice.generation()
                                .sum(plane -> plane.interfaces.sources().hops()));
        registry.counter(
                "network.flits",
                Unit.FLITS,
                "flits that entered the network",
                () -> past.flits
                        + slice.generation()
                                .sum(plane -> plane.interfaces.sources().flits()));
        registry.counter(
                "network.linkFlits", Unit.FLITS, "flits over links between routers", () -> flits(Direction.COUNT));
        registry.counter(
                "network.routerFlits",
                Unit.FLITS,
                "flits through routers: each was written into a buffer, read from it and switched",
                () -> flits(slice.block().ports()));
        registry.gauge("network.bufferedFlits", Unit.FLITS, "flits in the buffers of routers", this::buffered);
        registry.histogram(
                "network.latency",
                Unit.CYCLES,
                "from handing a packet over at its source to its arrival, waiting for its port included",
                this::latency);
        registerFaults(registry, past);
    }

    private void registerFaults(StatsRegistry registry, SurvivalCounts past) {
        count(
                registry,
                "reconfigurations",
                Unit.COUNT,
                "times the network went over to new routes",
                () -> past.reconfigurations);
        count(registry, "packetsAgain", Unit.PACKETS, "packets sent once more after such a time", () -> past.again);
        count(
                registry,
                "packetsTwice",
                Unit.PACKETS,
                "packets that came twice and were thrown away",
                () -> past.duplicates);
        count(
                registry,
                "packetsReturned",
                Unit.PACKETS,
                "packets that went back because no way led on",
                () -> past.returned);
        count(
                registry,
                "packetsLost",
                Unit.PACKETS,
                "packets lost with the tile they came from or went to",
                () -> past.lost);
        if (slots.waves()) {
            count(
                    registry,
                    "reslottings",
                    Unit.COUNT,
                    "times domains got slots that suit new routes",
                    slots::reslottings);
        }
        links(registry, "flitsSpoilt", "flits spoilt on links", counts -> counts.spoilt);
        links(registry, "flitsUnnoticed", "of these, flits that passed their check", counts -> counts.unnoticed);
        links(registry, "flitsVanished", "flits that never arrived over a link", counts -> counts.vanished);
        links(registry, "flitsAgain", "flits that links sent once more", counts -> counts.repeated);
        links(registry, "flitsLost", "flits lost in dead links and routers", counts -> counts.lost);
        registry.gauge(
                "network.faults.reachableMillionths",
                Unit.COUNT,
                "of a million ordered pairs of different live routers, those that the routes in use lead between",
                () -> Math.round(1e6 * reachable()));
    }

    private static void count(
            StatsRegistry registry, String name, Unit unit, String text, java.util.function.LongSupplier value) {
        registry.counter("network.faults." + name, unit, text, value);
    }

    private void links(
            StatsRegistry registry,
            String name,
            String text,
            ToLongFunction<org.skerry.noc.link.RepeatingLinks.Counts> value) {
        registry.counter("network.faults." + name, Unit.FLITS, text, () -> value.applyAsLong(slice.linkCounts()));
    }

    private long flits(int ports) {
        long sum = 0;
        for (int each = 0; each < mesh.routers(); each++) {
            for (int port = 0; port < ports; port++) {
                sum += slice.portFlits(each, port);
            }
        }
        return sum;
    }

    private long buffered() {
        long sum = 0;
        for (int each = 0; each < mesh.routers(); each++) {
            int number = each;
            sum += slice.generation().sum(plane -> plane.routers.buffered(number));
        }
        return sum;
    }

    private LatencyHistogram latency() {
        LatencyHistogram all = new LatencyHistogram();
        all.add(slice.counts().latency);
        for (Plane plane : slice.generation().planes) {
            all.add(plane.interfaces.reassembly().latency());
        }
        return all;
    }

    @Override
    public void observe(NetworkObserver observer) {
        slice.observe(observer);
    }

    /** Adds the endpoints and the routers, domain by domain, and what endpoints have been through in all. */
    @Override
    public void digest(DigestCombiner digest, long firstEntity) {
        EntityDigests all = slice.history();
        long after = firstEntity;
        for (Plane plane : slice.generation().planes) {
            digest(digest, plane, after);
            after += mesh.endpoints() + mesh.routers();
        }
        for (int endpoint = 0; endpoint < mesh.endpoints(); endpoint++) {
            digest.add(after + endpoint, all.high(endpoint), all.low(endpoint));
        }
    }

    private void digest(DigestCombiner digest, Plane plane, long firstEntity) {
        EntityDigests ends = plane.interfaces.digests();
        for (int endpoint = 0; endpoint < mesh.endpoints(); endpoint++) {
            digest.add(firstEntity + endpoint, ends.high(endpoint), ends.low(endpoint));
        }
        for (int each = 0; each < mesh.routers(); each++) {
            long high = plane.routers.digestHigh(each);
            digest.add(firstEntity + mesh.endpoints() + each, high, plane.routers.digestLow(each));
        }
    }

    @Override
    public List<Floorplan.Element> floorplan(List<Floorplan.Element> tiles, int firstId) {
        return RouterFloorplan.of(mesh, tiles, firstId);
    }
}
