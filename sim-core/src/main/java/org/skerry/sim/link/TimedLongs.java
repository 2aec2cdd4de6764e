package org.skerry.sim.link;

import org.skerry.sim.state.StateWriter;

/** Longs with their times, first in first out, in a ring of fixed size. */
final class TimedLongs {
    private final long[] values;
    private final long[] times;
    private final int capacity;
    private int head;
    private int size;

    TimedLongs(int capacity) {
        this.capacity = capacity;
        int slots = Integer.highestOneBit(2 * capacity - 1);
        values = new long[slots];
        times = new long[slots];
    }

    int size() {
        return size;
    }

    boolean isEmpty() {
        return size == 0;
    }

    boolean isFull() {
        return size == capacity;
    }

    /** Time of the first value, or {@code Long.MAX_VALUE} if there is none. */
    long firstTime() {
        return size == 0 ? Long.MAX_VALUE : times[head];
    }

    void add(long time, long value) {
        if (size == capacity) {
            throw new IllegalStateException("more than " + capacity + " values under way on one wire");
        }
        int slot = head + size & values.length - 1;
        values[slot] = value;
        times[slot] = time;
        size++;
    }

    long take() {
        long value = values[head];
        head = head + 1 & values.length - 1;
        size--;
        return value;
    }

    void clear() {
        head = 0;
        size = 0;
    }

    void save(StateWriter out) {
        for (int i = 0; i < size; i++) {
            int slot = head + i & values.length - 1;
            out.writeLong(times[slot]);
            out.writeLong(values[slot]);
        }
    }
}
