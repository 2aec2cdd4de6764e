package org.skerry.noc.router;

import org.skerry.noc.routing.Direction;

/** Where each port leads, by router * ports + port. What comes in at a port comes from where the port leads. */
final class Links {
    /** The port leads nowhere. */
    static final byte NONE = 0;

    /** To a router of this partition. */
    static final byte ROUTER = 1;

    /** To an endpoint. */
    static final byte ENDPOINT = 2;

    /** To the partition with the higher rows. */
    static final byte SOUTH = 3;

    /** To the partition with the lower rows. */
    static final byte NORTH = 4;

    final byte[] kinds;
    final int[]
            far; // address of VC 0 of the port at the other end; the column instead of the router in another partition

    Links(RouterBlock block) {
        int ports = block.ports();
        kinds = new byte[block.routers() * ports];
        far = new int[kinds.length];
        for (int router = 0; router < block.routers(); router++) {
            for (int port = 0; port < ports; port++) {
                if (block.connected(router, port)) {
                    connect(block, router, port, router * ports + port);
                }
            }
        }
    }

    private void connect(RouterBlock block, int router, int port, int at) {
        if (port >= Direction.COUNT) {
            kinds[at] = ENDPOINT;
            far[at] = VcAddress.of(router, port, 0);
        } else if (block.crosses(router, port)) {
            kinds[at] = port == Direction.SOUTH ? SOUTH : NORTH;
            far[at] = VcAddress.of(block.x(router), Direction.opposite(port), 0);
        } else {
            kinds[at] = ROUTER;
            far[at] = VcAddress.of(block.neighbour(router, port), Direction.opposite(port), 0);
        }
    }
}
