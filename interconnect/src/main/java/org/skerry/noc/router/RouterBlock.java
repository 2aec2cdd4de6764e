package org.skerry.noc.router;

import java.util.Arrays;
import org.skerry.noc.VirtualNetwork;
import org.skerry.noc.routing.Direction;
import org.skerry.noc.topology.Chiplets;
import org.skerry.noc.topology.MeshCut;
import org.skerry.noc.topology.MeshSpec;
import org.skerry.sim.config.Check;
import org.skerry.sim.digest.Mix;

/**
 * Which routers and endpoints a partition has, and how they are numbered in it. Ports of a router:
 *
 * <pre>
 *   0..3                        neighbours, see Direction
 *   4 .. 4+endpointsPerRouter-1 its endpoints; 4 alone if they share a port
 *   the last one                an edge endpoint, if the mesh has any; connected at the west edge only
 * </pre>
 *
 * Endpoints of the partition are numbered like those of the mesh: those of the routers in order, then those at the edge.
 */
public final class RouterBlock implements Geometry {
    /** Most ports of a router: a bit each in a long. */
    static final int MOST_PORTS = 64;

    private final MeshSpec mesh;
    private final RouterSpec spec;
    private final int firstRow;
    private final int rows;
    private final int ports;
    private final int flitShift;
    private final int flitRest; // bytes of a flit less one
    private final int vcsPerVnet;
    private final int firstEndpoint; // in the mesh, of those at tiles
    private final int tilesEnd; // endpoints at tiles of the mesh
    private final boolean byFlow; // whether a packet may use one virtual channel only
    private final int[] endpoints; // by router, port beyond the directions; what takes divisions to find out
    private final int[] destinations; // by endpoint of the mesh

    /** The block of partition {@code partition} of {@code cut}. */
    public RouterBlock(MeshSpec mesh, RouterSpec spec, MeshCut cut, int partition) {
        this.mesh = mesh;
        this.spec = spec;
        firstRow = cut.firstRow(partition);
        rows = cut.firstRow(partition + 1) - firstRow;
        ports = ports(mesh);
        flitShift = Integer.numberOfTrailingZeros(mesh.flitBytes());
        flitRest = mesh.flitBytes() - 1;
        vcsPerVnet = spec.vcsPerVnet();
        firstEndpoint = firstRouter() * mesh.endpointsPerRouter();
        tilesEnd = mesh.tileEndpoints();
        byFlow = spec.vcChoice() != VcChoice.ANY;
        Check.isTrue(
                (long) rows * mesh.width() <= VcAddress.ROUTERS,
                "network.width x height gives a partition " + (long) rows * mesh.width() + " routers, which is above "
                        + VcAddress.ROUTERS + ". Give more partitions.");
        endpoints = endpointsOfPorts();
        destinations = new int[mesh.endpoints()];
        Arrays.setAll(destinations, this::findDestination);
    }

    /** Ports of every router of {@code mesh}. */
    static int ports(MeshSpec mesh) {
        return Direction.COUNT + mesh.localPorts() + (mesh.edgeEndpoints() > 0 ? 1 : 0);
    }

    /** The mesh. */
    public MeshSpec mesh() {
        return mesh;
    }

    /** The routers' specification. */
    public RouterSpec spec() {
        return spec;
    }

    @Override
    public int routers() {
        return rows * mesh.width();
    }

    /**
     * Whether its state, some 8 KB a router, is more than the caches of the host hold, so that it pays to look at what is needed soon.
     * Assumption.
     */
    public boolean isLarge() {
        return routers() >= RouterForesight.FEWEST_ROUTERS;
    }

    /** Number in the mesh of the first router here. */
    public int firstRouter() {
        return firstRow * mesh.width();
    }

    @Override
    public int ports() {
        return ports;
    }

    @Override
    public int vcs() {
        return spec.vcs();
    }

    /** Endpoints of this partition. */
    public int endpoints() {
        return tileEndpoints() + edgesBefore(firstRow + rows) - edgesBefore(firstRow);
    }

    private int tileEndpoints() {
        return routers() * mesh.endpointsPerRouter();
    }

    private int edgesBefore(int row) {
        return Math.min(mesh.edgeEndpoints(), row);
    }

    /** Index here of an endpoint of the mesh. */
    public int local(int endpoint) {
        int edge = endpoint - tilesEnd;
        return edge < 0 ? endpoint - firstEndpoint : tileEndpoints() + edge - edgesBefore(firstRow);
    }

    /** Router here of an endpoint here. */
    public int routerOf(int local) {
        int edge = local - tileEndpoints();
        return edge < 0 ? local / mesh.endpointsPerRouter() : edge * mesh.width();
    }

    /** Port of an endpoint here at its router. */
    public int portOf(int local) {
        return local < tileEndpoints() ? Direction.COUNT + portAmong(local) : ports - 1;
    }

    /** Which of the ports of its router for endpoints leads to an endpoint; routers have the same here and in the mesh. */
    private int portAmong(int endpoint) {
        return mesh.sharedPort() ? 0 : endpoint % mesh.endpointsPerRouter();
    }

    /** Endpoint here at a port of a router here that leads to one: the first of those that share it. */
    public int endpointAt(int router, int port) {
        return endpoints[router * (ports - Direction.COUNT) + port - Direction.COUNT];
    }

    private int[] endpointsOfPorts() {
        int[] all = new int[routers() * (ports - Direction.COUNT)];
        for (int local = endpoints() - 1; local >= 0; local--) {
            all[routerOf(local) * (ports - Direction.COUNT) + portOf(local) - Direction.COUNT] = local;
        }
        return all;
    }

