package org.skerry.noc.router;

import java.util.Arrays;

/**
 * The links that the time-division domains of a partition share: which outputs have passed a flit of some domain in a cycle, and pass no
 * other. Slot tables that are right never come to that; with a wrong one a domain finds a link taken, and waits. Nothing is kept from one
 * cycle to the next.
 */
public final class SharedOutputs {
    private final int shift; // as in Requests: a power of two of bits a router
    private final long[] cycles; // by block: the last one in which an output was taken
    private final long[] taken; // by block, in that cycle

    /** The outputs of all routers of a partition. */
    public SharedOutputs(Geometry geometry) {
        shift = Requests.shift(geometry.ports());
        cycles = new long[((geometry.routers() << shift) + Long.SIZE - 1) / Long.SIZE];
        taken = new long[cycles.length];
        Arrays.fill(cycles, -1);
    }

    /** Bits of the outputs of a block that are free at {@code cycle}. */
    long free(long cycle, int block) {
        return cycles[block] == cycle ? ~taken[block] : -1L;
    }

    /** A flit leaves through an output. */
    void take(long cycle, int router, int output) {
        int at = (router << shift) + output;
        int block = at >> 6;
        taken[block] = (cycles[block] == cycle ? taken[block] : 0) | 1L << at;
        cycles[block] = cycle;
    }
}
