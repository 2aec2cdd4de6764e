package org.skerry.model.client;

import java.util.Arrays;
import org.agrona.collections.Long2LongHashMap;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.state.Stateful;

/**
 * The attempts that are remembered, as columns with a slot each, and two lists through them: those that have a deadline, and those that
 * may still be answered although their time is out, both in order of deadline.
 *
 * <pre>
 *   PAUSED --its time comes--> WAITING --way in--> SENT --answered--> free
 *                                 |                  |
 *                                 +-- time is out ---+--> the same, EXPIRED; found through its capability when answered late
 * </pre>
 *
 * <p>As time-outs are all alike, deadlines come in the order in which attempts begin, and a list is enough. Columns grow up to a bound;
 * then nothing is allocated any more.
 */
final class Attempts implements Stateful {
    static final int NONE = -1;

    /** Repeats a request, and its time has not come. */
    static final byte PAUSED = 1;

    /** Waits outside for the way in. */
    static final byte WAITING = 2;

    /** On its way, or at the service. */
    static final byte SENT = 3;

    /** Found no room outside; only its client knows of it. */
    static final byte DROPPED = 4;

    /** Its answer is outside after its deadline, which is not yet. */
    static final byte LATE = 5;

    private static final byte FREE = 0;

    private static final int DUE = 0;
    private static final int OVERDUE = 1;
    private static final int FIRST_SLOTS = 64;
    private static final long UNKNOWN = -1;

    private final int most;
    long[] number = new long[0];
    long[] intended = {}; // when the request was meant to come
    long[] sent = {}; // when it was put on the way in
    long[] deadline = {};
    int[] key = {};
    int[] client = {};
    int[] valueBytes = {};
    int[] attempt = {}; // from 0
    boolean[] writes = {};
    boolean[] expired = {}; // its time is out
    boolean[] repeated = {}; // and another attempt was made
    byte[] state = {};
    private long[] capability = {}; // through which it is answered
    private long[] refusal = {}; // id of the message that would say that it was refused
    private int[] next = {}; // in its list, or of free slots
    private int[] previous = {};
    private final Long2LongHashMap byCapability = new Long2LongHashMap(UNKNOWN);
    private final Long2LongHashMap byRefusal = new Long2LongHashMap(UNKNOWN);
    private int free = NONE;
    private final int[] head = {NONE, NONE}; // DUE, OVERDUE
    private final int[] tail = {NONE, NONE};
    private int used;

    Attempts(int most) {
        this.most = most;
    }

    /** Slots in use. */
    int used() {
        return used;
    }

    /** A slot; if there is none left, that of the oldest attempt whose time is out; {@link #NONE} if there is no such either. */
    int take() {
        if (free == NONE && state.length < most) {
            grow(Math.min(most, Math.max(FIRST_SLOTS, 2 * state.length)));
        }
        if (free == NONE) {
            if (head[OVERDUE] == NONE) {
                return NONE;
            }
            release(head[OVERDUE]);
        }
        int slot = free;
        free = next[slot];
        used++;
        expired[slot] = false;
        repeated[slot] = false;
        next[slot] = NONE;
        previous[slot] = NONE;
        return slot;
    }

    private void grow(int slots) {
        int from = state.length;
        number = Arrays.copyOf(number, slots);
        intended = Arrays.copyOf(intended, slots);
        sent = Arrays.copyOf(sent, slots);
        deadline = Arrays.copyOf(deadline, slots);
        key = Arrays.copyOf(key, slots);
        client = Arrays.copyOf(client, slots);
        valueBytes = Arrays.copyOf(valueBytes, slots);
        attempt = Arrays.copyOf(attempt, slots);
        writes = Arrays.copyOf(writes, slots);
        expired = Arrays.copyOf(expired, slots);
        repeated = Arrays.copyOf(repeated, slots);
        state = Arrays.copyOf(state, slots);
        capability = Arrays.copyOf(capability, slots);
        refusal = Arrays.copyOf(refusal, slots);
        next = Arrays.copyOf(next, slots);
        previous = Arrays.copyOf(previous, slots);
        for (int slot = slots - 1; slot >= from; slot--) {
            next[slot] = free;
            free = slot;
        }
    }

