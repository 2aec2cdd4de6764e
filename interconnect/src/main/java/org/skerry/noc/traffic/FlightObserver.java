package org.skerry.noc.traffic;

import org.skerry.noc.link.LinkObserver;
import org.skerry.noc.router.WaitingFlits;

/** Watches the packets of an experiment without changing it. Packets are named by their slots, which are used again. */
interface FlightObserver extends LinkObserver {
    /** A source begins with a packet that it made at {@code born}. */
    void onMade(long cycle, int slot, int source, int destination, int flits, long born);

    /** A flit entered the router of its source through the input virtual channel {@code at}. */
    void onEntered(long cycle, int at, int flit);

    /** A flit won the switch and leaves its last router through the output {@code from}. */
    void onLeft(long cycle, int from, int flit);

    /** A flit is taken by its sink, which stands behind the output {@code from}; its arrival there, with the way from the router, is {@code arrived}. */
    void onTaken(long cycle, int from, int flit, long arrived);

    /** The cycle is over, and what still waits can be asked. */
    void onCycleOver(long cycle, WaitingFlits waiting);
}
