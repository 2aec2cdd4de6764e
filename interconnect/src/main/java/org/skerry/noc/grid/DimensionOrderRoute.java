package org.skerry.noc.grid;

import org.skerry.noc.router.Way;

/** One dimension after the other in a mesh, on some or all virtual channels. */
final class DimensionOrderRoute extends GridRoute {
    private static final int ON_THE_WAY = 1;

    private final boolean rowFirst;
    private final Faults faults;

    /** {@code rowFirst} for XY, else YX; packets use virtual channels from {@code firstVc} on between routers. */
    DimensionOrderRoute(Grid grid, int vcs, int firstVc, boolean rowFirst, Itineraries packets, Faults faults) {
        super(grid, vcs, packets, vcs(0, vcs - 1), vcs(firstVc, vcs - 1));
        this.rowFirst = rowFirst;
        this.faults = faults;
    }

    @Override
    public boolean reaches(int from, int to) {
        if (faults.isEmpty()) {
            return true;
        }
        int router = from;
        while (router >= 0 && router != to) {
            router = faults.neighbour(grid, router, rowFirst ? rowFirst(router, to) : columnFirst(router, to));
        }
        return router >= 0 && faults.lives(from);
    }

    @Override
    int on(int router, int port, int vc, int slot) {
        int to = packets.router(slot);
        return Way.of(rowFirst ? rowFirst(router, to) : columnFirst(router, to), ON_THE_WAY, 0);
    }
}
