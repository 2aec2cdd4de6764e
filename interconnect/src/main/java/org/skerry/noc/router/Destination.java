package org.skerry.noc.router;

/**
 * Where a packet leaves the mesh, in an int.
 *
 * <pre>
 *   29        24  23          12  11           0
 *  +-------------+--------------+--------------+
 *  | port        | y of router  | x of router  |
 *  +-------------+--------------+--------------+
 * </pre>
 */
public final class Destination {
    private static final int BITS = 12;
    private static final int MASK = (1 << BITS) - 1;

    private Destination() {}

    /** The port {@code port}, 0 to 63, of the router in column {@code x} and row {@code y}, 0 to 4095 each. */
    public static int of(int x, int y, int port) {
        return port << 2 * BITS | y << BITS | x;
    }

    /** Column of the router. */
    public static int x(int destination) {
        return destination & MASK;
    }

    /** Row of the router. */
    public static int y(int destination) {
        return destination >> BITS & MASK;
    }

    /** Output port of the router. */
    public static int port(int destination) {
        return destination >> 2 * BITS;
    }
}
