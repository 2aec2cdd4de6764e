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
    // A number: two longs side by side.
    private static final int VALUE = 0;
    private static final int LINK =
            1; // its order, and in the lower half where the next one of its cycle is among the others
    private static final int LENGTH = 2;

    private static final long NOTHING = -1; // as a link: nothing arrives
    private static final long LAST = 0xffff_ffffL; // as the lower half of a link: none comes after it
    private static final int NONE = (int) LAST;

    private final int horizon;
    private final int mask; // of the ring of cycles
    private final long[] firsts; // by cycle: the first number
    private final long[] filled; // a bit for each cycle with something
    private long[] others = new long[16 * LENGTH]; // the other numbers
    private int used; // of these, places that were ever in use at once
    private int free = NONE; // the first free one of those; each leads to the next
    private int size;

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
        firsts = new long[cycles * LENGTH];
        Arrays.fill(firsts, NOTHING);
        filled = new long[cycles >> 6];
    }

    /** Sends {@code value} at {@code cycle}, to arrive at {@code arrival} before all whose {@code order}, 0 or more, is larger. */
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
        int at = slot * LENGTH;
        size++;
        if (firsts[at + LINK] != NOTHING) {
            addBehind(at, order, value);
            return;
        }
        firsts[at + VALUE] = value;
        firsts[at + LINK] = (long) order << 32 | LAST;
        filled[slot >> 6] |= 1L << slot;
        if (arrival < nextArrival()) {
            nextArrival(arrival);
        }
    }

    /** Adds a number to a cycle that has one. */
    private void addBehind(int first, int order, long value) {
        int place = place();
        long[] before = firsts;
        int at = first;
        if (before[at + LINK] >> 32 > order) { // the first one gives way to it
            others[place + VALUE] = before[at + VALUE];
            others[place + LINK] = before[at + LINK];
            before[at + VALUE] = value;
            before[at + LINK] = (long) order << 32 | place;
            return;
        }
        for (int behind = (int) before[at + LINK];
                behind != NONE && others[behind + LINK] >> 32 <= order;
                behind = (int) before[at + LINK]) {
            before = others;
            at = behind;
        }
        others[place + VALUE] = value;
        others[place + LINK] = (long) order << 32 | before[at + LINK] & LAST;
        before[at + LINK] = before[at + LINK] & ~LAST | place;
    }

    private int place() {
        int place = free;
        if (place == NONE) {
            place = LENGTH * used++;
            if (place == others.length) {
                others = Arrays.copyOf(others, 2 * place);
            }
        } else {
            free = (int) others[place + LINK];
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
        int at = slot * LENGTH;
        long value = firsts[at + VALUE];
        int behind = (int) firsts[at + LINK];
        size--;
        if (behind == NONE) {
            firsts[at + LINK] = NOTHING;
            filled[slot >> 6] &= ~(1L << slot);
            nextArrival(size == 0 ? Long.MAX_VALUE : nextAfter(cycle, slot));
        } else {
            firsts[at + VALUE] = others[behind + VALUE];
            firsts[at + LINK] = others[behind + LINK];
            others[behind + LINK] = free;
            free = behind;
        }
        return value;
    }

    /** The first cycle after one whose slot this is at which something arrives; there is one. */
    private long nextAfter(long cycle, int slot) {
        int word = slot >> 6;
        long rest = filled[word] & -1L << slot;
        while (rest == 0) {
            word = word + 1 & filled.length - 1;
            rest = filled[word];
        }
        int next = (word << 6) + Long.numberOfTrailingZeros(rest);
        return cycle + (next - slot & mask);
    }

    /** Numbers under way. */
    public int inFlight() {
        return size;
    }

    @Override
    public void handOver() {
        // Nothing waits: it does not cross.
    }

    @Override
    public void save(StateWriter out) {
        long first = size == 0 ? 0 : nextArrival();
        out.writeLong(first);
        out.writeInt(size);
        for (long cycle = first; cycle <= first + mask; cycle++) {
            long[] numbers = firsts;
            int at = ((int) cycle & mask) * LENGTH;
            if (numbers[at + LINK] == NOTHING) {
                continue;
            }
            for (int behind = at; behind != NONE; numbers = others) {
                at = behind;
                out.writeLong(cycle);
                out.writeInt((int) (numbers[at + LINK] >> 32));
                out.writeLong(numbers[at + VALUE]);
                behind = (int) numbers[at + LINK];
            }
        }
    }

    @Override
    public void load(StateReader in) {
        Arrays.fill(firsts, NOTHING);
        Arrays.fill(filled, 0);
        used = 0;
        free = NONE;
        size = 0;
        nextArrival(Long.MAX_VALUE);
        in.readLong(); // the cycle of the first one, which comes next
        for (int left = in.readCount(Long.BYTES); left > 0; left--) {
            add(in.readLong(), in.readInt(), in.readLong());
        }
    }
}
