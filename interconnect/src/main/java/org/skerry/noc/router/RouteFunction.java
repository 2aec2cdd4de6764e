package org.skerry.noc.router;

/**
 * Where packets go on from a router of one partition, and on which virtual channels. It knows the packets by their slots. Called once
 * for each packet and router.
 */
public interface RouteFunction {
    /** Sets of virtual channels, a bit each, that ways name by index. */
    long[] vcClasses();

    /** Most ways that a packet has at any router. */
    int mostWays();

    /** The first {@link Way} of the packet in {@code slot} that came in at a port and virtual channel. */
    int first(int router, int port, int vc, int slot);

    /** The next way of the packet that was last asked for, or {@link Way#NONE}. Not called where {@link #mostWays} is 1. */
    int next();
}
