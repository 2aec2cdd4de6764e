package org.skerry.noc.grid;

import org.skerry.noc.router.Way;

/**
 * XY to some router in the lower half of the virtual channels and from there XY to the destination in the upper one: Valiant's
 * routing (SIAM J. Comput. 11(2), 1982) with any router of the mesh, ROMM (Nesson, Johnsson, SPAA 1995) with one of the smallest
 * rectangle around source and destination. As BookSim was built, a packet that passes its destination on the way there leaves it by any
 * virtual channel, which can end in a deadlock.
 */
final class ViaRoute extends GridRoute {
    private static final int TOWARDS = 1;
    private static final int FROM = 2;

    private final boolean minimal;
    private final boolean asBuilt;

    ViaRoute(Grid grid, int vcs, boolean minimal, boolean asBuilt, Itineraries packets) {
        super(grid, vcs, packets, vcs(0, vcs - 1), lower(vcs), upper(vcs));
        this.minimal = minimal;
        this.asBuilt = asBuilt;
    }

    @Override
    int beginnings(int from, int to) {
        return minimal ? (Math.abs(x(from) - x(to)) + 1) * (Math.abs(y(from) - y(to)) + 1) : grid.routers();
    }

    @Override
    void begin(int slot, int router, int beginning) {
        int to = packets.router(slot);
        int columns = Math.abs(x(router) - x(to)) + 1;
        int left = Math.min(x(router), x(to));
        int top = Math.min(y(router), y(to));
        packets.via(
                slot, minimal ? (top + beginning / columns) * grid.width() + left + beginning % columns : beginning);
    }

    @Override
    int on(int router, int port, int vc, int slot) {
        int via = packets.via(slot);
        return via == Itineraries.NOWHERE
                ? Way.of(rowFirst(router, packets.router(slot)), FROM, 0)
                : Way.of(rowFirst(router, via), asBuilt && router == packets.router(slot) ? ALL : TOWARDS, 0);
    }
}
