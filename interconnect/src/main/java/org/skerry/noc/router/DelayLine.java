package org.skerry.noc.router;

import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.state.Stateful;

/** Longs that become due after the same delay, whoever adds them, so that first in is first out; any number a cycle. */
public final class DelayLine implements Stateful {
    private final int delayCycles;
    private long[] times = new long[64];
    private long[] values = new long[64];
    private int head;
    private int size;

    /** An empty line. */
    public DelayLine(int delayCycles) {
        this.delayCycles = delayCycles;
    }

    /** Adds a value at {@code cycle}; it is due at that cycle plus the delay. */
    public void add(long cycle, long value) {
        if (size == values.length) {
            grow();
        }
        int at = head + size & values.length - 1;
        times[at] = cycle + delayCycles;
        values[at] = value;
        size++;
    }

    /** Whether a value is due. */
    public boolean isDue(long cycle) {
        return size != 0 && times[head] <= cycle;
    }

    /** Number of values that are due: the first ones. */
    public int due(long cycle) {
        int count = 0;
        while (count < size && times[head + count & times.length - 1] <= cycle) {
            count++;
        }
        return count;
    }

    /** Forgets the first {@code count} values. */
    public void drop(int count) {
        head = head + count & values.length - 1;
        size -= count;
    }

    /** Takes the first value. */
    public long take() {
        long value = values[head];
        head = head + 1 & values.length - 1;
        size--;
        return value;
    }

    /** Cycle at which the first value is due, or {@code Long.MAX_VALUE}. */
    public long nextCycle() {
        return size == 0 ? Long.MAX_VALUE : times[head];
    }

    /** Number of values. */
    public int size() {
        return size;
    }

    /** Value {@code index} from the first one. */
    public long value(int index) {
        return values[head + index & values.length - 1];
    }

    private void grow() {
        int old = values.length;
        long[] moreTimes = new long[2 * old];
        long[] moreValues = new long[2 * old];
        for (int i = 0; i < size; i++) {
            moreTimes[i] = times[head + i & old - 1];
            moreValues[i] = values[head + i & old - 1];
        }
        times = moreTimes;
        values = moreValues;
        head = 0;
    }

    @Override
    public void save(StateWriter out) {
        out.writeInt(size);
        for (int i = 0; i < size; i++) {
            out.writeLong(times[head + i & values.length - 1]);
            out.writeLong(values[head + i & values.length - 1]);
        }
    }

    @Override
    public void load(StateReader in) {
        int count = in.readCount(2 * Long.BYTES);
        int length = Math.max(64, Integer.highestOneBit(2 * count)); // a power of two
        times = new long[length];
        values = new long[length];
        head = 0;
        size = count;
        for (int i = 0; i < count; i++) {
            times[i] = in.readLong();
            values[i] = in.readLong();
        }
    }
}
