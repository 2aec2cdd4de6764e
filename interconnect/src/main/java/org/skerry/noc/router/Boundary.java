package org.skerry.noc.router;

/**
 * The links from one partition to the next, as the routers here see them: what is given leaves at this cycle. In addresses the
 * router is the column, and the port is that of the router on the other side.
 */
public interface Boundary {
    /** A flit for an input virtual channel of the other side. */
    void sendFlit(int address, int flit);

    /** A credit for an output virtual channel of the other side. */
    void sendCredit(int address);
}
