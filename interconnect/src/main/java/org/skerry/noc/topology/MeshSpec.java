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
 * @param linkCycles         cycles on a link between routers; at least 1
 * @param injectionCycles    cycles from an endpoint to its router; at least 1
 * @param ejectionCycles     cycles from a router to its endpoint; at least 1
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
        int ejectionCycles) {

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
        Check.inRange(linkCycles, 1, 64, "network.linkCycles");
        Check.inRange(injectionCycles, 1, 64, "network.injectionCycles");
        Check.inRange(ejectionCycles, 1, 64, "network.ejectionCycles");
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

    /** Cycles from the first flit's arrival at the first router to its leaving the last one, {@code hops} links away. */
    public long transitCycles(int hops) {
        return (hops + 1L) * routerCycles + (long) hops * linkCycles;
    }

    /**
     * Cycles from handing a packet over to its arrival with nothing else under way:
     *
     * <pre>
     *   injection + (hops + 1) * router + hops * link + (flits - 1) + ejection
     * </pre>
     */
    public long zeroLoadLatencyCycles(int source, int destination, int bytes) {
        return injectionCycles + transitCycles(hops(source, destination)) + flits(bytes) - 1 + ejectionCycles;
    }
}
