package org.skerry.noc.traffic;

/** A packet as the interface of its source keeps it until it is acknowledged; copies of it may be under way. */
final class Parcel {
    final Pair pair;
    final int index;
    final long born;
    final int flits;
    boolean delivered;
    boolean spoilt; // as delivered
    boolean lost;
    long acknowledged = Long.MAX_VALUE; // cycle at which the source knows

    Parcel(Pair pair, int index, long born, int flits) {
        this.pair = pair;
        this.index = index;
        this.born = born;
        this.flits = flits;
    }

    /** Whether the source has done with it. */
    boolean done(long cycle) {
        return lost || acknowledged <= cycle;
    }
}