    /** The request of one slot is that of another too. */
    void copy(int from, int to) {
        number[to] = number[from];
        intended[to] = intended[from];
        key[to] = key[from];
        client[to] = client[from];
        valueBytes[to] = valueBytes[from];
        writes[to] = writes[from];
        attempt[to] = attempt[from];
    }

    /** Gives a slot back. */
    void release(int slot) {
        if (state[slot] == SENT || state[slot] == LATE) {
            byCapability.remove(capability[slot]);
            byRefusal.remove(refusal[slot]);
        }
        if (expired[slot]) {
            unlink(slot, OVERDUE);
        } else {
            unlink(slot, DUE);
        }
        state[slot] = FREE;
        next[slot] = free;
        free = slot;
        used--;
    }

    /** It was put on the way in; its answer comes through this capability, its refusal as this message. */
    void send(int slot, long time, long through, long refused) {
        state[slot] = SENT;
        sent[slot] = time;
        capability[slot] = through;
        refusal[slot] = refused;
        byCapability.put(through, slot);
        byRefusal.put(refused, slot);
        if (expired[slot]) {
            append(slot, OVERDUE);
        }
    }

    /** Its deadline is now the last of all. */
    void await(int slot, long time) {
        deadline[slot] = time;
        append(slot, DUE);
    }

    /** Its time is out. It stays where it is known by its capability. */
    void expire(int slot) {
        unlink(slot, DUE);
        expired[slot] = true;
        if (state[slot] == SENT) {
            append(slot, OVERDUE);
        }
    }

    /** The attempt with the earliest deadline, or {@link #NONE}. */
    int firstDue() {
        return head[DUE];
    }

    /** The attempt that is answered through a capability, or {@link #NONE}. */
    int answeredThrough(long through) {
        return (int) byCapability.get(through);
    }

    /** The attempt whose refusal is a message, or {@link #NONE}. */
    int refusedBy(long message) {
        return (int) byRefusal.get(message);
    }

    private void append(int slot, int list) {
        previous[slot] = tail[list];
        next[slot] = NONE;
        if (tail[list] == NONE) {
            head[list] = slot;
        } else {
            next[tail[list]] = slot;
        }
        tail[list] = slot;
    }

    /** Takes a slot out of a list, if it is in it. */
    private void unlink(int slot, int list) {
        if (previous[slot] == NONE && head[list] != slot) {
            return;
        }
        if (previous[slot] == NONE) {
            head[list] = next[slot];
        } else {
            next[previous[slot]] = next[slot];
        }
        if (next[slot] == NONE) {
            tail[list] = previous[slot];
        } else {
            previous[next[slot]] = previous[slot];
        }
        previous[slot] = NONE;
        next[slot] = NONE;
    }

    @Override
    public void save(StateWriter out) {
        out.writeInt(state.length);
        for (long[] column : new long[][] {number, intended, sent, deadline, capability, refusal}) {
            out.writeLongs(column);
        }
        for (int[] column : new int[][] {key, client, valueBytes, attempt, next, previous, head, tail}) {
            out.writeInts(column);
        }
        out.writeBytes(state);
        for (boolean[] column : new boolean[][] {writes, expired, repeated}) {
            for (boolean each : column) {
                out.writeBoolean(each);
            }
        }
        out.writeInt(free);
        out.writeInt(used);
    }

    @Override
    public void load(StateReader in) {
        int slots = in.readInt();
        state = new byte[0];
        free = NONE;
        grow(slots);
        for (long[] column : new long[][] {number, intended, sent, deadline, capability, refusal}) {
            in.readLongs(column);
        }
        for (int[] column : new int[][] {key, client, valueBytes, attempt, next, previous, head, tail}) {
            in.readInts(column);
        }
        state = in.readBytes();
        for (boolean[] column : new boolean[][] {writes, expired, repeated}) {
            for (int i = 0; i < slots; i++) {
                column[i] = in.readBoolean();
            }
        }
        free = in.readInt();
        used = in.readInt();
        byCapability.clear();
        byRefusal.clear();
        for (int slot = 0; slot < slots; slot++) {
            if (state[slot] == SENT || state[slot] == LATE) {
                byCapability.put(capability[slot], slot);
                byRefusal.put(refusal[slot], slot);
            }
        }
    }
}
