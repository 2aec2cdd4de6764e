package org.skerry.noc.ni;

import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;

/**
 * Places of ports for packets: each lane, which is an endpoint's virtual network, has so many. A packet takes one when it is handed over, and
 * as soon as its way is settled it is known from which cycle on the place is free again; they become free in the order in which they were taken.
 *
 * <p>Whoever asks in vain is refused, and is to hear when the first place is free. Nobody looks for places that have become free but when there
 * is none: then those of several packets come back at once.
 */
public final class Places {
    // What is known of a lane, in a long.
    private static final int PART = 16; // bits
    private static final int PART_MASK = (1 << PART) - 1;
    private static final int TAKEN = 0; // places
    private static final int KNOWN = PART; // of those, whose end is known
    private static final int REFUSED = 2 * PART; // 1 if somebody waits to hear of a place
    private static final int NEXT = 3 * PART; // number of the next end, on and on: the last part, as it overflows
    private static final long ONE_BACK = (1L << TAKEN) + (1L << KNOWN);
    private static final long ONE_MORE = (1L << KNOWN) + (1L << NEXT);

    private final int most;
    private final int ringBits;
    private final int ringMask;
    private final long[] words; // by lane
    private final long[] ends; // by lane, rings: first cycle at which a place is free

    /** Lanes of {@code most} places each, which is less than 2^15; none is taken. */
    public Places(int lanes, int most) {
        this.most = most;
        words = new long[lanes];
        ringBits = Integer.SIZE - Integer.numberOfLeadingZeros(most - 1);
        ringMask = (1 << ringBits) - 1;
        ends = new long[lanes << ringBits];
    }

    /** Takes a place of a lane at {@code cycle}; false if there is none. */
    public boolean take(int lane, long cycle) {
        long word = words[lane];
        if (part(word, TAKEN) == most) {
            word = giveBack(lane, word, cycle);
            if (part(word, TAKEN) == most) {
                words[lane] = word;
                return false;
            }
        }
        words[lane] = word + (1L << TAKEN);
        return true;
    }

    private long giveBack(int lane, long word, long cycle) {
        int first = firstKnown(word);
        int back = part(word, KNOWN);
        while (back > 0 && ends[place(lane, first + back - 1)] > cycle) {
            back--;
        }
        return word - back * ONE_BACK;
    }

    /** Number of the end that comes first. */
    private static int firstKnown(long word) {
        return part(word, NEXT) - part(word, KNOWN);
    }

    /**
     * Notes that a packet was refused.
     *
     * @return cycle at which the first place is free, if that is to be told now; 0 if it is not known yet, or has been told
     */
    public long refuse(int lane) {
        long word = words[lane];
        if (part(word, REFUSED) != 0) {
            return 0;
        }
        words[lane] = word + (1L << REFUSED);
        return part(word, KNOWN) > 0 ? ends[place(lane, firstKnown(word))] : 0;
    }

    /** Whoever was refused has heard of a place. */
    public void heard(int lane) {
        words[lane] &= ~((long) PART_MASK << REFUSED);
    }

    /** The next place of a lane whose end is not known is free from {@code end} on. Returns whether that is to be told. */
    public boolean ends(int lane, long end) {
        long word = words[lane];
        ends[place(lane, part(word, NEXT))] = end;
        words[lane] = word + ONE_MORE;
        return (int) (word >>> KNOWN) == 1 << REFUSED - KNOWN; // none was known, and somebody waits
    }

    /** Where an end is kept. */
    private int place(int lane, int number) {
        return (lane << ringBits) + (number & ringMask);
    }

    private static int part(long word, int at) {
        return (int) (word >>> at) & PART_MASK;
    }

    /** Writes {@code count} lanes from {@code first} on. */
    public void save(int first, int count, StateWriter out) {
        out.writeLongs(words, first, first + count);
        out.writeLongs(ends, first << ringBits, first + count << ringBits);
    }

    /** Reads them. */
    public void load(int first, int count, StateReader in) {
        in.readLongs(words, first, first + count);
        in.readLongs(ends, first << ringBits, first + count << ringBits);
    }
}
