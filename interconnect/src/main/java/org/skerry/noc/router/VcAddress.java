package org.skerry.noc.router;

/**
 * A virtual channel of a port of a router of one partition, in an int. The port is an input or an output, as the context says.
 *
 * <pre>
 *   31                          12  11         6  5          0
 *  +-------------------------------+-------------+-------------+
 *  | router, counted from the first| port        | virtual     |
 *  | of the partition, unsigned    |             | channel     |
 *  +-------------------------------+-------------+-------------+
 * </pre>
 *
 * The lower half, without the router, is called a place.
 */
public final class VcAddress {
    /** Most routers of a partition. */
    public static final int ROUTERS = 1 << 20;

    private static final int ROUTER_SHIFT = 12;
    private static final int PORT_SHIFT = 6;
    private static final int MASK = 63;

    private VcAddress() {}

    /** The address of a virtual channel. */
    public static int of(int router, int port, int vc) {
        return router << ROUTER_SHIFT | port << PORT_SHIFT | vc;
    }

    /** Index of the router in its partition. */
    public static int router(int address) {
        return address >>> ROUTER_SHIFT;
    }

    /** The port. */
    public static int port(int address) {
        return address >> PORT_SHIFT & MASK;
    }

    /** The virtual channel. */
    public static int vc(int address) {
        return address & MASK;
    }

    /** The part below the router. */
    static int place(int port, int vc) {
        return port << PORT_SHIFT | vc;
    }
}
