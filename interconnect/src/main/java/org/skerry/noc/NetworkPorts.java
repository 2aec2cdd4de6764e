package org.skerry.noc;

/**
 * The network as one component sees it: the ports of the endpoints that the component serves. Used in the component's own tick
 * and guest steps only.
 *
 * <p>In each tick the component takes everything that {@link #poll} and {@link #pollSpace} have for this cycle; arrivals wake it.
 */
public interface NetworkPorts {
    /**
     * Hands a packet of one of the served endpoints to the network at {@code cycle}.
     *
     * @return false if the port has no room for a packet of this class now; nothing has happened then, and {@link #pollSpace} names
     *     the endpoint once there is room again
     */
    boolean inject(long cycle, Packet packet);

    /** The next packet that has arrived at {@code cycle} for a served endpoint, in order of (source, order of sending), or null. */
    Packet poll(long cycle);

    /** The next served endpoint that was refused an injection and has room again at {@code cycle}, or -1. */
    int pollSpace(long cycle);
}
