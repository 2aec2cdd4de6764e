package org.skerry.noc.packet;

import org.skerry.noc.routing.Direction;

/**
 * The way of a packet that goes straight on, turns once and leaves, in a long: so many links in one direction, so many in another, a port.
 *
 * <pre>
 *   45        40 39  38 37       26 25  24 23       12 11             0
 *  +------------+------+-----------+------+-----------+----------------+
 *  | last port  | dir 2| links     | dir 1| links     | class of VCs   |
 *  +------------+------+-----------+------+-----------+----------------+
 * </pre>
 */
public final class Legs {
    /** Not such a way. */
    public static final long NONE = -1;

    private static final int FIRST_LINKS = 12;
    private static final int FIRST_DIRECTION = 24;
    private static final int SECOND_LINKS = 26;
    private static final int SECOND_DIRECTION = 38;
    private static final int PORT = 40;
    private static final int CLASS_MASK = (1 << FIRST_LINKS) - 1;
    private static final int LINKS_MASK = (1 << 12) - 1;
    private static final int DIRECTION_MASK = 3;

    private Legs() {}

    /** {@code dx} columns and {@code dy} rows on, then out by {@code port}; between routers in a class of virtual channels. */
    public static long of(int dx, int dy, boolean rowFirst, int port, int vcClass) {
        int alongRow = dx < 0 ? Direction.WEST : Direction.EAST;
        int alongColumn = dy < 0 ? Direction.NORTH : Direction.SOUTH;
        long row = Math.abs(dx);
        long column = Math.abs(dy);
        return (long) port << PORT
                | (long) (rowFirst ? alongColumn : alongRow) << SECOND_DIRECTION
                | (rowFirst ? column : row) << SECOND_LINKS
                | (long) (rowFirst ? alongRow : alongColumn) << FIRST_DIRECTION
                | (rowFirst ? row : column) << FIRST_LINKS
                | vcClass;
    }

    /** The port by which it leaves the router that it is at. */
    static int port(long legs) {
        if ((legs >> FIRST_LINKS & LINKS_MASK) != 0) {
            return (int) (legs >> FIRST_DIRECTION) & DIRECTION_MASK;
        }
        return (legs >> SECOND_LINKS & LINKS_MASK) != 0
                ? (int) (legs >> SECOND_DIRECTION) & DIRECTION_MASK
                : (int) (legs >> PORT);
    }

    /** Class of virtual channels between routers. */
    static int vcClass(long legs) {
        return (int) legs & CLASS_MASK;
    }

    /** What is left after that port. */
    static long rest(long legs) {
        if ((legs >> FIRST_LINKS & LINKS_MASK) != 0) {
            return legs - (1L << FIRST_LINKS);
        }
        return legs - ((legs >> SECOND_LINKS & LINKS_MASK) != 0 ? 1L << SECOND_LINKS : 0);
    }
}
