package org.skerry.noc.routing;

/**
 * Directions of a mesh as small numbers, which are also the first ports of every router: port {@code d} leads to the neighbour in
 * direction {@code d}.
 *
 * <pre>
 *               NORTH 3  (y - 1)
 *                  |
 *   WEST 1 ---- router ---- EAST 0  (x + 1)
 *                  |
 *               SOUTH 2  (y + 1)
 * </pre>
 */
public final class Direction {
    /** To the router with the next higher x. */
    public static final int EAST = 0;

    /** To the router with the next lower x. */
    public static final int WEST = 1;

    /** To the router with the next higher y. */
    public static final int SOUTH = 2;

    /** To the router with the next lower y. */
    public static final int NORTH = 3;

    /** How many there are; the first port that leads to an endpoint. */
    public static final int COUNT = 4;

    /** Not a direction: the packet is at its router. */
    public static final int HERE = 4;

    private Direction() {}

    /** The way back. */
    public static int opposite(int direction) {
        return direction ^ 1;
    }

    /** Where x changes by {@code dx}, east if it does not. Without a branch: processors would guess it wrong. */
    public static int ofDx(int dx) {
        return EAST + (dx >>> Integer.SIZE - 1);
    }

    /** Where y changes by {@code dy}, likewise, south if it does not. */
    public static int ofDy(int dy) {
        return SOUTH + (dy >>> Integer.SIZE - 1);
    }

    /** Change of x. */
    public static int dx(int direction) {
        return direction == EAST ? 1 : direction == WEST ? -1 : 0;
    }

    /** Change of y. */
    public static int dy(int direction) {
        return direction == SOUTH ? 1 : direction == NORTH ? -1 : 0;
    }

    /** For messages. */
    public static String name(int direction) {
        switch (direction) {
            case EAST:
                return "east";
            case WEST:
                return "west";
            case SOUTH:
                return "south";
            case NORTH:
                return "north";
            default:
                return "here";
        }
    }
}
