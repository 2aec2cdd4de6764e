package org.skerry.noc.router;

/**
 * One way on for a packet: an output port and a class of virtual channels there, in the 15 lower bits of an int.
 *
 * <pre>
 *     14     13            6  5         0
 *  +--------+----------------+-----------+
 *  |priority| class of VCs   | port      |
 *  +--------+----------------+-----------+
 * </pre>
 */
public final class Way {
    /** No way. */
    public static final int NONE = -1;

    /** Most classes of virtual channels. */
    public static final int CLASSES = 256;

    private static final int CLASS_SHIFT = 6;
    private static final int PRIORITY_SHIFT = 14;
    private static final int PORT_MASK = 63;

    private Way() {}

    /** A way; priorities are 0 and 1, and 1 is preferred by allocators that know priorities. */
    public static int of(int port, int vcClass, int priority) {
        return priority << PRIORITY_SHIFT | vcClass << CLASS_SHIFT | port;
    }

    /** The output port. */
    public static int port(int way) {
        return way & PORT_MASK;
    }

    /** The class of virtual channels: an index of {@link RouteFunction#vcClasses}. */
    public static int vcClass(int way) {
        return way >> CLASS_SHIFT & CLASSES - 1;
    }

    /** The priority. */
    public static int priority(int way) {
        return way >> PRIORITY_SHIFT;
    }
}
