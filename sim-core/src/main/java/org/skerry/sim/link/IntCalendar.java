package org.skerry.sim.link;

import java.util.Arrays;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;

/**
 * A wire for numbers whose sender says when each arrives: at any cycle from the latency on, up to a horizon. What arrives in one cycle comes
 * in the order that its sender gave it, and then in that of sending; it must be taken by the consumer in the tick of that cycle.
 *
 * <p>For whoever knows long before when something will be over, so that nobody has to be ticked in between. Both ends belong to one
 * partition. Numbers name places of a table: small, and each under way once at most. Each cycle has a ring of its numbers in their order. Cost: a step for each
 * number of the same cycle that comes before one, but for one that comes last; memory for the largest number and for the horizon.
 */
public final class IntCalendar extends Latch {
    /** What {@link #poll} returns when nothing arrives. */
    public static final long NOTHING = -1;

    private static final int NONE = -1;
    private static final long NEVER = Long.MAX_VALUE;
    private static final long ORDER = -1L << Integer.SIZE;

    private final int horizon;
    private final int mask; // of the ring of cycles
    private final int[] last; // by cycle: the number that comes last, or NONE
    private final long[] filled; // a bit for each cycle with something
    private long[] numbers = new long[64]; // by number: its order; in the lower half the one behind it, as in a ring
    private long[] taken = new long[16]; // at once

    /**
     * A wire that is not connected yet.
     *
     * @param latencyCycles  fewest cycles from sending to arriving; at least 1
     * @param horizonCycles  most of them
     */
    public IntCalendar(String name, int latencyCycles, int horizonCycles) {
        super(name, latencyCycles);
        horizon = horizonCycles;
        // What arrives at a cycle is still there when something is sent in it.
        int cycles = Math.max(Long.SIZE, Integer.highestOneBit(2 * horizonCycles + 1));
        mask = cycles - 1;
        last = new int[cycles];
        Arrays.fill(last, NONE);
        filled = new long[cycles >> 6];
    }

    /**
     * Sends {@code number}, which is not under way, at {@code cycle}, to arrive at {@code arrival} before all whose {@code order} is larger. Both are 0 or
     * more.
     */
    public void send(long cycle, long arrival, int order, int number) {
        if (arrival - cycle < latencyCycles() || arrival - cycle > horizon) {
            throw new IllegalStateException("cycle " + cycle + ": cycle " + arrival + " is not " + latencyCycles()
                    + " to " + horizon + " later, which is what wire " + name() + " can tell");
        }
        if (add(arrival, order, number)) {
            wakeConsumer(arrival);
        }
    }

    /** Returns whether nothing arrives before it, or with it: else the consumer knows already that it must wake. */
    private boolean add(long arrival, int order, int number) {
        if (number >= numbers.length) {
            numbers = Arrays.copyOf(numbers, 2 * Integer.highestOneBit(number));
        }
        int slot = (int) arrival & mask;
        int end = last[slot];
        if (end != NONE) {
            addAmong(slot, end, order, number);
            return false;
        }
        last[slot] = number;
        numbers[number] = entry(order, number);
        filled[slot >> 6] |= 1L << slot;
        if (arrival >= nextArrival()) {
            return false;
        }
        nextArrival(arrival);
        return true;
    }

    /** Adds a number to a cycle that has some. */
    private void addAmong(int slot, int end, int order, int number) {
        int before = end;
        if (order(end) <= order) {
            last[slot] = number;
        } else {
            for (int next = behind(before); order(next) <= order; next = behind(before)) {
                before = next;
            }
        }
        numbers[number] = entry(order, behind(before));
        numbers[before] = entry(order(before), number);
    }

    private static long entry(int order, int behind) {
        return (long) order << Integer.SIZE | behind;
    }

    private int order(int number) {
        return (int) (numbers[number] >> Integer.SIZE);
    }

    private int behind(int number) {
        return (int) numbers[number];
    }

    /** Takes the next number that arrives at {@code cycle}, and returns it under its order; or returns {@link #NOTHING}. */
    public long poll(long cycle) {
        return nextArrival() == cycle ? take(cycle) : NOTHING;
    }

    private long take(long cycle) {
        int slot = (int) cycle & mask;
        int end = last[slot];
        long entry = numbers[end];
        int number = (int) entry;
        if (number == end) {
            empty(cycle, slot);
            return entry;
        }
        int order = order(number);
        numbers[end] = entry + behind(number) - number;
        return entry(order, number);
    }

    /** Takes all that arrives at {@code cycle} at once, and returns how many. */
    public int takeAll(long cycle) {
        if (nextArrival() != cycle) {
            return 0;
        }
        int slot = (int) cycle & mask;
        int end = last[slot];
        int count = 0;
        int number = end;
        do {
            number = behind(number);
            if (count == taken.length) {
                taken = Arrays.copyOf(taken, 2 * count);
            }
            taken[count++] = numbers[number] & ORDER | number;
        } while (number != end);
        empty(cycle, slot);
        return count;
    }

    /** A number that has been taken at once, under its order; {@code index} counts from the first of its cycle. */
    public long taken(int index) {
        return taken[index];
    }

    /** Everything of a cycle has been taken. */
    private void empty(long cycle, int slot) {
        last[slot] = NONE;
        int word = slot >> 6;
        long others = filled[word] & ~(1L << slot);
        filled[word] = others;
        long later = others & -1L << slot;
        nextArrival(later != 0 ? cycle & -Long.SIZE | Long.numberOfTrailingZeros(later) : firstAfter(cycle, word));
    }

    /** The first cycle at which something arrives, of those whose bits are in the words behind that of {@code cycle}; or {@code Long.MAX_VALUE}. */
    private long firstAfter(long cycle, int wordOfCycle) {
        int word = wordOfCycle;
        long at = cycle & -Long.SIZE;
        for (int left = filled.length; left > 0; left--) {
            word = word + 1 & filled.length - 1;
            at += Long.SIZE;
            if (filled[word] != 0) {
                return at + Long.numberOfTrailingZeros(filled[word]);
            }
        }
        return NEVER;
    }

    @Override
    public void handOver() {
        throw new IllegalStateException("wire " + name() + " does not lead from one partition to another");
    }

    @Override
    public void save(StateWriter out) {
        long first = nextArrival();
        for (long cycle = first; first != NEVER && cycle <= first + mask; cycle++) {
            int end = last[(int) cycle & mask];
            for (int left = end, number; left != NONE; left = number == end ? NONE : number) {
                number = behind(left);
                out.writeLong(cycle);
                out.writeInt(order(number));
                out.writeInt(number);
            }
        }
        out.writeLong(NEVER);
    }

    @Override
    public void load(StateReader in) {
        Arrays.fill(last, NONE);
        Arrays.fill(filled, 0);
        nextArrival(NEVER);
        for (long cycle = in.readLong(); cycle != NEVER; cycle = in.readLong()) {
            add(cycle, in.readInt(), in.readInt());
        }
    }
}
