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
    int beginnings(int from, int to) {
        return 2;
    }

    @Override
    public boolean looksAtOutputs() {
        return adaptive;
    }

    @Override
    int choose(int router, int to, Coins coins) {
        int difference = 0;
        if (adaptive && router != to) {
            difference = coins.taken(router, rowFirst(router, to)) - coins.taken(router, columnFirst(router, to));
        }
        return difference == 0 ? super.choose(router, to, coins) : difference >>> 31 ^ 1;
    }

    @Override
    void begin(int slot, int router, int beginning) {
        packets.state(slot, beginning == 0 ? XY : YX);
    }

    @Override
    int on(int router, int port, int vc, int slot) {
        int order = packets.state(slot);
        int to = packets.router(slot);
        return Way.of(order == XY ? rowFirst(router, to) : columnFirst(router, to), order, 0);
    }
}
