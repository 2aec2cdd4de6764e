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
 *                    |       |       |              lists of the events within SLOTS cycles
 *                    e e     -       e
 *   later ones wait in a queue until they are within
 * </pre>
 */
public final class EventWheel implements Stateful {
    private static final int SLOTS = 1024;
    private static final int NONE = -1;
    private static final long MORE = Long.MIN_VALUE; // the sign of a first event: it has others behind it

    // Of slots: the first event, its source in the upper half and its payload in the lower.
    private final long[] firsts = new long[SLOTS];
    // Of slots: the list of those behind the first, which are few; means nothing if there are none.
    private final int[] behinds = new int[SLOTS];
    private final int[] lasts = new int[SLOTS];
    private final long[] filled = new long[SLOTS / Long.SIZE];
    private long[] facts = new long[16]; // of events in lists
    private int[] next = new int[16]; // by event; of free ones, the next free one
    private int used; // events of lists that were ever in use at once
    private int free = NONE;
    private long base; // the slots are of SLOTS cycles from this one on, with which a word of filled begins
    private long nextCycle = Long.MAX_VALUE; // of the first event, also of the later ones
    private final EventQueue later = new EventQueue();

    private long polled; // as in firsts

    /** A wheel without events. */
    public EventWheel() {
        Arrays.fill(firsts, NONE);
    }

    private static long fact(int source, int payload) {
        return (long) source << Integer.SIZE | payload & 0xffff_ffffL;
    }

    /** Adds an event of a source, from 0 to below {@code Integer.MAX_VALUE}, at a cycle not before the last one that was polled. */
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
        long first = firsts[slot];
        if (first == NONE) {
            firsts[slot] = fact;
            filled[slot >> 6] |= 1L << slot;
        } else {
            addBehind(slot, first, fact);
        }
    }

    private void addBehind(int slot, long first, long fact) {
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
        if (first >= 0) {
            firsts[slot] = first | MORE;
            behinds[slot] = event;
        } else {
            next[lasts[slot]] = event;
        }
        lasts[slot] = event;
    }

    /** Takes the first event if it is due at {@code cycle}; then the {@code polled} methods tell what it was. No cycle with events may be left out. */
    public boolean poll(long cycle) {
        // The same, but another one for each poll: of what stays the same in a loop over polls the host's compiler
        // works out slot and bits before the loop, and keeps them in memory.
        long due = nextCycle;
        if (due != cycle) {
            return hasNone(cycle);
        }
        if (due - base >= Long.SIZE) {
            advance(due);
        }
        int slot = (int) due & SLOTS - 1;
        long first = firsts[slot];
        if (first >= 0) {
            firsts[slot] = NONE;
            int word = slot >> 6;
            long ahead = filled[word] & ~(1L << slot);
            filled[word] = ahead;
            nextCycle = ahead != 0 ? inWord(base, ahead) : findBeyond(word);
        } else {
            takeBehind(slot);
        }
        polled = first;
        return true;
    }

    private boolean hasNone(long cycle) {
        if (nextCycle < cycle) {
            throw new IllegalStateException(
                    "cycle " + cycle + ": events of cycle " + nextCycle + " have not been taken");
        }
        return false;
    }

    /** The one behind the first event of a slot takes its place. */
    private void takeBehind(int slot) {
        int event = behinds[slot];
        int rest = next[event];
        firsts[slot] = rest == NONE ? facts[event] : facts[event] | MORE;
        behinds[slot] = rest;
        next[event] = free;
        free = event;
    }

    /** Puts the sources of the events that are due at {@code cycle} into {@code due}, as many as fit, at least one, and takes none. Returns how many. */
    public int peek(long cycle, int[] due) {
        if (nextCycle != cycle) {
            return 0;
        }
        if (cycle - base >= Long.SIZE) {
            advance(cycle);
        }
        int slot = (int) cycle & SLOTS - 1;
        due[0] = source(firsts[slot]);
        int count = 1;
        for (int event = behind(slot); event != NONE && count < due.length; event = next[event]) {
            due[count++] = source(facts[event]);
        }
        return count;
    }

    /** The event behind the first one of a slot that has one. */
    private int behind(int slot) {
        return firsts[slot] < 0 ? behinds[slot] : NONE;
    }

    private static int source(long fact) {
        return (int) (fact >> Integer.SIZE) & Integer.MAX_VALUE;
    }

    private void advance(long cycle) {
        base = cycle & -Long.SIZE;
        // Before anything else can be added for the cycles that are near now, so that first added is first out.
        if (!later.isEmpty()) {
            takeOver();
        }
    }

    /** Puts those of the later events that are near now into their slots. */
    private void takeOver() {
        while (later.poll(base + SLOTS - 1)) {
            addNear((int) later.polledCycle() & SLOTS - 1, fact(later.polledSource(), (int) later.polledPayload()));
        }
    }

    /** Cycle of the first event, or {@code Long.MAX_VALUE} if there is none. */
    public long nextCycle() {
        return nextCycle;
    }

    private long findNext() {
        int word = ((int) base & SLOTS - 1) >> 6;
        return filled[word] != 0 ? inWord(base, filled[word]) : findBeyond(word);
    }

    /** The first event that this word about the cycles from {@code cycle} on tells of. */
    private static long inWord(long cycle, long rest) {
        return cycle + Long.numberOfTrailingZeros(rest);
    }

    /** The first event of those that are not told of by the word of base. */
    private long findBeyond(int word) {
        for (int i = 1; i < filled.length; i++) {
            long rest = filled[word + i & filled.length - 1];
            if (rest != 0) {
                return inWord(base + i * Long.SIZE, rest);
            }
        }
        return later.nextCycle();
    }

    private int countNear() {
        int count = 0;
        for (int slot = 0; slot < SLOTS; slot++) {
            if (firsts[slot] != NONE) {
                count++;
                for (int event = behind(slot); event != NONE; event = next[event]) {
                    count++;
                }
            }
        }
        return count;
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
        out.writeInt(countNear());
        for (long cycle = base; cycle < base + SLOTS; cycle++) {
            int slot = (int) cycle & SLOTS - 1;
            if (firsts[slot] != NONE) {
                save(out, cycle, firsts[slot]);
                for (int event = behind(slot); event != NONE; event = next[event]) {
                    save(out, cycle, facts[event]);
                }
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
        Arrays.fill(filled, 0);
        used = 0;
        free = NONE;
        base = in.readLong();
        for (int left = in.readCount(Long.BYTES); left > 0; left--) {
            addNear((int) in.readLong() & SLOTS - 1, fact(in.readInt(), in.readInt()));
        }
        later.load(in);
        nextCycle = findNext();
    }
}
