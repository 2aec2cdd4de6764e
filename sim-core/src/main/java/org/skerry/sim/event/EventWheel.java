package org.skerry.sim.event;

import java.util.Arrays;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.state.Stateful;

/**
 * Events in order of their cycles, and those of one cycle in the order in which they were added; each with a source and a number that
 * mean something to their owner. For owners to whom the order of two sources within a cycle does not matter: what happens then does not
 * depend on how many other sources there are, nor does the time that an event takes.
 *
 * <pre>
 *   cycle % SLOTS    0       1       2      ...
 *                    |       |       |              lists of the events within SLOTS cycles from now
 *                    e e     -       e
 *   later ones wait in a queue until they are within
 * </pre>
 */
public final class EventWheel implements Stateful {
    private static final int SLOTS = 1024;
    private static final int NONE = -1;

    private final long[] firsts =
            new long[SLOTS]; // of slots: the first event, its source in the upper half and its payload in the lower
    private final int[] behinds = new int[SLOTS]; // of slots: the list of those behind the first, which are few
    private final int[] lasts = new int[SLOTS];
    private final long[] filled = new long[SLOTS / Long.SIZE];
    private long[] facts = new long[16]; // of events in lists
    private int[] next = new int[16]; // by event; of free ones, the next free one
    private int used; // events of lists that were ever in use at once
    private int free = NONE;
    private int size; // within SLOTS cycles
    private long base; // the slots are of SLOTS cycles from this one on
    private long nextCycle = Long.MAX_VALUE; // of the first event, also of the later ones
    private final EventQueue later = new EventQueue();

    private long polled; // as in firsts

    /** A wheel without events. */
    public EventWheel() {
        Arrays.fill(firsts, NONE);
        Arrays.fill(behinds, NONE);
    }

    private static long fact(int source, int payload) {
        return (long) source << Integer.SIZE | payload & 0xffff_ffffL;
    }

    /** Adds an event of a source, 0 or more, at a cycle not before the last one that was polled. */
    public void add(long cycle, int source, int payload) {
        if (cycle < nextCycle) {
            nextCycle = cycle;
        }
        if (cycle - base >= SLOTS) {
            later.add(cycle, source, payload);
        } else {
            addNear((int) cycle & SLOTS - 1, fact(source, payload));
        }
    }

    private void addNear(int slot, long fact) {
        size++;
        if (firsts[slot] == NONE) {
            firsts[slot] = fact;
            filled[slot >> 6] |= 1L << slot;
        } else {
            addBehind(slot, fact);
        }
    }

    private void addBehind(int slot, long fact) {
        int event = free;
        if (event == NONE) {
            event = used++;
            if (event == next.length) {
                next = Arrays.copyOf(next, 2 * event);
                facts = Arrays.copyOf(facts, 2 * event);
            }
        } else {
            free = next[event];
        }
        next[event] = NONE;
        facts[event] = fact;
        if (behinds[slot] == NONE) {
            behinds[slot] = event;
        } else {
            next[lasts[slot]] = event;
        }
        lasts[slot] = event;
    }

    /** Takes the first event if it is due at {@code cycle}; then the {@code polled} methods tell what it was. No cycle with events may be left out. */
    public boolean poll(long cycle) {
        if (cycle != base) {
            advance(cycle);
        }
        int slot = (int) cycle & SLOTS - 1;
        long first = firsts[slot];
        if (first == NONE) {
            return false;
        }
        polled = first;
        size--;
        int event = behinds[slot];
        if (event == NONE) {
            firsts[slot] = NONE;
            filled[slot >> 6] &= ~(1L << slot);
            nextCycle = findNext();
        } else {
            firsts[slot] = facts[event];
            behinds[slot] = next[event];
            next[event] = free;
            free = event;
        }
        return true;
    }

    /** Puts the sources of the events that are due at {@code cycle} into {@code due}, as many as fit, at least one, and takes none. Returns how many. */
    public int peek(long cycle, int[] due) {
        if (cycle != base) {
            advance(cycle);
        }
        int slot = (int) cycle & SLOTS - 1;
        if (firsts[slot] == NONE) {
            return 0;
        }
        due[0] = source(firsts[slot]);
        int count = 1;
        for (int event = behinds[slot]; event != NONE && count < due.length; event = next[event]) {
            due[count++] = source(facts[event]);
        }
        return count;
    }

    private static int source(long fact) {
        return (int) (fact >> Integer.SIZE);
    }

    private void advance(long cycle) {
        if (cycle < base || nextCycle < cycle) {
            throw new IllegalStateException(
                    "cycle " + cycle + ": events of cycle " + nextCycle + " have not been taken");
        }
        base = cycle;
        // Before anything else can be added for the cycles that are near now, so that first added is first out.
        while (later.poll(base + SLOTS - 1)) {
            addNear((int) later.polledCycle() & SLOTS - 1, fact(later.polledSource(), (int) later.polledPayload()));
        }
    }

    /** Cycle of the first event, or {@code Long.MAX_VALUE} if there is none. */
    public long nextCycle() {
        return nextCycle;
    }

    private long findNext() {
        if (size == 0) {
            return later.nextCycle();
        }
        int from = (int) base & SLOTS - 1;
        int word = from >> 6;
        long rest = filled[word] & -1L << from;
        while (rest == 0) {
            word = word + 1 & filled.length - 1;
            rest = filled[word];
        }
        int slot = (word << 6) + Long.numberOfTrailingZeros(rest);
        return base + (slot - from & SLOTS - 1);
    }

    /** Number of events. */
    public int size() {
        return size + later.size();
    }

    /** Source of the event taken last. */
    public int polledSource() {
        return source(polled);
    }

    /** Payload of the event taken last. */
    public int polledPayload() {
        return (int) polled;
    }

    @Override
    public void save(StateWriter out) {
        out.writeLong(base);
        out.writeInt(size);
        for (long cycle = base; cycle < base + SLOTS; cycle++) {
            int slot = (int) cycle & SLOTS - 1;
            if (firsts[slot] != NONE) {
                save(out, cycle, firsts[slot]);
            }
            for (int event = behinds[slot]; event != NONE; event = next[event]) {
                save(out, cycle, facts[event]);
            }
        }
        later.save(out);
    }

    private static void save(StateWriter out, long cycle, long fact) {
        out.writeLong(cycle);
        out.writeInt(source(fact));
        out.writeInt((int) fact);
    }

    @Override
    public void load(StateReader in) {
        Arrays.fill(firsts, NONE);
        Arrays.fill(behinds, NONE);
        Arrays.fill(filled, 0);
        used = 0;
        free = NONE;
        size = 0;
        base = in.readLong();
        for (int left = in.readCount(Long.BYTES); left > 0; left--) {
            addNear((int) in.readLong() & SLOTS - 1, fact(in.readInt(), in.readInt()));
        }
        later.load(in);
        nextCycle = findNext();
    }
}
