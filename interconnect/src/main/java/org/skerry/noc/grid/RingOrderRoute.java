package org.skerry.noc.grid;

import org.skerry.noc.router.Way;
import org.skerry.noc.routing.Direction;

/** {@link RingOrder} in a torus. */
final class RingOrderRoute extends GridRoute {
    private static final int LOWER = 1;

    private final RingOrder order;

    RingOrderRoute(Grid grid, int vcs, boolean balanced, Itineraries packets) {
        super(grid, vcs, packets, vcs(0, vcs - 1), lower(vcs), upper(vcs));
        order = new RingOrder(grid, balanced);
    }

    /** The coins: two bits for each dimension. The class of virtual channels lies above. */
    @Override
    int beginnings(int from, int to) {
        return 16;
    }

    @Override
    void begin(int slot, int router, int beginning) {
        packets.state(slot, beginning);
    }

    @Override
    int on(int router, int port, int vc, int slot) {
        int to = packets.router(slot);
        int dimension = order.dimension(router, to);
        int state = packets.state(slot);
        if (RingOrder.wentInto(port, dimension)) {
            return Way.of(Direction.opposite(port), state >> 4, 0);
        }
        int direction = order.enter(router, to, dimension, state >> 2 * dimension & 1);
        int vcClass = LOWER + order.half(router, to, direction, state >> 2 * dimension + 1 & 1);
        packets.state(slot, vcClass << 4 | state & 15);
        return Way.of(direction, vcClass, 0);
    }
}
