package org.skerry.noc.grid;

import org.skerry.noc.router.Way;

/** Ways round what is dead, as {@link UpDownTables} have them. */
final class FaultTolerantRoute extends GridRoute {
    private final UpDownTables tables;

    FaultTolerantRoute(Grid grid, int vcs, Itineraries packets, Faults faults) {
        super(grid, vcs, packets, vcs(0, vcs - 1));
        tables = new UpDownTables(grid, faults);
    }

    @Override
    public boolean reaches(int from, int to) {
        return tables.reaches(from, to);
    }

    @Override
    int on(int router, int port, int vc, int slot) {
        return Way.of(tables.next(packets.router(slot), router, tables.cameDown(router, port)), ALL, 0);
    }
}
