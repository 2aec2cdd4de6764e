package org.skerry.noc.packet;

import java.util.Arrays;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.state.Stateful;

/**
 * Trains: up to so many flits of one packet that are moved together. A packet of more flits is several trains, one behind the other.
 * A train is an index; what is known of it lies in a few longs side by side.
 *
 * <pre>
 *   TIMES  63 first: cycle at which its first flit leaves, or left, what lies before GOES_TO  32 | 31 mask: cycles from there on
 *          in which its flits leave, as bits 0
 *   KIND   63 slot of its packet 32 | 24 turns | 22 way 8 | 7 flits 4 | connected, leaving, tail, head 0
 *   PLACE  63 input virtual channel that it comes from, or -1  32 | 31 input virtual channel that it goes to, or waits in 0
 *   NEXT   the next train of a list
 *   LEGS   what is left of its way, if that is all that there is to know about it: see Legs
 * </pre>
 */
final class Trains implements Stateful {
    /** No train. */
    static final int NONE = -1;

    /** Longs of each train, as a power of two. */
    static final int SHIFT = 3;

    static final int TIMES = 0;
    static final int KIND = 1;
    static final int PLACE = 2;
    static final int NEXT = 3;
    static final int LEGS = 4;

    static final int HEAD = 1;
    static final int TAIL = 2;
    static final int LEAVING = 4;
    static final int CONNECTED = 8;
    static final int FLITS_SHIFT = 4;
    static final int FLITS_MASK = 15;
    static final int WAY_SHIFT = 8;
    static final int WAY_MASK = 0x7fff;

    /** In KIND, a bit: a head that turns in the router that it goes to. */
    static final int TURNS_SHIFT = 24;

    /** The lower half of a long. */
    static final long LOW = (1L << Integer.SIZE) - 1;

    private static final int USED = 5;

    long[] words = new long[64 << SHIFT];
    private int count;
    private int free = NONE;

    int add(long slot, int flits, int flags, int first, long mask, int to, long legs) {
        int train = free;
        if (train == NONE) {
            train = count++;
            if (train << SHIFT == words.length) {
                words = Arrays.copyOf(words, 2 * words.length);
            }
        } else {
            free = next(train);
        }
        int at = train << SHIFT;
        words[at + TIMES] = times(first, mask);
        words[at + KIND] = slot << Integer.SIZE | flits << FLITS_SHIFT | flags;
        words[at + PLACE] = place(NONE, to);
        words[at + NEXT] = NONE;
        words[at + LEGS] = legs;
        return train;
    }

    void remove(int train) {
        int at = train << SHIFT;
        words[at + PLACE] = -1;
        link(train, free);
        free = train;
    }

    /** The next train of the list that a train is in, or NONE. */
    int next(int train) {
        return (int) words[(train << SHIFT) + NEXT];
    }

    /** Makes {@code next} the next train of the list that a train is in. */
    void link(int train, int next) {
        words[(train << SHIFT) + NEXT] = next;
    }

    static long times(int first, long mask) {
        return (long) first << Integer.SIZE | mask;
    }

    static int first(long times) {
        return (int) (times >>> Integer.SIZE);
    }

    static long mask(long times) {
        return times & LOW;
    }

    /** Cycle at which the last flit leaves. */
    static int last(long times) {
        return first(times) + highest(mask(times));
    }

    static long place(int from, int to) {
        return (long) from << Integer.SIZE | to;
    }

    static int from(long place) {
        return (int) (place >>> Integer.SIZE);
    }

    static int to(long place) {
        return (int) place;
    }

    static int flits(long kind) {
        return (int) kind >> FLITS_SHIFT & FLITS_MASK;
    }

    static int highest(long mask) {
        return Long.SIZE - 1 - Long.numberOfLeadingZeros(mask);
    }

    @Override
    public void save(StateWriter out) {
        out.writeInt(count);
        out.writeInt(free);
        for (int train = 0; train < count; train++) {
            for (int i = 0; i < USED; i++) {
                out.writeLong(words[(train << SHIFT) + i]);
            }
        }
    }

    @Override
    public void load(StateReader in) {
        count = in.readCount(USED * Long.BYTES);
        free = in.readInt();
        int length = 64;
        while (length < count) {
            length *= 2;
        }
        words = new long[length << SHIFT];
        for (int train = 0; train < count; train++) {
            for (int i = 0; i < USED; i++) {
                words[(train << SHIFT) + i] = in.readLong();
            }
        }
    }
}
