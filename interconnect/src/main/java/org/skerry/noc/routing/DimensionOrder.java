package org.skerry.noc.routing;

/** One dimension after the other. Free of deadlock, as no packet turns back into the first one (Dally, Seitz, IEEE ToC 1987). */
public enum DimensionOrder implements Routing {
    /** Along the row first, then along the column. */
    XY {
        @Override
        public int next(int x, int y, int toX, int toY) {
            return x != toX ? alongRow(x, toX) : alongColumn(y, toY);
        }

        @Override
        public boolean mayTurn(int from, int to) {
            return from == to || from <= Direction.WEST && to >= Direction.SOUTH;
        }
    },
    /** Along the column first, then along the row. */
    YX {
        @Override
        public int next(int x, int y, int toX, int toY) {
            return y != toY ? alongColumn(y, toY) : alongRow(x, toX);
        }

        @Override
        public boolean mayTurn(int from, int to) {
            return from == to || from >= Direction.SOUTH && to <= Direction.WEST;
        }
    };

    // The sign of the difference is the direction: a branch here could not be predicted.

    private static int alongRow(int x, int toX) {
        return x == toX ? Direction.HERE : Direction.EAST + (toX - x >>> 31);
    }

    private static int alongColumn(int y, int toY) {
        return y == toY ? Direction.HERE : Direction.SOUTH + (toY - y >>> 31);
    }
}
