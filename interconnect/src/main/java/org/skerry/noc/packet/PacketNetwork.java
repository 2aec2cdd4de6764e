package org.skerry.noc.packet;

import java.util.List;
import org.skerry.noc.Network;
import org.skerry.noc.NetworkObserver;
import org.skerry.noc.NetworkPorts;
import org.skerry.noc.Packet;
import org.skerry.noc.mesh.ZeroLoad;
import org.skerry.noc.router.RouterBlock;
import org.skerry.noc.router.RouterSpec;
import org.skerry.noc.routing.DimensionOrder;
import org.skerry.noc.routing.Direction;
import org.skerry.noc.routing.RouterLinks;
import org.skerry.noc.topology.MeshCut;
import org.skerry.noc.topology.MeshSpec;
import org.skerry.noc.topology.RouterFloorplan;
import org.skerry.sim.config.Check;
import org.skerry.sim.digest.DigestCombiner;
import org.skerry.sim.digest.EntityDigests;
import org.skerry.sim.kernel.Component;
import org.skerry.sim.kernel.Kernel;
import org.skerry.sim.state.Codec;
import org.skerry.sim.stats.StatsRegistry;
import org.skerry.sim.stats.Unit;
import org.skerry.sim.trace.Floorplan;
import org.skerry.sim.trace.LinkLoad;

/**
 * A mesh with XY routing, packet by packet, as one partition. Ports, virtual networks, room at sources and order of packets are those of
 * {@link org.skerry.noc.mesh.MeshNetwork}, and so is the latency of a packet that is alone.
 */
public final class PacketNetwork implements Network {
    /** Metric that is 1 if the model is out of its range. */
    public static final String OUT_OF_RANGE = "network.outOfRange";

    private final MeshSpec mesh;
    private final RouterSpec router;
    private final ZeroLoad zeroLoad;
    private final PacketSlice slice;

    /**
     * A mesh with the router that fits it, that nothing hangs on yet.
     *
     * @param partitions is not looked at: there is one
     * @param bodies     how the bodies of packets are saved
     */
    public PacketNetwork(MeshSpec mesh, int partitions, Codec<Object> bodies) {
        this(mesh, bodies, true);
    }

    /** The same, that {@linkplain PacketSources puts packets off} or not. */
    PacketNetwork(MeshSpec mesh, Codec<Object> bodies, boolean putsOff) {
        Check.isTrue(
                !mesh.chiplets().any(),
                "network: packet does not know chiplets, whose links are slower and narrower. Choose network: mesh, or"
                        + " leave chiplets out.");
        this.mesh = mesh;
        router = RouterSpec.of(mesh);
        router.checkFits(mesh);
        zeroLoad = new ZeroLoad(mesh, router, DimensionOrder.XY);
        slice = new PacketSlice(new RouterBlock(mesh, router, new MeshCut(mesh, 1), 0), Packet.codec(bodies), putsOff);
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
        PacketPorts ports = new PacketPorts(owner, slice, first, count, mesh);
        slice.add(ports);
        return ports;
    }

    @Override
    public void install(Kernel.Builder kernel) {
        kernel.component(slice, 0);
        kernel.wire(slice.entering(), slice, slice);
        for (PacketPorts ports : slice.ports()) {
            ports.install(kernel);
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
        return router.passageCycles() + mesh.linkCycles();
    }

    @Override
    public long packetsInFlight() {
        return slice.underWay();
    }

    /** Whether so much was sent at once that results of this model are not accurate. Called between two cycles. */
    public boolean outOfRange() {
        return slice.outOfRange();
    }

    @Override
    public List<LinkLoad> links() {
        return RouterLinks.loads(mesh, slice.journeys()::flits);
    }

    @Override
    public void register(StatsRegistry registry) {
        registry.counter(
                "network.packets", Unit.PACKETS, "packets that entered the network", () -> slice.packetsEntered);
        registry.counter(
                "network.packetBytes", Unit.BYTES, "bytes of those packets, headers included", () -> slice.bytes);
        registry.counter("network.hops", Unit.COUNT, "links between routers that packets passed", () -> slice.hops);
        registry.counter("network.flits", Unit.FLITS, "flits that entered the network", () -> slice.flits);
        registry.counter(
                "network.linkFlits",
                Unit.FLITS,
                "flits over links between routers, counted when they are given their cycles",
                () -> flits(0, Direction.COUNT));
        registry.counter(
                "network.routerFlits",
                Unit.FLITS,
                "flits through routers, counted when they are given their cycles",
                () -> flits(0, slice.block().ports()));
        registry.gauge(
                OUT_OF_RANGE,
                Unit.COUNT,
                "1 if links carried so much that the packet-level model is not accurate",
                () -> slice.outOfRange() ? 1 : 0);
        registry.histogram(
                "network.latency",
                Unit.CYCLES,
                "from handing a packet over at its source to its arrival, waiting for its port included",
                slice::latency);
    }

    private long flits(int firstPort, int endPort) {
        long sum = 0;
        for (int each = 0; each < mesh.routers(); each++) {
            for (int port = firstPort; port < endPort; port++) {
                sum += slice.journeys().flits(each, port);
            }
        }
        return sum;
    }

    @Override
    public void observe(NetworkObserver observer) {
        slice.observe(observer);
    }

    @Override
    public void digest(DigestCombiner digest, long firstEntity) {
        EntityDigests digests = slice.digests();
        for (int endpoint = 0; endpoint < mesh.endpoints(); endpoint++) {
            digest.add(firstEntity + endpoint, digests.high(2 * endpoint), digests.low(2 * endpoint));
            digest.add(firstEntity + endpoint, digests.high(2 * endpoint + 1), digests.low(2 * endpoint + 1));
        }
    }

    @Override
    public List<Floorplan.Element> floorplan(List<Floorplan.Element> tiles, int firstId) {
        return RouterFloorplan.of(mesh, tiles, firstId);
    }
}
