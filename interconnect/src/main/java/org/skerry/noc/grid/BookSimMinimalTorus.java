package org.skerry.noc.grid;

import org.skerry.noc.router.Way;
import org.skerry.noc.routing.Direction;

/**
 * {@code min_adapt} in a torus as BookSim 2 was built: virtual channel 3 in the first dimension that is left, besides virtual
 * channels 0 and 1 in ring order to escape to; who took one of these two stays on them.
 */
final class BookSimMinimalTorus extends GridRoute {
    private static final int ESCAPE = 1; // and the one after it
    private static final int ADAPTIVE = 3;
    private static final int LAST_ESCAPE_VC = 1;
    private static final int COINS = 2; // bits

    private final RingOrder order;
    private int escape = Way.NONE; // second way of the packet last asked for

    BookSimMinimalTorus(Grid grid, int vcs, Itineraries packets) {
        super(grid, vcs, packets, vcs(0, vcs - 1), vcs(0, 0), vcs(1, 1), vcs(3, 3));
        order = new RingOrder(grid, false);
    }

    @Override
    public int mostWays() {
        return 2;
    }

    /** Two coins, for rings whose both ways are equally long, which a packet finds at most once in each. The class lies above. */
    @Override
    int beginnings(int from, int to) {
        return 4;
    }

    @Override
    void begin(int slot, int router, int beginning) {
        packets.state(slot, beginning);
    }

    @Override
    long escapeVcs() {
        return vcs(0, LAST_ESCAPE_VC);
    }

    @Override
    int on(int router, int port, int vc, int slot) {
        int to = packets.router(slot);
        int dimension = order.dimension(router, to);
        int state = packets.state(slot);
        boolean escaped = port < Direction.COUNT && vc <= LAST_ESCAPE_VC;
        if (escaped && RingOrder.wentInto(port, dimension)) {
            escape = Way.NONE;
            return Way.of(Direction.opposite(port), state >> COINS, 0);
        }
        int direction = order.enter(router, to, dimension, state >> dimension & 1);
        int vcClass = ESCAPE + order.half(router, to, direction, 0);
        packets.state(slot, vcClass << COINS | state & (1 << COINS) - 1);
        int way = Way.of(direction, vcClass, 0);
        if (escaped) {
            escape = Way.NONE;
            return way;
        }
        escape = way;
        return Way.of(order.enter(router, to, dimension, 0), ADAPTIVE, 1);
    }

    @Override
    public int next() {
        int way = escape;
        escape = Way.NONE;
        return way;
    }
}
