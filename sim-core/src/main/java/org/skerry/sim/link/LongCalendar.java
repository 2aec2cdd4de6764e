package org.skerry.sim.link;

import java.util.Arrays;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;

/**
 * A wire for numbers whose sender says when each arrives: at any cycle from the latency on, up to a horizon. What arrives in one cycle comes
 * in the order that its sender gave it, and then in that of sending; it must be taken by the consumer in the tick of that cycle.
 *
 * <p>For whoever knows long before when something will be over, so that nobody has to be ticked in between. Both ends belong to one
 * partition. Each cycle has a place for the first number that arrives in it, and a list for the others. Cost: a step for each number that
 * arrives in the same cycle; memory for the horizon.
 */
public final class LongCalendar extends Latch {
    // A number: its order in the upper half, itself in the lower one, whose highest bit says that others of its cycle
    // come after it.
    private static final long NOTHING = -1;
    private static final long MORE = 1L << 31;

    private static final int NONE = -1;
    private static final long NEVER = Long.MAX_VALUE;

    private final int horizon;
    private final int mask; // of the ring of cycles
    private final long[] firsts; // by cycle: the first number
    private final int[] seconds; // by cycle: the first of the others, if there are any
    private final long[] filled; // a bit for each cycle with something
    private long[] others = new long[16]; // by place
    private int[] next = new int[16]; // by place: the one after it, or NONE; of free places, the next free one
    private int used; // places that were ever in use at once
    private int free = NONE; // the first free place

    /**
     * A wire that is not connected yet.
     *
     * @param latencyCycles  fewest cycles from sending to arriving; at least 1
     * @param horizonCycles  most of them
     */
    public LongCalendar(String name, int latencyCycles, int horizonCycles) {
        super(name, latencyCycles);
        horizon = horizonCycles;
        // What arrives at a cycle is still there when something is sent in it.
        int cycles = Math.max(Long.SIZE, Integer.highestOneBit(2 * horizonCycles + 1));
        mask = cycles - 1;
        firsts = new long[cycles];
        Arrays.fill(firsts, NOTHING);
        seconds = new int[cycles];
        filled = new long[cycles >> 6];
    }

    /**
     * Sends {@code value} at {@code cycle}, to arrive at {@code arrival} before all whose {@code order} is larger. Both are 0 or more, and less than
     * 2^31.
     */
    public void send(long cycle, long arrival, int order, long value) {
        if (crossing()) {
            throw new IllegalStateException("wire " + name() + " does not lead from one partition to another");
        }
        if (arrival - cycle < latencyCycles() || arrival - cycle > horizon) {
            throw new IllegalStateException("cycle " + cycle + ": cycle " + arrival + " is not " + latencyCycles()
                    + " to " + horizon + " later, which is what wire " + name() + " can tell");
        }
        add(arrival, order, value);
        wakeConsumer(arrival);
    }

    private void add(long arrival, int order, long value) {
        int slot = (int) arrival & mask;
        long number = (long) order << 32 | value;
        if (firsts[slot] != NOTHING) {
            addAmong(slot, number);
            return;
        }
        firsts[slot] = number;
        filled[slot >> 6] |= 1L << slot;
        comes(arrival);
    }

    /** Adds a number to a cycle that has one. */
    private void addAmong(int slot, long number) {
        long first = firsts[slot];
        int behind = (int) first < 0 ? seconds[slot] : NONE;
        int place = place();
        if (first >> 32 > number >> 32) { // the first one gives way
            firsts[slot] = number | MORE;
            others[place] = first;
            next[place] = behind;
            seconds[slot] = place;
            return;
        }
        firsts[slot] = first | MORE;
        others[place] = number;
        int before = NONE;
        while (behind != NONE && others[behind] >> 32 <= number >> 32) {
            before = behind;
            behind = next[behind];
        }
        next[place] = behind;
        if (before == NONE) {
            seconds[slot] = place;
        } else {
            next[before] = place;
        }
    }

    private int place() {
        int place = free;
        if (place == NONE) {
            place = used++;
            if (place == others.length) {
                others = Arrays.copyOf(others, 2 * place);
                next = Arrays.copyOf(next, 2 * place);
            }
        } else {
            free = next[place];
        }
        return place;
    }

    /** Whether something arrives at {@code cycle} that has not been taken. */
    public boolean hasArrival(long cycle) {
        return nextArrival() == cycle;
    }

    /** Takes the next number of {@code cycle}; there is one. */
    public long take(long cycle) {
        int slot = (int) cycle & mask;
        int number = (int) firsts[slot];
        if (number < 0) {
            takeAmong(slot);
        } else {
            firsts[slot] = NOTHING;
            filled[slot >> 6] &= ~(1L << slot);
            nextArrival(nextAfter(cycle, slot));
        }
        return number & Integer.MAX_VALUE;
    }

    /** The first one of a cycle has been taken; the next one takes its place. */
    private void takeAmong(int slot) {
        int place = seconds[slot];
        int behind = next[place];
        firsts[slot] = others[place] & ~MORE | (behind == NONE ? 0 : MORE);
        seconds[slot] = behind;
        next[place] = free;
        free = place;
    }

    /** The first cycle after one whose slot this is at which something arrives, or {@code Long.MAX_VALUE}. */
    private long nextAfter(long cycle, int slot) {
        int word = slot >> 6;
        long rest = filled[word] & -1L << slot;
        for (int left = filled.length; rest == 0 && left > 0; left--) {
            word = word + 1 & filled.length - 1;
            rest = filled[word];
        }
        if (rest == 0) {
            return NEVER;
        }
        int found = (word << 6) + Long.numberOfTrailingZeros(rest);
        return cycle + (found - slot & mask);
    }

    @Override
    public void handOver() {
        // Nothing waits: it does not cross.
    }

    @Override
    public void save(StateWriter out) {
        long first = nextArrival();
        for (long cycle = first; first != NEVER && cycle <= first + mask; cycle++) {
            int slot = (int) cycle & mask;
            if (firsts[slot] != NOTHING) {
                save(cycle, firsts[slot], out);
                for (int place = (int) firsts[slot] < 0 ? seconds[slot] : NONE; place != NONE; place = next[place]) {
                    save(cycle, others[place], out);
                }
            }
        }
        out.writeLong(NEVER);
    }

    private static void save(long cycle, long number, StateWriter out) {
        out.writeLong(cycle);
        out.writeInt((int) (number >> 32));
        out.writeInt((int) number & Integer.MAX_VALUE);
    }

    @Override
    public void load(StateReader in) {
        Arrays.fill(firsts, NOTHING);
        Arrays.fill(filled, 0);
        used = 0;
        free = NONE;
        nextArrival(NEVER);
        for (long cycle = in.readLong(); cycle != NEVER; cycle = in.readLong()) {
            add(cycle, in.readInt(), in.readInt());
        }
    }
}
