package org.skerry.noc.grid;

import org.skerry.noc.router.Way;
import org.skerry.noc.routing.Direction;

/**
 * One ring after the other through a torus whose links are used one way alone, from each router to the next. A packet begins each ring in
 * the lower half of the virtual channels and changes to the upper half on the link that closes the ring (Dally, Seitz 1987). A packet
 * may go nearly all the way round, so that half and ring cannot be chosen once for both, as {@link RingOrder} does.
 */
final class ForwardRingsRoute extends GridRoute {
    private static final int LOWER = 1;
    private static final int UPPER = 2;

    ForwardRingsRoute(Grid grid, int vcs, Itineraries packets) {
        super(grid, vcs, packets, vcs(0, vcs - 1), lower(vcs), upper(vcs));
    }

    @Override
    int on(int router, int port, int vc, int slot) {
        int to = packets.router(slot);
        boolean inRow = x(router) != x(to);
        boolean closes = inRow ? x(router) == grid.width() - 1 : y(router) == grid.height() - 1;
        boolean entered = RingOrder.wentInto(port, inRow ? 0 : 1);
        int half = closes || entered && packets.state(slot) == UPPER ? UPPER : LOWER;
        packets.state(slot, half);
        return Way.of(inRow ? Direction.EAST : Direction.SOUTH, half, 0);
    }
}
