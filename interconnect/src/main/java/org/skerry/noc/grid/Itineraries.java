package org.skerry.noc.grid;

import java.util.Arrays;

/** Where the packets of a network go and what routing has to remember of each, by slot. Slots are used again. */
public final class Itineraries {
    /** No router to go by. */
    public static final int NOWHERE = -1;

    private static final int PORT_BITS = 6;
    private static final int FREE_END = -1;

    // Four ints a slot, so that a router finds them in one cache line.
    private static final int WORDS = 4;
    private static final int DESTINATION = 0; // router and port; of a free slot the next free one
    private static final int VIA = 1; // router that the packet goes to first
    private static final int STATE = 2; // as the routing likes
    private static final int PASSED = 3; // routers

    private int[] words = new int[64 * WORDS];
    private int slots;
    private int firstFree = FREE_END;

    /** Takes a packet in and returns its slot. */
    public int add(int router, int port) {
        int slot = firstFree;
        if (slot == FREE_END) {
            slot = slots++;
            if (slot * WORDS == words.length) {
                words = Arrays.copyOf(words, 2 * words.length);
            }
        } else {
            firstFree = words[slot * WORDS + DESTINATION];
        }
        int at = slot * WORDS;
        words[at + DESTINATION] = router << PORT_BITS | port;
        words[at + VIA] = NOWHERE;
        words[at + STATE] = 0;
        words[at + PASSED] = 0;
        return slot;
    }

    /** Writes what is known of a packet into two places of {@code record}. */
    public void describe(int slot, long[] record, int at) {
        int from = slot * WORDS;
        record[at] = (long) words[from + DESTINATION] << Integer.SIZE | Integer.toUnsignedLong(words[from + VIA]);
        record[at + 1] = (long) words[from + STATE] << Integer.SIZE | Integer.toUnsignedLong(words[from + PASSED]);
    }

    /** Takes in a packet that another table has described. */
    public int adopt(long[] record, int at) {
        int destination = (int) (record[at] >>> Integer.SIZE);
        int slot = add(destination >> PORT_BITS, destination & (1 << PORT_BITS) - 1);
        words[slot * WORDS + VIA] = (int) record[at];
        words[slot * WORDS + STATE] = (int) (record[at + 1] >>> Integer.SIZE);
        words[slot * WORDS + PASSED] = (int) record[at + 1];
        return slot;
    }

    /** Forgets the packet in a slot. */
    public void remove(int slot) {
        words[slot * WORDS + DESTINATION] = firstFree;
        firstFree = slot;
    }

    /** Slots that have ever been used; all are below this. */
    public int slots() {
        return slots;
    }

    /** Router of the destination. */
    public int router(int slot) {
        return words[slot * WORDS + DESTINATION] >> PORT_BITS;
    }

    /** Port of the destination at its router. */
    public int port(int slot) {
        return words[slot * WORDS + DESTINATION] & (1 << PORT_BITS) - 1;
    }

    /** Router that the packet goes to before its destination, or {@link #NOWHERE}. */
    int via(int slot) {
        return words[slot * WORDS + VIA];
    }

    void via(int slot, int router) {
        words[slot * WORDS + VIA] = router;
    }

    int state(int slot) {
        return words[slot * WORDS + STATE];
    }

    void state(int slot, int state) {
        words[slot * WORDS + STATE] = state;
    }

    /** Counts one more router. */
    void pass(int slot) {
        words[slot * WORDS + PASSED]++;
    }

    /** Routers that the head has reached, source and destination included. */
    public int routersPassed(int slot) {
        return words[slot * WORDS + PASSED];
    }
}
