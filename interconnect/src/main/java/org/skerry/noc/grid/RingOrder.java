package org.skerry.noc.grid;

import org.skerry.noc.routing.Direction;

/**
 * One ring after the other through a torus, the shorter way round each; a coin decides where both are equally long. On entering a ring
 * a packet gets one half of the virtual channels and keeps it (Dally, Seitz 1987, but with the half chosen for the whole ring).
 */
final class RingOrder {
    private final Grid grid;
    private final boolean balanced;

    /** {@code balanced}: packets that may use either half of the virtual channels choose by a coin. */
    RingOrder(Grid grid, boolean balanced) {
        this.grid = grid;
        this.balanced = balanced;
    }

    /** The first dimension, 0 or 1, in which two different routers differ. */
    int dimension(int from, int to) {
        return grid.x(from) != grid.x(to) ? 0 : 1;
    }

    /** Direction on entering the ring of a dimension. */
    int enter(int from, int to, int dimension, int coin) {
        int size = size(dimension);
        int ahead = Math.floorMod(place(to, dimension) - place(from, dimension), size);
        boolean forward = 2 * ahead < size || 2 * ahead == size && coin != 0;
        return 2 * dimension + (forward ? 0 : 1);
    }

    /** Half of the virtual channels, 0 or 1, for a packet that enters a ring in a direction. */
    int half(int from, int to, int direction, int coin) {
        int at = place(from, direction / 2);
        int goal = place(to, direction / 2);
        boolean forward = (direction & 1) == 0;
        if (!balanced) {
            return at > goal ? 1 : 0;
        }
        int middle = (size(direction / 2) - 1) / 2;
        if (forward ? at > goal : at < goal) {
            return 1;
        }
        if (forward ? at <= middle && goal > middle : at > middle && goal <= middle) {
            return 0;
        }
        return coin;
    }

    private int place(int router, int dimension) {
        return dimension == 0 ? grid.x(router) : grid.y(router);
    }

    private int size(int dimension) {
        return dimension == 0 ? grid.width() : grid.height();
    }

    /** The way back is where the packet came in: straight on is the other way. */
    static boolean wentInto(int port, int dimension) {
        return port < Direction.COUNT && port / 2 == dimension;
    }
}
