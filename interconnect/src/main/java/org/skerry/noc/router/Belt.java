package org.skerry.noc.router;

/**
 * Longs that become due after the same delay, first in first out, where every cycle is asked for: it keeps how many were added in each
 * cycle, not when each one is due, which is half of what {@link DelayLine} writes and reads.
 */
final class Belt {
    private final int delayCycles;
    private final int[] added; // by cycle, in a ring
    long[] values = new long[64]; // a ring; its length is a power of two
    int head;
    int tail; // both grow without end

    /** An empty belt. */
    Belt(int delayCycles) {
        this.delayCycles = delayCycles;
        added = new int[Integer.highestOneBit(delayCycles) * 2];
    }

    /** Makes room for {@code more} values. */
    void reserve(int more) {
        if (tail - head + more > values.length) {
            long[] longer = new long[2 * values.length];
            for (int at = head; at != tail; at++) {
                longer[at & longer.length - 1] = values[at & values.length - 1];
            }
            values = longer;
        }
    }

    /** Number of values that are due at {@code cycle}: the first ones. */
    int due(long cycle) {
        return added[(int) (cycle - delayCycles) & added.length - 1];
    }

    /** What was added since the tail was {@code tailBefore} was added at {@code cycle}. Once in each cycle. */
    void close(long cycle, int tailBefore) {
        added[(int) cycle & added.length - 1] = tail - tailBefore;
    }

    int size() {
        return tail - head;
    }

    /** Value {@code index} from the first one. */
    long value(int index) {
        return values[head + index & values.length - 1];
    }
}
