package org.skerry.noc.router;

import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.state.Stateful;

/**
 * Longs that become due after the same delay, whoever adds them, so that first in is first out; any number a cycle. They are taken in
 * the cycle in which they are due. How many are due is kept for each cycle, and not when each value is.
 */
public final class DelayLine implements Stateful {
    private static final long NEVER = Long.MAX_VALUE;

    private final int delayCycles;
    private long[] values = new long[64]; // a ring; its length is a power of two
    private int first; // both grow without end
    private int end;
    private final int[] counts; // by cycle, a ring of that many from the next one on: values that are due
    private long next = NEVER; // when the first value is due

    /** An empty line. */
    public DelayLine(int delayCycles) {
        this.delayCycles = delayCycles;
        counts = new int[2 * Integer.highestOneBit(Math.max(1, delayCycles))];
    }

    /** Adds a value at {@code cycle}; it is due at that cycle plus the delay. */
    public void add(long cycle, long value) {
        if (end - first == values.length) {
            lengthen();
        }
        values[end++ & values.length - 1] = value;
        count(cycle + delayCycles, 1);
    }

    private void count(long time, int more) {
        if (time < next) {
            next = time;
        } else if (time - next >= counts.length) {
            throw new IllegalStateException("cycle " + time + ": what was due at cycle " + next
                    + " has not been taken from a line of " + delayCycles + " cycles");
        }
        counts[(int) time & counts.length - 1] += more;
    }

    /**
     * Makes room for {@code count} more values and returns the ring that they are to be put into, from {@link #end} on, at places that
     * are counted without end. What was put there is said by {@link #added}, all of it at once.
     */
    long[] room(int count) {
        while (end - first + count > values.length) {
            lengthen();
        }
        return values;
    }

    /** The ring that values lie in, at places that are counted without end. */
    long[] ring() {
        return values;
    }

    /** The place of the first value. */
    int first() {
        return first;
    }

    /** The place of the next value. */
    int end() {
        return end;
    }

    /** Values have been put into the {@link #room} before {@code newEnd}, at {@code cycle}. */
    void added(long cycle, int newEnd) {
        if (newEnd != end) {
            count(cycle + delayCycles, newEnd - end);
            end = newEnd;
        }
    }

    /** Whether a value is due. */
    public boolean isDue(long cycle) {
        return next <= cycle;
    }

    /** Number of values that are due: the first ones. */
    public int due(long cycle) {
        if (next >= cycle) {
            return next == cycle ? counts[(int) cycle & counts.length - 1] : 0;
        }
        int due = 0;
        for (long time = next; time <= cycle && due < end - first; time++) {
            due += counts[(int) time & counts.length - 1];
        }
        return due;
    }

    /** Forgets the first {@code count} values, those that are {@link #due}. */
    public void drop(int count) {
        first += count;
        for (int left = count; left > 0; forgetCycle()) { // mostly once
            int at = (int) next & counts.length - 1;
            left -= counts[at];
            counts[at] = 0;
        }
    }

    /** Takes the first value. */
    public long take() {
        long value = values[first++ & values.length - 1];
        if (--counts[(int) next & counts.length - 1] == 0) {
            forgetCycle();
        }
        return value;
    }

    /** Nothing is due any more at the next cycle at which something was. */
    private void forgetCycle() {
        if (first == end) {
            next = NEVER;
        } else {
            do {
                next++;
            } while (counts[(int) next & counts.length - 1] == 0);
        }
    }

    /** Cycle at which the first value is due, or {@code Long.MAX_VALUE}. */
    public long nextCycle() {
        return next;
    }

    /** Number of values. */
    public int size() {
        return end - first;
    }

    /** Value {@code index} from the first one. */
    public long value(int index) {
        return values[first + index & values.length - 1];
    }

    private void lengthen() {
        long[] longer = new long[2 * values.length];
        for (int at = first; at != end; at++) {
            longer[at & longer.length - 1] = values[at & values.length - 1];
        }
        values = longer;
    }

    @Override
    public void save(StateWriter out) {
        out.writeInt(size());
        long time = next;
        int left = size() == 0 ? 0 : counts[(int) time & counts.length - 1];
        for (int i = 0; i < size(); i++) {
            while (left == 0) {
                time++;
                left = counts[(int) time & counts.length - 1];
            }
            left--;
            out.writeLong(time);
            out.writeLong(value(i));
        }
    }

    @Override
    public void load(StateReader in) {
        drop(size());
        int count = in.readCount(2 * Long.BYTES);
        for (int i = 0; i < count; i++) {
            long time = in.readLong();
            add(time - delayCycles, in.readLong());
        }
    }
}
