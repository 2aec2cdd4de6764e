package org.skerry.noc.grid;

import org.skerry.noc.routing.Direction;
import org.skerry.noc.topology.Chiplets;
import org.skerry.sim.config.Check;

/**
 * Routers in rows and columns with endpoints of their own: a mesh, a concentrated mesh, a torus, and with one row a line or a ring.
 * Routers and endpoints are counted along the rows, from the first one on; the endpoints of a router form a rectangle, so that all
 * endpoints together are a grid as well.
 *
 * @param width      routers in a row; at least 1
 * @param height     rows; at least 1
 * @param wraps      whether the last router of a row or column is joined with the first: a torus
 * @param across     endpoints of each router along the row; at least 1
 * @param down       endpoints of each router along the column; at least 1
 * @param linkCycles latency of every link between routers; 0 to 64, 0 if passing the switch takes a flit over the link as well
 * @param linkFlitCycles cycles in which such a link takes one flit; 1 if it is as wide as a flit; 1 to 64
 * @param chiplets   how the grid is cut into chiplets, whose links to each other are slower and narrower
 */
public record Grid(
        int width,
        int height,
        boolean wraps,
        int across,
        int down,
        int linkCycles,
        int linkFlitCycles,
        Chiplets chiplets) {
    /** Most routers. */
    public static final int MOST_ROUTERS = 1 << 20;

    /** Checks ranges. */
    public Grid {
        Check.inRange(width, 1, 1024, "network.width");
        Check.inRange(height, 1, 1024, "network.height");
        Check.inRange(across, 1, 8, "network.endpointsAcross");
        Check.inRange(down, 1, 7, "network.endpointsDown");
        Check.inRange(linkCycles, 0, 64, "network.linkCycles");
        Check.inRange(linkFlitCycles, 1, 64, "network.linkFlitCycles");
        chiplets.checkFits(width, height);
        Check.isTrue(
                !wraps || !chiplets.any(),
                "network.chiplets: a torus has links round the edge, which are in no chiplet. Choose a mesh.");
    }

    /** One chip with links as wide as a flit. */
    public Grid(int width, int height, boolean wraps, int across, int down, int linkCycles) {
        this(width, height, wraps, across, down, linkCycles, 1, Chiplets.NONE);
    }

    /** Whether a link from a router leads to another chiplet. */
    public boolean seam(int router, int direction) {
        int next = chiplets.any() ? neighbour(router, direction) : -1;
        return next >= 0 && crossings(router, next) > 0;
    }

    /** Links between chiplets on a shortest way between two routers. */
    public int crossings(int from, int to) {
        return chiplets.any() ? chiplets.crossings(width, height, x(from), y(from), x(to), y(to)) : 0;
    }

    /** Number of routers. */
    public int routers() {
        return width * height;
    }

    /** Number of endpoints. */
    public int endpoints() {
        return routers() * across * down;
    }

    /** Ports of every router: four directions, then its endpoints along their rows. */
    public int ports() {
        return Direction.COUNT + across * down;
    }

    /** Router of an endpoint. */
    public int routerOf(int endpoint) {
        int endpointsInRow = width * across;
        return endpoint / endpointsInRow / down * width + endpoint % endpointsInRow / across;
    }

    /** Port of an endpoint at its router. */
    public int portOf(int endpoint) {
        int endpointsInRow = width * across;
        return Direction.COUNT + endpoint / endpointsInRow % down * across + endpoint % endpointsInRow % across;
    }

    /** Column of a router. */
    public int x(int router) {
        return router % width;
    }

    /** Row of a router. */
    public int y(int router) {
        return router / width;
    }

    /** The next router in a direction, or -1 if there is none. */
    public int neighbour(int router, int direction) {
        int x = x(router) + Direction.dx(direction);
        int y = y(router) + Direction.dy(direction);
        if (wraps) {
            // A ring of one router would be a link from it to itself.
            boolean ring = Direction.dx(direction) != 0 ? width > 1 : height > 1;
            return ring ? Math.floorMod(y, height) * width + Math.floorMod(x, width) : -1;
        }
        return x >= 0 && x < width && y >= 0 && y < height ? y * width + x : -1;
    }

    /** For each link on the way along the row and then along the column, or the other way round, whether it joins two chiplets. */
    public boolean[] crossings(int from, int to, boolean rowFirst) {
        boolean[] crossings = new boolean[routerHops(from, to)];
        int router = from;
        for (int i = 0; i < crossings.length; i++) {
            int dx = Integer.signum(x(to) - x(router));
            int dy = Integer.signum(y(to) - y(router));
            boolean row = dy == 0 || rowFirst && dx != 0;
            int next = row ? router + dx : router + dy * width;
            crossings[i] = crossings(router, next) > 0;
            router = next;
        }
        return crossings;
    }

    /** Links on a shortest way between two routers. */
    public int routerHops(int from, int to) {
        return distance(x(from), x(to), width) + distance(y(from), y(to), height);
    }

    private int distance(int from, int to, int size) {
        int straight = Math.abs(from - to);
        return wraps ? Math.min(straight, size - straight) : straight;
    }
}
