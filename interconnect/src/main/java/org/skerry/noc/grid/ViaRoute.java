package org.skerry.noc.grid;

import org.skerry.noc.router.Way;
import org.skerry.sim.rng.RandomStream;

/**
 * XY to some router in the lower half of the virtual channels and from there XY to the destination in the upper one: Valiant's
 * routing (SIAM J. Comput. 11(2), 1982) with any router of the mesh, ROMM (Nesson, Johnsson, SPAA 1995) with one of the smallest
 * rectangle around source and destination. A packet that passes its destination on the way there leaves it by any virtual channel, as
 * in BookSim.
 */
final class ViaRoute extends GridRoute {
    private static final int TOWARDS = 1;
    private static final int FROM = 2;

    private final boolean minimal;

    ViaRoute(Grid grid, int vcs, boolean minimal, Itineraries packets) {
        super(grid, vcs, packets, vcs(0, vcs - 1), lower(vcs), upper(vcs));
        this.minimal = minimal;
    }

    @Override
    public void begin(int slot, int router, Coins coins) {
        RandomStream random = coins.random();
        int to = packets.router(slot);
        packets.via(
                slot,
                minimal
                        ? between(y(router), y(to), random) * grid.width() + between(x(router), x(to), random)
                        : random.nextInt(grid.routers()));
    }

    private static int between(int one, int other, RandomStream random) {
        return Math.min(one, other) + random.nextInt(Math.abs(one - other) + 1);
    }

    @Override
    int on(int router, int port, int vc, int slot) {
        int via = packets.via(slot);
        return via == Itineraries.NOWHERE
                ? Way.of(rowFirst(router, packets.router(slot)), FROM, 0)
                : Way.of(rowFirst(router, via), router == packets.router(slot) ? ALL : TOWARDS, 0);
    }
}
