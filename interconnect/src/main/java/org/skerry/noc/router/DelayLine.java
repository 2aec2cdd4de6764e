package org.skerry.noc.router;

import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.state.Stateful;

/**
 * Longs that become due after the same delay, whoever adds them, so that first in is first out; any number a cycle. Those that were
 * added in one cycle are a run, and only runs have a time.
 */
public final class DelayLine implements Stateful {
    private static final long NEVER = Long.MAX_VALUE;

    private final int delayCycles;
    private long[] values = new long[64]; // a ring; its length is a power of two
    private int first; // both grow without end
    private int end;
    private long[] times = new long[8]; // of runs: when they are due; a ring, too
    private int[] starts = new int[8]; // of runs: where they begin
    private int firstRun;
    private int endRun;
    private long next = NEVER; // when the first run is due
    private long last = NEVER; // when the last run is due

    /** An empty line. */
    public DelayLine(int delayCycles) {
        this.delayCycles = delayCycles;
    }

    /** Adds a value at {@code cycle}; it is due at that cycle plus the delay. */
    public void add(long cycle, long value) {
        if (cycle + delayCycles != last) {
            beginRun(cycle + delayCycles);
        }
        if (end - first == values.length) {
            lengthen();
        }
        values[end++ & values.length - 1] = value;
    }

    private void beginRun(long time) {
        if (endRun - firstRun == times.length) {
            lengthenRuns();
        }
        times[endRun & times.length - 1] = time;
        starts[endRun & times.length - 1] = end;
        endRun++;
        last = time;
        next = Math.min(next, time);
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

    /** The place of the next value. */
    int end() {
        return end;
    }

    /** Values have been put into the {@link #room} before {@code newEnd}, at {@code cycle}. */
    void added(long cycle, int newEnd) {
        if (newEnd != end) {
            if (cycle + delayCycles != last) {
                beginRun(cycle + delayCycles);
            }
            end = newEnd;
        }
    }

    /** Whether a value is due. */
    public boolean isDue(long cycle) {
        return next <= cycle;
    }

    /** Number of values that are due: the first ones. */
    public int due(long cycle) {
        if (next > cycle) {
            return 0;
        }
        int run = firstRun + 1; // mostly there is no other that is due
        while (run != endRun && times[run & times.length - 1] <= cycle) {
            run++;
        }
        return endOfRun(run - 1) - first;
    }

    private int endOfRun(int run) {
        return run + 1 == endRun ? end : starts[run + 1 & starts.length - 1];
    }

    /** Forgets the first {@code count} values. */
    public void drop(int count) {
        first += count;
        while (firstRun != endRun && endOfRun(firstRun) - first <= 0) {
            forgetRun();
        }
    }

    private void forgetRun() {
        firstRun++;
        if (firstRun == endRun) {
            next = NEVER;
            last = NEVER;
        } else {
            next = times[firstRun & times.length - 1];
        }
    }

    /** Takes the first value. */
    public long take() {
        long value = values[first & values.length - 1];
        first++;
        if (first == endOfRun(firstRun)) {
            forgetRun();
        }
        return value;
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

    private void lengthenRuns() {
        long[] moreTimes = new long[2 * times.length];
        int[] moreStarts = new int[2 * times.length];
        for (int run = firstRun; run != endRun; run++) {
            moreTimes[run & moreTimes.length - 1] = times[run & times.length - 1];
            moreStarts[run & moreTimes.length - 1] = starts[run & times.length - 1];
        }
        times = moreTimes;
        starts = moreStarts;
    }

    @Override
    public void save(StateWriter out) {
        out.writeInt(size());
        for (int run = firstRun; run != endRun; run++) {
            int from = run == firstRun ? first : starts[run & starts.length - 1];
            for (int at = from; at != endOfRun(run); at++) {
                out.writeLong(times[run & times.length - 1]);
                out.writeLong(values[at & values.length - 1]);
            }
        }
    }

    @Override
    public void load(StateReader in) {
        first = 0;
        end = 0;
        firstRun = 0;
        endRun = 0;
        next = NEVER;
        last = NEVER;
        int count = in.readCount(2 * Long.BYTES);
        for (int i = 0; i < count; i++) {
            long time = in.readLong();
            add(time - delayCycles, in.readLong());
        }
    }
}
