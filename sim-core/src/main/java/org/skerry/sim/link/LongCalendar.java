package org.skerry.sim.link;

import java.util.Arrays;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;

/**
 * A wire for numbers whose sender says when each arrives: at any cycle from the latency on, up to a horizon. What arrives in one cycle comes
 * in the order that its sender gave it, and then in that of sending; it must be taken by the consumer in the tick of that cycle.
 *
 * <p>For whoever knows long before when something will be over, so that nobody has to be ticked in between. Both ends belong to one
 * partition. Cost: a step for each number that arrives in the same cycle; memory for the horizon.
 */
public final class LongCalendar extends Latch {
    private static final int NONE = -1;

    private final int horizon;
    private final int mask; // of the ring of cycles
    private final int[] firsts; // by cycle
    private final long[] filled; // a bit for each cycle with something
    private int[] next = new int[16]; // by entry; of free ones, the next free one
    private int[] orders = new int[16];
    private long[] values = new long[16];
    private int used; // entries that were ever in use at once
    private int free = NONE;
    private int size;
    private long base; // nothing arrives before

    /**
     * A wire that is not connected yet.
     *
     * @param latencyCycles  fewest cycles from sending to arriving; at least 1
     * @param horizonCycles  most of them
     */
    public LongCalendar(String name, int latencyCycles, int horizonCycles) {
        super(name, latencyCycles);
        horizon = horizonCycles;
        // Twice the horizon, since the first that is under way may have been sent that long ago.
        int slots = Math.max(Long.SIZE, 2 * Integer.highestOneBit(2 * horizonCycles - 1));
        mask = slots - 1;
        firsts = new int[slots];
        Arrays.fill(firsts, NONE);
        filled = new long[slots >> 6];
    }

    /** Sends {@code value} at {@code cycle}, to arrive at {@code arrival} before all whose {@code order} is larger. */
    public void send(long cycle, long arrival, int order, long value) {
        if (crossing()) {
            throw new IllegalStateException("wire " + name() + " does not lead from one partition to another");
        }
        if (arrival - cycle < latencyCycles() || arrival - cycle > horizon) {
            throw new IllegalStateException("cycle " + cycle + ": cycle " + arrival + " is not " + latencyCycles()
                    + " to " + horizon + " later, which is what wire " + name() + " can tell");
        }
        if (size == 0) {
            base = cycle;
        }
        add(arrival, order, value);
        wakeConsumer(arrival);
    }

    private void add(long arrival, int order, long value) {
        int entry = free;
        if (entry == NONE) {
            entry = used++;
            if (entry == next.length) {
                next = Arrays.copyOf(next, 2 * entry);
                orders = Arrays.copyOf(orders, 2 * entry);
                values = Arrays.copyOf(values, 2 * entry);
            }
        } else {
            free = next[entry];
        }
        orders[entry] = order;
        values[entry] = value;
        int slot = (int) arrival & mask;
        int before = NONE;
        int behind = firsts[slot];
        while (behind != NONE && orders[behind] <= order) {
            before = behind;
            behind = next[behind];
        }
        next[entry] = behind;
        if (before == NONE) {
            firsts[slot] = entry;
        } else {
            next[before] = entry;
        }
        filled[slot >> 6] |= 1L << slot;
        size++;
    }

    /** Whether something arrives at {@code cycle} that has not been taken. */
    public boolean hasArrival(long cycle) {
        return firsts[(int) cycle & mask] != NONE; // a slot is of one cycle at a time
    }

    /** Takes the next number of {@code cycle}; there is one. */
    public long take(long cycle) {
        base = cycle;
        int slot = (int) cycle & mask;
        int entry = firsts[slot];
        firsts[slot] = next[entry];
        if (firsts[slot] == NONE) {
            filled[slot >> 6] &= ~(1L << slot);
        }
        next[entry] = free;
        free = entry;
        size--;
        return values[entry];
    }

    /** Numbers under way. */
    public int inFlight() {
        return size;
    }

    @Override
    public long nextArrival() {
        if (size == 0) {
            return Long.MAX_VALUE;
        }
        int from = (int) base & mask;
        int word = from >> 6;
        long rest = filled[word] & -1L << from;
        while (rest == 0) {
            word = word + 1 & filled.length - 1;
            rest = filled[word];
        }
        int slot = (word << 6) + Long.numberOfTrailingZeros(rest);
        return base + (slot - from & mask);
    }

    @Override
    public void handOver() {
        // Nothing waits: it does not cross.
    }

    @Override
    public void save(StateWriter out) {
        out.writeLong(base);
        out.writeInt(size);
        for (int i = 0; i <= mask; i++) {
            for (int entry = firsts[(int) (base + i) & mask]; entry != NONE; entry = next[entry]) {
                out.writeLong(base + i);
                out.writeInt(orders[entry]);
                out.writeLong(values[entry]);
            }
        }
    }

    @Override
    public void load(StateReader in) {
        Arrays.fill(firsts, NONE);
        Arrays.fill(filled, 0);
        used = 0;
        free = NONE;
        size = 0;
        base = in.readLong();
        for (int left = in.readCount(Long.BYTES); left > 0; left--) {
            add(in.readLong(), in.readInt(), in.readLong());
        }
    }
}
