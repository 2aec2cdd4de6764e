package org.skerry.noc.traffic;

import java.util.ArrayDeque;
import java.util.Deque;

/** A source and a destination: packets between them are handed over in the order in which they were made. */
final class Pair {
    final int source;
    final int destination;
    final Deque<Parcel> waiting = new ArrayDeque<>(); // not handed over, in order

    Pair(int source, int destination) {
        this.source = source;
        this.destination = destination;
    }
}
