package org.skerry.noc.router;

/**
 * What the routers of a partition must know of the network around them: how many there are and where their ports lead. All routers
 * have the same number of ports; some may lead nowhere. What comes in at a port comes from where the port leads.
 */
public interface Geometry {
    /** Routers of this partition. */
    int routers();

    /** Ports of each router. */
    int ports();

    /** Virtual channels of each port. */
    int vcs();

    /** What a port of a router leads to: one of the kinds of {@link Links}. */
    byte kind(int router, int port);

    /** Whether there are links to other chiplets. */
    default boolean hasSeams() {
        return false;
    }

    /** Whether a port leads to another chiplet, in this partition or another. */
    default boolean seam(int router, int port) {
        return false;
    }

    /** {@link VcAddress} of VC 0 of the port at the other end; for a link to another partition, the column in place of the router. */
    int far(int router, int port);
}
