package org.skerry.noc;

/**
 * Protocol classes that never wait for each other inside the network. An endpoint may hold back what it would inject in one class
 * until something of a later class has arrived, never the other way round: that keeps protocols free of deadlock.
 */
public enum VirtualNetwork {
    /** What may cause further packets: messages, requests for room. */
    REQUEST,
    /** What answers and is always taken; in a coherence protocol, what a home says to cores and to memory. */
    REPLY,
    /** Credits and the control plane; in a coherence protocol, what answers a probe or the memory's data: always taken. */
    CONTROL
}
