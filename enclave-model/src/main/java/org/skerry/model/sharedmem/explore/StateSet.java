package org.skerry.model.sharedmem.explore;

import java.util.Arrays;
import org.skerry.sim.digest.Mix;

/** A set of longs in the order in which they came. Open addressing; nothing is left out. 13 to 16 bytes an item. */
final class StateSet {
    private static final int FIRST_BITS = 12;
    private static final int PAGE_BITS = 16;

    private int bits = FIRST_BITS;
    private int[] slots = new int[1 << FIRST_BITS]; // number of an item and 1; 0: free
    private long[][] pages = new long[16][];
    private int size;

    int size() {
        return size;
    }

    /** Item {@code number}. */
    long get(int number) {
        return pages[number >>> PAGE_BITS][number & (1 << PAGE_BITS) - 1];
    }

    /** Whether it was not in the set yet; it is now. */
    boolean add(long item) {
        int before = size;
        number(item);
        return size > before;
    }

    /** The number of an item, which is in the set afterwards. */
    int number(long item) {
        int mask = slots.length - 1;
        int slot = hash(item) >>> Integer.SIZE - bits;
        while (slots[slot] != 0) {
            int number = slots[slot] - 1;
            if (get(number) == item) {
                return number;
            }
            slot = slot + 1 & mask;
        }
        append(item);
        slots[slot] = size;
        if (size > slots.length * 5L / 8) {
            grow();
        }
        return size - 1;
    }

    private void append(long item) {
        int page = size >>> PAGE_BITS;
        if (page == pages.length) {
            pages = Arrays.copyOf(pages, 2 * page);
        }
        if (pages[page] == null) {
            pages[page] = new long[1 << PAGE_BITS];
        }
        pages[page][size & (1 << PAGE_BITS) - 1] = item;
        size++;
    }

    private void grow() {
        bits++;
        slots = null; // before the larger one is taken
        slots = new int[1 << bits];
        for (int number = 0; number < size; number++) {
            int slot = hash(get(number)) >>> Integer.SIZE - bits;
            while (slots[slot] != 0) {
                slot = slot + 1 & slots.length - 1;
            }
            slots[slot] = number + 1;
        }
    }

    private static int hash(long item) {
        return (int) (Mix.mix(item * Mix.GOLDEN) >>> 32);
    }
}
