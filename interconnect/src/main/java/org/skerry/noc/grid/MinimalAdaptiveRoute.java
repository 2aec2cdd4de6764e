package org.skerry.noc.grid;

import org.skerry.noc.router.Way;
import org.skerry.noc.routing.Direction;

/**
 * Every shortest way through a mesh, or through a torus with the shorter way round each ring, on all virtual channels but the first
 * ones; those are to escape to: XY on the first one in a mesh, ring order on the first two in a torus. A packet may leave them again
 * (Duato, IEEE TPDS 4(12), 1993).
 */
final class MinimalAdaptiveRoute extends GridRoute {
    private static final int ESCAPE = 1; // and in a torus the one after it
    private static final int ADAPTIVE = 3;
    private static final int COINS = 2; // bits

    private final RingOrder order;
    private final int escapes;
    private final int[] ways = new int[3]; // of the packet last asked for
    private int count;
    private int asked;

    MinimalAdaptiveRoute(Grid grid, int vcs, Itineraries packets) {
        super(grid, vcs, packets, vcs(0, vcs - 1), vcs(0, 0), vcs(1, 1), vcs(grid.wraps() ? 2 : 1, vcs - 1));
        order = new RingOrder(grid, false);
        escapes = grid.wraps() ? 2 : 1;
    }

    @Override
    public int mostWays() {
        return ways.length;
    }

    /** Two coins for rings whose both ways are equally long. */
    @Override
    int beginnings(int from, int to) {
        return grid.wraps() ? 4 : 1;
    }

    @Override
    void begin(int slot, int router, int beginning) {
        packets.state(slot, beginning);
    }

    @Override
    long escapeVcs() {
        return vcs(0, escapes - 1);
    }

    @Override
    int on(int router, int port, int vc, int slot) {
        int to = packets.router(slot);
        int coins = packets.state(slot);
        count = 0;
        asked = 1;
        for (int dimension = 0; dimension < 2; dimension++) {
            boolean there = dimension == 0 ? x(router) == x(to) : y(router) == y(to);
            if (!there) {
                ways[count++] = Way.of(towards(router, to, dimension, coins), ADAPTIVE, 1);
            }
        }
        int dimension = order.dimension(router, to);
        int direction = towards(router, to, dimension, coins);
        int half = grid.wraps() ? half(router, to, direction, port, vc, slot) : 0;
        ways[count++] = Way.of(direction, ESCAPE + half, 0);
        return ways[0];
    }

    /** Who is on an escape channel of a ring stays on it; who enters one gets the half that the dateline asks for. */
    private int half(int router, int to, int direction, int port, int vc, int slot) {
        boolean onIt = port == Direction.opposite(direction) && vc < escapes;
        return onIt ? vc : order.half(router, to, direction, 0);
    }

    private int towards(int router, int to, int dimension, int coins) {
        if (grid.wraps()) {
            return order.enter(router, to, dimension, coins >> dimension & 1);
        }
        int distance = dimension == 0 ? x(to) - x(router) : y(to) - y(router);
        return 2 * dimension + (distance >>> 31);
    }

    @Override
    public int next() {
        return asked < count ? ways[asked++] : Way.NONE;
    }
}
