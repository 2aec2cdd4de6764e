package org.skerry.noc.grid;

import org.skerry.noc.router.Way;
import org.skerry.noc.routing.Direction;

/**
 * {@code min_adapt} in a mesh as BookSim 2 was built: meant to be adaptive, but of several outputs of one priority only the first is
 * kept, so that packets go XY. Virtual channel 0 may be used by all, and who took it once stays on it until the last router.
 */
final class BookSimMinimalMesh extends GridRoute {
    private static final int ESCAPE = 1;
    private static final int OTHERS = 2;

    private int escape = Way.NONE; // second way of the packet last asked for

    BookSimMinimalMesh(Grid grid, int vcs, Itineraries packets) {
        super(grid, vcs, packets, vcs(0, vcs - 1), vcs(0, 0), vcs(1, vcs - 1));
    }

    @Override
    public int mostWays() {
        return 2;
    }

    @Override
    int on(int router, int port, int vc, int slot) {
        int direction = rowFirst(router, packets.router(slot));
        if (vc == 0 && port < Direction.COUNT) {
            escape = Way.NONE;
            return Way.of(direction, ESCAPE, 0);
        }
        escape = Way.of(direction, ESCAPE, 0);
        return Way.of(direction, OTHERS, 1);
    }

    @Override
    public int next() {
        int way = escape;
        escape = Way.NONE;
        return way;
    }
}
