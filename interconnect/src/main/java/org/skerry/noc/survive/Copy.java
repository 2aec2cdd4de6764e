package org.skerry.noc.survive;

import org.skerry.noc.Packet;

/** A packet that its source keeps until it knows that it has arrived. */
final class Copy {
    final Packet packet;
    final long takenCycle; // at which it reached the interface
    boolean departed; // it has left its queue once: whoever handed it over has its place again
    boolean delivered;
    boolean spoilt; // a flit of it was, and nobody noticed
    long acknowledgedCycle = Long.MAX_VALUE; // from which on the source knows that

    Copy(Packet packet, long takenCycle) {
        this.packet = packet;
        this.takenCycle = takenCycle;
    }

    boolean doneWith(long cycle) {
        return delivered && acknowledgedCycle <= cycle;
    }
}
