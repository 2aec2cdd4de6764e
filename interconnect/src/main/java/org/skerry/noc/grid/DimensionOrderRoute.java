package org.skerry.noc.grid;

import org.skerry.noc.router.Way;
import org.skerry.noc.routing.Direction;

/** One dimension after the other in a mesh, on some or all virtual channels. */
final class DimensionOrderRoute extends GridRoute {
    private static final int ON_THE_WAY = 1;

    private final boolean rowFirst;
    private final Faults faults;
    private final int[] neighbours; // by router and direction; null if nothing is dead

    /** {@code rowFirst} for XY, else YX; packets use virtual channels from {@code firstVc} on between routers. */
    DimensionOrderRoute(Grid grid, int vcs, int firstVc, boolean rowFirst, Itineraries packets, Faults faults) {
        super(grid, vcs, packets, vcs(0, vcs - 1), vcs(firstVc, vcs - 1));
        this.rowFirst = rowFirst;
        this.faults = faults;
        neighbours = faults.isEmpty() ? null : faults.neighbours(grid);
    }

    @Override
    public boolean reaches(int from, int to) {
        if (neighbours == null) {
            return true;
        }
        int router = from;
        while (router >= 0 && router != to) {
            int direction = rowFirst ? rowFirst(router, to) : columnFirst(router, to);
            router = neighbours[router * Direction.COUNT + direction];
        }
        return router >= 0 && faults.lives(from);
    }

    @Override
    int on(int router, int port, int vc, int slot) {
        int to = packets.router(slot);
        return Way.of(rowFirst ? rowFirst(router, to) : columnFirst(router, to), ON_THE_WAY, 0);
    }
}
