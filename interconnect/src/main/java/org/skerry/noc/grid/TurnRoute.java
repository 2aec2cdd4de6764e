package org.skerry.noc.grid;

import org.skerry.noc.router.Way;
import org.skerry.noc.routing.Direction;

/**
 * Shortest ways through a mesh that leave out some turns, so that no escape channel is needed: west first (Glass, Ni, ISCA 1992) goes
 * west before anything else; odd-even (Chiu, IEEE TPDS 11(7), 2000) never turns from east to north or south in an even column, nor
 * from north or south to west in an odd one.
 */
final class TurnRoute extends GridRoute {
    private static final int ON_THE_WAY = 0;

    private final boolean oddEven;
    private int second = Way.NONE; // way of the packet last asked for

    TurnRoute(Grid grid, int vcs, boolean oddEven, Itineraries packets) {
        super(grid, vcs, packets, vcs(0, vcs - 1));
        this.oddEven = oddEven;
    }

    @Override
    public int mostWays() {
        return 2;
    }

    @Override
    int on(int router, int port, int vc, int slot) {
        int to = packets.router(slot);
        int dx = x(to) - x(router);
        int dy = y(to) - y(router);
        int vertical = dy == 0 ? Way.NONE : Way.of(Direction.SOUTH + (dy >>> 31), ON_THE_WAY, 0);
        int horizontal = dx == 0 ? Way.NONE : Way.of(Direction.EAST + (dx >>> 31), ON_THE_WAY, 0);
        if (vertical != Way.NONE && horizontal != Way.NONE) {
            if (!(oddEven ? oddEvenMayTurnAway(router, to, port, dx) : dx > 0)) {
                vertical = Way.NONE;
            } else if (oddEven && dx > 0 && (x(to) & 1) == 0 && dx == 1) {
                horizontal = Way.NONE; // the last column is even: the turn must be made before it
            }
        }
        boolean both = vertical != Way.NONE && horizontal != Way.NONE;
        second = both ? vertical : Way.NONE;
        return horizontal != Way.NONE ? horizontal : vertical;
    }

    /** Whether a packet that still has to go both ways may go north or south here. */
    private boolean oddEvenMayTurnAway(int router, int to, int port, int dx) {
        boolean even = (x(router) & 1) == 0;
        if (dx < 0) {
            return even; // it will turn west again, which it may in even columns alone
        }
        boolean goingEast = port == Direction.WEST; // it came in from the west
        return !even || !goingEast;
    }

    @Override
    public int next() {
        int way = second;
        second = Way.NONE;
        return way;
    }
}
