package org.skerry.sim.link;

import java.util.Arrays;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;

/**
 * A wire for numbers whose sender says when each arrives: at any cycle from the latency on, up to a horizon. What arrives in one cycle comes
 * in the order that its sender gave it, and then in that of sending; it must be taken by the consumer in the tick of that cycle.
 *
 * <p>For whoever knows long before when something will be over, so that nobody has to be ticked in between. Both ends belong to one
 * partition. Numbers name places of a table: small, and each under way once at most. A cycle mostly has one; those of a cycle with several form a ring in
 * their order. Cost: a step for each number of the same cycle that comes before one, but for one that comes last; memory for the largest number and
 * for the horizon.
 */
public final class IntCalendar extends Latch {
    /** What {@link #poll} returns when nothing arrives. */
    public static final long NOTHING = -1;

    private static final long NEVER = Long.MAX_VALUE;
    private static final long ORDER = -1L << Integer.SIZE;
    private static final long SEVERAL = Long.MIN_VALUE; // the number below is the last one of a ring

    private final int horizon;
    private final int mask; // of the ring of cycles
    private final long[] cycles; // by cycle: its only number under its order, or SEVERAL, or NOTHING
    private final long[] filled; // a bit for each cycle with something
    private long[] numbers = new long[64]; // by number in a ring: its order; in the lower half the one behind it
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
        int ring = Math.max(Long.SIZE, Integer.highestOneBit(2 * horizonCycles + 1));
        mask = ring - 1;
        cycles = new long[ring];
        Arrays.fill(cycles, NOTHING);
        filled = new long[ring >> 6];
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
        int slot = (int) arrival & mask;
        long others = cycles[slot];
        if (others != NOTHING) {
            addAmong(slot, others, order, number);
            return false;
        }
        cycles[slot] = entry(order, number);
        filled[slot >> 6] |= 1L << slot;
        if (arrival >= nextArrival()) {
            return false;
        }
        nextArrival(arrival);
        return true;
    }

    /** Adds a number to a cycle that has some. */
    private void addAmong(int slot, long others, int order, int number) {
        int end = (int) others;
        if (Math.max(end, number) >= numbers.length) {
            numbers = Arrays.copyOf(numbers, 2 * Integer.highestOneBit(Math.max(end, number)));
        }
        if (others >= 0) {
            numbers[end] = others; // it is behind itself
        }
        int before = end;
        int last = end;
        if (order(end) <= order) {
            last = number;
        } else {
            for (int next = behind(before); order(next) <= order; next = behind(before)) {
                before = next;
            }
        }
        numbers[number] = entry(order, behind(before));
        numbers[before] = entry(order(before), number);
        cycles[slot] = SEVERAL | last;
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
        // The same cycle, but another value for each poll: what can be worked out of one that stays the same in a loop
        // over polls, the host's compiler works out before the loop and keeps in memory.
        long due = nextArrival();
        return due == cycle ? take(due) : NOTHING;
    }

    private long take(long cycle) {
        int slot = (int) cycle & mask;
        long first = cycles[slot];
        if (first < 0) {
            int end = (int) first;
            int number = behind(end);
            first = entry(order(number), number);
            if (number != end) {
                numbers[end] = entry(order(end), behind(number));
                return first;
            }
        }
        empty(cycle, slot);
        return first;
    }

    /** Takes the number that arrives at {@code cycle} if there is only one, and returns it under its order; else returns {@link #NOTHING}. */
    public long takeOnly(long cycle) {
        if (nextArrival() != cycle) {
            return NOTHING;
        }
        int slot = (int) cycle & mask;
        long only = cycles[slot];
        if (only < 0) {
            return NOTHING;
        }
        empty(cycle, slot);
        return only;
    }

    /** Takes all that arrives at {@code cycle} at once, and returns how many. */
    public int takeAll(long cycle) {
        if (nextArrival() != cycle) {
            return 0;
        }
        int slot = (int) cycle & mask;
        long only = cycles[slot];
        empty(cycle, slot);
        if (only >= 0) {
            taken[0] = only;
            return 1;
        }
        int end = (int) only;
        int count = 0;
        int number = end;
        do {
            number = behind(number);
            if (count == taken.length) {
                taken = Arrays.copyOf(taken, 2 * count);
            }
            taken[count++] = numbers[number] & ORDER | number;
        } while (number != end);
        return count;
    }

    /** A number that has been taken at once, under its order; {@code index} counts from the first of its cycle. */
    public long taken(int index) {
        return taken[index];
    }

    /** Everything of a cycle has been taken. */
    private void empty(long cycle, int slot) {
        cycles[slot] = NOTHING;
        int word = slot >> 6;
        long others = filled[word] ^ 1L << slot;
        filled[word] = others;
        long later = others >>> slot; // of this word: by cycles from this one on
        nextArrival(later != 0 ? cycle + Long.numberOfTrailingZeros(later) : firstAfter(cycle, word));
    }

    /** The first cycle at which something arrives, if not one of those whose bits come behind that of {@code cycle} in its word. */
    private long firstAfter(long cycle, int wordOfCycle) {
        int word = wordOfCycle;
        long at = cycle & -Long.SIZE;
        do {
            word = word + 1 & filled.length - 1;
            at += Long.SIZE;
            if (filled[word] != 0) {
                return at + Long.numberOfTrailingZeros(filled[word]);
            }
        } while (word != wordOfCycle);
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
            long all = cycles[(int) cycle & mask];
            if (all >= 0) {
                save(cycle, (int) (all >> Integer.SIZE), (int) all, out);
            } else if (all != NOTHING) {
                int end = (int) all;
                int number = end;
                do {
                    number = behind(number);
                    save(cycle, order(number), number, out);
                } while (number != end);
            }
        }
        out.writeLong(NEVER);
    }

    private static void save(long cycle, int order, int number, StateWriter out) {
        out.writeLong(cycle);
        out.writeInt(order);
        out.writeInt(number);
    }

    @Override
    public void load(StateReader in) {
        Arrays.fill(cycles, NOTHING);
        Arrays.fill(filled, 0);
        nextArrival(NEVER);
        for (long cycle = in.readLong(); cycle != NEVER; cycle = in.readLong()) {
            add(cycle, in.readInt(), in.readInt());
        }
    }
}
