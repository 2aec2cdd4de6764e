package org.skerry.noc.router;

import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.state.Stateful;

/**
 * Longs that become due after the same delay, whoever adds them, so that first in is first out; any number a cycle. They are taken in
 * the cycle in which they are due. Where those of a cycle end is kept for each cycle, and not when each value is due.
 */
public final class DelayLine implements Stateful {
    private static final long NEVER = Long.MAX_VALUE;

    private final int delayCycles;
    private long[] values = new long[64]; // a ring; its length is a power of two
    private long first; // both grow without end
    private long end;
    private final long[] ends; // by cycle, a ring from the next one on: end of what is due, or no more than first
    private long next = NEVER; // when the first value is due

    /** An empty line. */
    public DelayLine(int delayCycles) {
        this.delayCycles = delayCycles;
        ends = new long[2 * Integer.highestOneBit(Math.max(1, delayCycles))];
    }

    /** Adds a value at {@code cycle}; it is due at that cycle plus the delay. */
    public void add(long cycle, long value) {
        if (size() == values.length) {
            lengthen();
        }
        values[(int) end++ & values.length - 1] = value;
        end(cycle + delayCycles);
    }

    /** The last values are due at {@code time}. */
    private void end(long time) {
        if (time < next) {
            next = time;
        } else if (time - next >= ends.length) {
            throw new IllegalStateException("cycle " + time + ": what was due at cycle " + next
                    + " has not been taken from a line of " + delayCycles + " cycles");
        }
        ends[(int) time & ends.length - 1] = end;
    }

    /** Whether a value is due. */
    public boolean isDue(long cycle) {
        return next <= cycle;
    }

    /** Number of values that are due: the first ones. */
    public int due(long cycle) {
        if (next >= cycle) {
            return next == cycle ? (int) (ends[(int) cycle & ends.length - 1] - first) : 0;
        }
        long due = first;
        for (long time = next; time <= cycle && due < end; time++) {
            due = Math.max(due, ends[(int) time & ends.length - 1]);
        }
        return (int) (due - first);
    }

    /** Forgets the first {@code count} values, those that are {@link #due}. */
    public void drop(int count) {
        if (count != 0) {
            first += count;
            forgetCycles();
        }
    }

    /** Takes the first value. */
    public long take() {
        long value = values[(int) first++ & values.length - 1];
        if (first == ends[(int) next & ends.length - 1]) {
            forgetCycles();
        }
        return value;
    }

    /** Nothing is due any more at the next cycle at which something was. */
    private void forgetCycles() {
        if (first == end) {
            next = NEVER;
        } else {
            do {
                next++;
            } while (ends[(int) next & ends.length - 1] <= first);
        }
    }

    /** Cycle at which the first value is due, or {@code Long.MAX_VALUE}. */
    public long nextCycle() {
        return next;
    }

    /** Number of values. */
    public int size() {
        return (int) (end - first);
    }

    /** Value {@code index} from the first one. */
    public long value(int index) {
        return values[(int) first + index & values.length - 1];
    }

    private void lengthen() {
        long[] longer = new long[2 * values.length];
        for (int at = (int) first; at != (int) end; at++) {
            longer[at & longer.length - 1] = values[at & values.length - 1];
        }
        values = longer;
    }

    @Override
    public void save(StateWriter out) {
        out.writeInt(size());
        long time = next;
        for (int i = 0; i < size(); i++) {
            while (ends[(int) time & ends.length - 1] <= first + i) {
                time++;
            }
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