    @Override
    public byte kind(int router, int port) {
        if (!connected(router, port)) {
            return Links.NONE;
        }
        if (port >= Direction.COUNT) {
            return Links.ENDPOINT;
        }
        if (!crosses(router, port)) {
            return seam(router, port) ? Links.SEAM : Links.ROUTER;
        }
        return port == Direction.SOUTH ? Links.SOUTH : Links.NORTH;
    }

    @Override
    public int far(int router, int port) {
        if (port >= Direction.COUNT) {
            return VcAddress.of(router, port, 0);
        }
        int other = crosses(router, port) ? x(router) : neighbour(router, port);
        return VcAddress.of(other, Direction.opposite(port), 0);
    }

    /** What the routers of this block do, and how long it takes. */
    public Pipeline pipeline() {
        // The interface decides about a flit when it reaches the router, so the way there is part of the credit's way.
        return new Pipeline(
                spec.vcDepthFlits(),
                spec.routingCycles(),
                spec.vcAllocationCycles(),
                spec.passageCycles(),
                mesh.turnCycles(),
                new LinkTiming(mesh.linkCycles(), 1, spec.creditCycles()),
                seamTiming(),
                mesh.injectionCycles() + spec.creditCycles(),
                mesh.ejectionCycles() + spec.creditCycles(),
                false,
                false,
                AllocatorSpec.ISLIP,
                AllocatorSpec.ISLIP,
                null);
    }

    /** The links between chiplets. */
    public LinkTiming seamTiming() {
        Chiplets chiplets = mesh.chiplets();
        return new LinkTiming(chiplets.linkCycles(), chiplets.flitCycles(), spec.seamCreditCycles(mesh));
    }

    @Override
    public boolean hasSeams() {
        return mesh.chiplets().any();
    }

    @Override
    public boolean seam(int router, int port) {
        if (port >= Direction.COUNT || !connected(router, port) || !hasSeams()) {
            return false;
        }
        int here = firstRouter() + router;
        return mesh.crossings(here, here + Direction.dx(port) + Direction.dy(port) * mesh.width()) > 0;
    }

    /** Whether a port of a router here leads anywhere. */
    private boolean connected(int router, int port) {
        int x = router % mesh.width();
        int row = firstRow + router / mesh.width();
        if (port < Direction.COUNT) {
            int toX = x + Direction.dx(port);
            int toRow = row + Direction.dy(port);
            return toX >= 0 && toX < mesh.width() && toRow >= 0 && toRow < mesh.height();
        }
        return port - Direction.COUNT < mesh.localPorts() || x == 0 && row < mesh.edgeEndpoints();
    }

    /** Router next to one here, in the numbering of its own partition if that is another. */
    private int neighbour(int router, int direction) {
        int next = router + Direction.dx(direction) + Direction.dy(direction) * mesh.width();
        if (next < 0 || next >= routers()) {
            throw new IllegalArgumentException("the neighbour belongs to another partition");
        }
        return next;
    }

    /** Whether the neighbour in {@code direction} belongs to another partition. */
    private boolean crosses(int router, int direction) {
        int row = router / mesh.width() + Direction.dy(direction);
        return direction < Direction.COUNT && (row < 0 || row >= rows);
    }

    /** What {@link org.skerry.noc.flit.PacketTable#destination} of a packet to {@code endpoint} is: see {@link Destination}. */
    public int destination(int endpoint) {
        return destinations[endpoint];
    }

    private int findDestination(int endpoint) {
        int router = mesh.routerOf(endpoint);
        int port = endpoint < mesh.tileEndpoints() ? Direction.COUNT + portAmong(endpoint) : ports - 1;
        return Destination.of(mesh.x(router), mesh.y(router), port);
    }

    /** Links between the routers of two destinations. */
    public int hops(int from, int to) {
        return Math.abs(Destination.x(from) - Destination.x(to)) + Math.abs(Destination.y(from) - Destination.y(to));
    }

    /** As {@link MeshSpec#flits}, whose division takes its time. */
    public int flits(int bytes) {
        return bytes + flitRest >> flitShift;
    }

    /** Bits of the virtual channels that packets of {@code network} from {@code source} to {@code destination} may use. */
    public long allowedVcs(VirtualNetwork network, int source, int destination) {
        return allowedAfter(firstVc(network, source, destination));
    }

    /** The lowest of those. */
    public int firstVc(VirtualNetwork network, int source, int destination) {
        int first = network.ordinal() * vcsPerVnet;
        return byFlow ? first + flowVc(source, destination) : first;
    }

    /** Bits of the virtual channels that a packet may use that came in {@code vc}: no packet leaves its network, or its flow's VC. */
    public long allowedAfter(int vc) {
        if (spec.vcChoice() == VcChoice.BY_FLOW) {
            return 1L << vc;
        }
        return (1L << spec.vcsPerVnet()) - 1 << vc - vc % spec.vcsPerVnet();
    }

    /** Mixing spreads neighbouring endpoints over all virtual channels. */
    private int flowVc(int source, int destination) {
        long hash = Mix.mix((long) source << 32 | destination);
        int vcs = vcsPerVnet;
        return (vcs & vcs - 1) == 0
                ? (int) hash & vcs - 1
                : (int) Long.remainderUnsigned(hash, vcs); // a division takes long
    }

    /** Column of a router here. */
    int x(int router) {
        return router % mesh.width();
    }

    /** Row in the mesh of a router here. */
    int y(int router) {
        return firstRow + router / mesh.width();
    }
}
