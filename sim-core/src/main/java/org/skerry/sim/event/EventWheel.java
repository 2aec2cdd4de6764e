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
    private static final int WORDS = 4; // of an event: the next three, and one that is not used

    private static final int SOURCE = 1;
    private static final int PAYLOAD = 2;

    private final int[] firsts = new int[SLOTS]; // of the list of a slot: where its first event is in facts
    private final int[] lasts = new int[SLOTS];
    private final long[] filled = new long[SLOTS / Long.SIZE];
    private int[] facts = new int
            [16 * WORDS]; // of events: where the next one is, of free ones the next free one; then source and payload
    private int used; // words of events that were ever in use at once
    private int free = NONE;
    private int size; // in the lists
    private long base; // the lists are of SLOTS cycles from this one on
    private long nextCycle = Long.MAX_VALUE; // of the first event, also of the later ones
    private final EventQueue later = new EventQueue();

    private int polledSource;
    private int polledPayload;

    /** A wheel without events. */
    public EventWheel() {
        Arrays.fill(firsts, NONE);
    }

    /** Adds an event at a cycle not before the last one that was polled. */
    public void add(long cycle, int source, int payload) {
        if (cycle < nextCycle) {
            nextCycle = cycle;
        }
        if (cycle - base >= SLOTS) {
            later.add(cycle, source, payload);
        } else {
            addNear((int) cycle & SLOTS - 1, source, payload);
        }
    }

    private void addNear(int slot, int source, int payload) {
        int event = free;
        if (event == NONE) {
            event = used;
            used += WORDS;
            if (event == facts.length) {
                facts = Arrays.copyOf(facts, 2 * event);
            }
        } else {
            free = facts[event];
        }
        facts[event] = NONE;
        facts[event + SOURCE] = source;
        facts[event + PAYLOAD] = payload;
        if (firsts[slot] == NONE) {
            firsts[slot] = event;
            filled[slot >> 6] |= 1L << slot;
        } else {
            facts[lasts[slot]] = event;
        }
        lasts[slot] = event;
        size++;
    }

    /** Takes the first event if it is due at {@code cycle}; then the {@code polled} methods tell what it was. No cycle with events may be left out. */
    public boolean poll(long cycle) {
        if (cycle != base) {
            advance(cycle);
        }
        int slot = (int) cycle & SLOTS - 1;
        int event = firsts[slot];
        if (event == NONE) {
            return false;
        }
        polledSource = facts[event + SOURCE];
        polledPayload = facts[event + PAYLOAD];
        int next = facts[event];
        facts[event] = free;
        free = event;
        size--;
        firsts[slot] = next;
        if (next == NONE) {
            filled[slot >> 6] &= ~(1L << slot);
            nextCycle = findNext();
        }
        return true;
    }

    /** Puts the sources of the events that are due at {@code cycle} into {@code due}, as many as fit, and takes none. Returns how many. */
    public int peek(long cycle, int[] due) {
        if (cycle != base) {
            advance(cycle);
        }
        int count = 0;
        for (int event = firsts[(int) cycle & SLOTS - 1]; event != NONE && count < due.length; event = facts[event]) {
            due[count++] = facts[event + SOURCE];
        }
        return count;
    }

    private void advance(long cycle) {
        if (cycle < base || nextCycle < cycle) {
            throw new IllegalStateException(
                    "cycle " + cycle + ": events of cycle " + nextCycle + " have not been taken");
        }
        base = cycle;
        // Before anything else can be added for the cycles that are near now, so that first added is first out.
        while (later.poll(base + SLOTS - 1)) {
            addNear((int) later.polledCycle() & SLOTS - 1, later.polledSource(), (int) later.polledPayload());
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
        return polledSource;
    }

    /** Payload of the event taken last. */
    public int polledPayload() {
        return polledPayload;
    }

    @Override
    public void save(StateWriter out) {
        out.writeLong(base);
        out.writeInt(size);
        for (int i = 0; i < SLOTS; i++) {
            int slot = (int) (base + i) & SLOTS - 1;
            for (int event = firsts[slot]; event != NONE; event = facts[event]) {
                out.writeLong(base + i);
                out.writeInt(facts[event + SOURCE]);
                out.writeInt(facts[event + PAYLOAD]);
            }
        }
        later.save(out);
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
            addNear((int) in.readLong() & SLOTS - 1, in.readInt(), in.readInt());
        }
        later.load(in);
        nextCycle = findNext();
    }
}
