package org.skerry.noc.topology;

import org.skerry.sim.config.Check;

/**
 * A two-dimensional mesh with dimension-order (XY) routing: a packet first goes along its row, then along its column.
 *
 * <pre>
 *   router 0 -- 1 -- 2        endpoints of router r: r * endpointsPerRouter ..  + endpointsPerRouter - 1
 *     |        |    |         edge endpoint k:       one more port of the first router of row k,
 *   router 3 -- 4 -- 5                               numbered after the endpoints of all routers
 * </pre>
 *
 * @param width              routers in a row; 1 to 4096
 * @param height             routers in a column; 1 to 4096
 * @param endpointsPerRouter endpoints at each router; 1 to 64
 * @param edgeEndpoints      endpoints at the west edge, at most one a row
 * @param flitBytes          bytes that a link carries in one cycle; a power of two, 1 to 1024
 * @param routerCycles       cycles from a flit's arrival at a router to its leaving it; at least 1
 * @param linkCycles         cycles on a link between routers; 0 if passing the switch takes a flit over the link as well
 * @param injectionCycles    cycles from an endpoint to its router; at least 1
 * @param ejectionCycles     cycles from a router to its endpoint; at least 1
 * @param turnCycles         more cycles of a head in the router in which its way turns; 0 to 64
 * @param chiplets           how the mesh is cut into chiplets, whose links to each other are slower and narrower
 * @param sharedPort         whether the endpoints of a router share one port of it, each way; those at the edge never do. See
 *                           {@link SharedPort}
 */
