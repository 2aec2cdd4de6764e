package org.skerry.noc.packet;

import org.skerry.noc.routing.Direction;

/**
 * The way of a packet that goes straight on, turns once and leaves, in a long: at most three parts, the present one the lowest, each with a
 * port and the links to go by it. What is asked in every router needs no branch, as processors would guess it wrong at each turn.
 *
 * <pre>
 *   63          56      38        26    25   24    19 18      7    6    5      0
 *  +--------------+----+-----------+-------+--------+---------+-------+--------+
 *  | class of VCs | .. |    links  | turns | port   | links   | turns | port   |
 *  +--------------+----+-----------+-------+--------+---------+-------+--------+
 * </pre>
 */
public final class Legs {
    /** Not such a way. */
    public static final long NONE = -1;

    private static final int PORT_MASK = 63;
    private static final int TURNS = 6;
    private static final int LINKS = 7;
    private static final int LINKS_MASK = (1 << 12) - 1;
    private static final int PART = 19;
    private static final int CLASS = 56;

    private Legs() {}

    /**
     * {@code dx} columns and {@code dy} rows on, at most 4095 each, then out by {@code port}; between routers in a class of virtual
     * channels.
     */
    public static long of(int dx, int dy, boolean rowFirst, int port, int vcClass) {
        int alongRow = dx < 0 ? Direction.WEST : Direction.EAST;
        int alongColumn = dy < 0 ? Direction.NORTH : Direction.SOUTH;
        long legs = part(port, 1);
        if (rowFirst) {
            legs = before(legs, alongColumn, Math.abs(dy), dx != 0);
            legs = before(legs, alongRow, Math.abs(dx), false);
        } else {
            legs = before(legs, alongRow, Math.abs(dx), dy != 0);
            legs = before(legs, alongColumn, Math.abs(dy), false);
        }
        return (long) vcClass << CLASS | legs;
    }

    private static long before(long legs, int direction, int links, boolean turns) {
        return links == 0 ? legs : legs << PART | part(direction, links) | (turns ? 1 << TURNS : 0);
    }

    private static long part(int port, int links) {
        return (long) links << LINKS | port;
    }

    /** The same, for a packet that has turned in the router where it is. */
    static long turning(long legs) {
        return legs | 1 << TURNS;
    }

    /** Columns that are left to go, eastwards, where rows come later. */
    static int dx(long legs) {
        return Direction.dx((int) port(legs)) * linksOfPart(legs);
    }

    /** Rows that are left to go then, southwards. */
    static int dy(long legs) {
        long part = dx(legs) == 0 ? legs : nextPart(legs);
        return Direction.dy((int) port(part)) * linksOfPart(part);
    }

    /** The port by which it leaves the last router. */
    static int exit(long legs) {
        long part = legs;
        while (nextPart(part) != 0) {
            part = nextPart(part);
        }
        return (int) port(part);
    }

    /** Class of virtual channels between routers. */
    static int vcClass(long legs) {
        return (int) (legs >>> CLASS);
    }

    /** The rest. */
    static long withoutClass(long legs) {
        return legs & (1L << CLASS) - 1;
    }

    /** The same at the next router: a part without links that are left is over. */
    static long here(long legs) {
        return legs >>> (over(legs) & PART);
    }

    /** The port by which it leaves that router. */
    static long port(long here) {
        return here & PORT_MASK;
    }

    /** Links of the present part. */
    static int linksOfPart(long legs) {
        return (int) (legs >>> LINKS) & LINKS_MASK;
    }

    /** The parts behind the present one. */
    static long nextPart(long legs) {
        return legs >>> PART;
    }

    /** 1 if the present part begins with a turn, or 0. */
    static long beginsWithTurn(long legs) {
        return legs >>> TURNS & 1;
    }

    /** 1 if it turns there, or 0. */
    static long turns(long legs, long here) {
        return over(legs) & here >>> TURNS & 1;
    }

    /** What is left after that. */
    static long rest(long here) {
        return here - (1L << LINKS) & ~(1L << TURNS);
    }

    /** The same as {@link #here}, at the next router. */
    static long next(long here) {
        return here(rest(here));
    }

    /** -1 if the lowest part has no links left, or 0. */
    private static int over(long legs) {
        return ((int) (legs >>> LINKS) & LINKS_MASK) - 1 >> Integer.SIZE - 1;
    }
}
