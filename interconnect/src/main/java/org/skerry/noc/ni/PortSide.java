package org.skerry.noc.ni;

import org.skerry.noc.Packet;

/** Ports as the interfaces of a network see them: who is told that a packet has left its queue, and who takes those that have arrived. */
public interface PortSide {
    /** First endpoint. */
    int first();

    /** Number of endpoints. */
    int count();

    /** A packet has left its queue. */
    void departed(long cycle, Packet packet);

    /** A packet is complete. */
    void deliver(long cycle, Packet packet);
}