public record MeshSpec(
        int width,
        int height,
        int endpointsPerRouter,
        int edgeEndpoints,
        int flitBytes,
        int routerCycles,
        int linkCycles,
        int injectionCycles,
        int ejectionCycles,
        int turnCycles,
        Chiplets chiplets,
        boolean sharedPort) {

    /** Flit of Tenstorrent Wormhole: 256 bits (tt-isa-documentation, NoC/README.md). */
    public static final int DEFAULT_FLIT_BYTES = 32;

    /** With the link, the 4 mesh cycles a hop of Intel SCC (IEEE JSSC 46(4), 2011); the split of 3 and 1 is an assumption. */
    public static final int DEFAULT_ROUTER_CYCLES = 3;

    /** See {@link #DEFAULT_ROUTER_CYCLES}. */
    public static final int DEFAULT_LINK_CYCLES = 1;

    /** Cycles between endpoint and router, either way. Assumption: the endpoint sits beside its router; Wormhole takes 5. */
    public static final int DEFAULT_PORT_CYCLES = 1;

    /** Checks ranges. */
    public MeshSpec {
        Check.inRange(width, 1, 4096, "network.width");
        Check.inRange(height, 1, 4096, "network.height");
        Check.inRange(endpointsPerRouter, 1, 64, "network.endpointsPerRouter");
        Check.inRange(edgeEndpoints, 0, height, "network.edgeEndpoints");
        Check.inRange(Check.powerOfTwo(flitBytes, "network.flitBytes"), 1, 1024, "network.flitBytes");
        Check.inRange(routerCycles, 1, 64, "network.routerCycles");
        Check.inRange(linkCycles, 0, 64, "network.linkCycles");
        Check.inRange(injectionCycles, 1, 64, "network.injectionCycles");
        Check.inRange(ejectionCycles, 1, 64, "network.ejectionCycles");
        Check.inRange(turnCycles, 0, 64, "network.turnCycles");
        chiplets.checkFits(width, height);
        Check.isTrue(
                !chiplets.any() || chiplets.arrivalCycles() >= linkCycles,
                "network.chiplets: a link between chiplets takes " + chiplets.arrivalCycles()
                        + " cycles for a flit and one within a chiplet " + linkCycles
                        + ". Give links between chiplets at least as many.");
    }

    /** One chip whose routers turn packets in no time, and whose endpoints have a port each. */
    public MeshSpec(
            int width,
            int height,
            int endpointsPerRouter,
            int edgeEndpoints,
            int flitBytes,
            int routerCycles,
            int linkCycles,
            int injectionCycles,
            int ejectionCycles) {
        this(
                width,
                height,
                endpointsPerRouter,
                edgeEndpoints,
                flitBytes,
                routerCycles,
                linkCycles,
                injectionCycles,
                ejectionCycles,
                0,
                Chiplets.NONE,
                false);
    }

    /** A mesh with the default timing. */
    public static MeshSpec of(int width, int height, int endpointsPerRouter, int edgeEndpoints) {
        return new MeshSpec(
                width,
                height,
                endpointsPerRouter,
                edgeEndpoints,
                DEFAULT_FLIT_BYTES,
                DEFAULT_ROUTER_CYCLES,
                DEFAULT_LINK_CYCLES,
                DEFAULT_PORT_CYCLES,
                DEFAULT_PORT_CYCLES);
    }

    /** This mesh with other endpoints at the edge. */
    public MeshSpec withEdgeEndpoints(int count) {
        return new MeshSpec(
                width,
                height,
                endpointsPerRouter,
                count,
                flitBytes,
                routerCycles,
                linkCycles,
                injectionCycles,
                ejectionCycles,
                turnCycles,
                chiplets,
                sharedPort);
    }

    /** The same routers and links, so many of them, each with so many endpoints. */
    public MeshSpec withSize(int columns, int rows, int endpoints, int edge) {
        return new MeshSpec(
                columns,
                rows,
                endpoints,
                edge,
                flitBytes,
                routerCycles,
                linkCycles,
                injectionCycles,
                ejectionCycles,
                turnCycles,
                chiplets,
                sharedPort);
    }

    /** The same mesh, its endpoints with one port for each router or one each. */
    public MeshSpec withSharedPort(boolean shared) {
        return new MeshSpec(
                width,
                height,
                endpointsPerRouter,
                edgeEndpoints,
                flitBytes,
                routerCycles,
                linkCycles,
                injectionCycles,
                ejectionCycles,
                turnCycles,
                chiplets,
                shared);
    }

    /** Ports of a router for its endpoints. */
    public int localPorts() {
        return sharedPort ? 1 : endpointsPerRouter;
    }

    /** Number of routers. */
    public int routers() {
        return width * height;
    }

    /** Number of endpoints, those at the edge included. */
    public int endpoints() {
        return tileEndpoints() + edgeEndpoints;
    }

    /** Number of endpoints at tiles; those at the edge come after. */
    public int tileEndpoints() {
        return routers() * endpointsPerRouter;
    }

    /** Router of an endpoint. */
    public int routerOf(int endpoint) {
        int edge = endpoint - tileEndpoints();
        return edge < 0 ? endpoint / endpointsPerRouter : edge * width;
    }

    /** Column of a router. */
    public int x(int router) {
        return router % width;
    }

    /** Row of a router. */
    public int y(int router) {
        return router / width;
    }

    /** Links between two routers. */
    public int routerHops(int from, int to) {
        return Math.abs(x(from) - x(to)) + Math.abs(y(from) - y(to));
    }

    /** Links between the routers of two endpoints. */
    public int hops(int source, int destination) {
        return routerHops(routerOf(source), routerOf(destination));
    }

    /** Flits of a packet of {@code bytes}. */
    public int flits(int bytes) {
        return (bytes + flitBytes - 1) / flitBytes;
    }

    /** Links between chiplets among those between two routers. */
    public int crossings(int from, int to) {
        return chiplets.any() ? chiplets.crossings(width, height, x(from), y(from), x(to), y(to)) : 0;
    }

    /** Whether a way along rows and columns from one router to another turns. */
    public boolean turns(int from, int to) {
        return x(from) != x(to) && y(from) != y(to);
    }

    /**
     * Cycles from the first flit's arrival at the first router to its leaving the last one, {@code hops} links away, straight on and within a
     * chiplet; to any other router as far away it takes no less.
     */
    public long transitCycles(int hops) {
        return (hops + 1L) * routerCycles + (long) hops * linkCycles;
    }

    /** Cycles of a router in which later flits follow a head that alone waits for route and virtual channel in the others. */
    public int passageCycles() {
        return routerCycles >= 3 ? 2 : 1;
    }

    /**
     * Cycles from the first flit's arrival at the first router until the last one leaves the last router, with nothing else under way.
     */
    public long loneCycles(int from, int to, int flits) {
        if (!chiplets.any()) {
            return transitCycles(routerHops(from, to)) + (turns(from, to) ? turnCycles : 0) + flits - 1;
        }
        int hops = routerHops(from, to);
        int[] way = new int[hops + 1];
        way[0] = from;
        for (int i = 1; i <= hops; i++) {
            int before = way[i - 1];
            way[i] = x(before) != x(to)
                    ? before + Integer.signum(x(to) - x(before))
                    : before + Integer.signum(y(to) - y(before)) * width;
        }
        return lone(way, passageCycles()).cycles(flits);
    }

    /** A packet along these routers, of whose cycles {@code passage} are from winning the switch on. */
    public LonePacket lone(int[] way, int passage) {
        long[] waits = new long[way.length];
        long[] arrivals = new long[way.length - 1];
        int[] flitCycles = new int[way.length - 1];
        for (int i = 0; i < way.length; i++) {
            boolean turn = i > 0 && i + 1 < way.length && way[i] - way[i - 1] != way[i + 1] - way[i];
            waits[i] = routerCycles - passage + (turn ? turnCycles : 0);
            if (i + 1 < way.length) {
                boolean crossing = crossings(way[i], way[i + 1]) > 0;
                arrivals[i] = crossing ? chiplets.arrivalCycles() : linkCycles;
                flitCycles[i] = crossing ? chiplets.flitCycles() : 1;
            }
        }
        return new LonePacket(passage, waits, arrivals, flitCycles);
    }

    /**
     * Cycles from handing a packet over to its arrival with nothing else under way; within a chiplet
     *
     * <pre>
     *   injection + (hops + 1) * router + hops * link + turn + (flits - 1) + ejection
     * </pre>
     */
    public long zeroLoadLatencyCycles(int source, int destination, int bytes) {
        return injectionCycles + loneCycles(routerOf(source), routerOf(destination), flits(bytes)) + ejectionCycles;
    }
}
