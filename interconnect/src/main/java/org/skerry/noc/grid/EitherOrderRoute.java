package org.skerry.noc.grid;

import org.skerry.noc.router.Way;

/**
 * XY for some packets and YX for others, each in its half of the virtual channels: by a coin (O1TURN: Seo et al., ISCA 2005), or
 * by which of the two first outputs is emptier where the packet enters.
 */
final class EitherOrderRoute extends GridRoute {
    private static final int XY = 1;
    private static final int YX = 2;

    private final boolean adaptive;

    EitherOrderRoute(Grid grid, int vcs, boolean adaptive, Itineraries packets) {
        super(grid, vcs, packets, vcs(0, vcs - 1), lower(vcs), upper(vcs));
        this.adaptive = adaptive;
    }

    @Override
    public void begin(int slot, int router, Coins coins) {
        int difference = 0;
        int to = packets.router(slot);
        if (adaptive && router != to) {
            difference = coins.taken(router, rowFirst(router, to)) - coins.taken(router, columnFirst(router, to));
        }
        boolean xy = difference < 0 || difference == 0 && coins.random().nextInt(2) == 0;
        packets.state(slot, xy ? XY : YX);
    }

    @Override
    int on(int router, int port, int vc, int slot) {
        int order = packets.state(slot);
        int to = packets.router(slot);
        return Way.of(order == XY ? rowFirst(router, to) : columnFirst(router, to), order, 0);
    }
}
