package org.skerry.noc.router;

/** Which of the virtual channels of its virtual network a packet may use on a link. */
public enum VcChoice {
    /**
     * The one that a hash of (source, destination) names, on every link. Packets from one endpoint to another then stay in order, as
     * each link is a queue for them (static allocation: Shim et al., Static virtual channel allocation in oblivious routing, NOCS 2009).
     */
    BY_FLOW,
    /** Any that is free, as in BookSim. Packets can overtake each other: for experiments on the network alone, not for machines. */
    ANY
}
