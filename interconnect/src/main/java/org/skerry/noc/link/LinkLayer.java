package org.skerry.noc.link;

import org.skerry.noc.router.Boundary;

/** All links between routers of a network. In addresses the router is its number, and the port that of the other end. */
public interface LinkLayer extends Boundary {
    /** Gives the routers what arrives at {@code cycle}; what they send until the next call leaves at this cycle. */
    void arrivals(long cycle);
}
