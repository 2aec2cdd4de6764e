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
final class Destination {
    private static final int BITS = 12;
    private static final int MASK = (1 << BITS) - 1;

    private Destination() {}

    static int of(int x, int y, int port) {
        return port << 2 * BITS | y << BITS | x;
    }

    static int x(int destination) {
        return destination & MASK;
    }

    static int y(int destination) {
        return destination >> BITS & MASK;
    }

    static int port(int destination) {
        return destination >> 2 * BITS;
    }
}
