package org.skerry.noc.routing;

/**
 * A rule that tells a router where a packet goes next. It knows the router and the destination and nothing else, so that all packets
 * from one router to another take the same way and keep their order. Immutable.
 */
public interface Routing {
    /** For people and messages. */
    String name();

    /** Direction from router (x, y) towards router (toX, toY); {@link Direction#HERE} if they are the same. */
    int next(int x, int y, int toX, int toY);

    /** Whether any packet that travels in direction {@code from} may go on in direction {@code to}, somewhere in a mesh. */
    boolean mayTurn(int from, int to);
}
