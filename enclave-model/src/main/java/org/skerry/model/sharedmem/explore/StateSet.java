package org.skerry.model.sharedmem.explore;

import java.util.Arrays;

/** A set of states of one or two longs, the first of which is never 0, in the order in which they came. Open addressing. */
final class StateSet {
    private static final int FIRST_BITS = 12;
    private static final int PAGE_BITS = 16;

    private final int width;
    private int bits = FIRST_BITS;
    private int[] slots = new int[1 << FIRST_BITS]; // number of a state and 1; 0: free
    private long[][] pages = new long[16][];
    private int size;

    StateSet(int width) {
        this.width = width;
    }

    int size() {
        return size;
    }

    /** Word {@code at} of state {@code number}. */
    long word(int number, int at) {
        return pages[number >>> PAGE_BITS][(number & (1 << PAGE_BITS) - 1) * width + at];
    }

    /** Whether it was not in the set yet; it is now. */
    boolean add(long first, long second) {
        int mask = slots.length - 1;
        int slot = hash(first, second) >>> Integer.SIZE - bits;
        while (slots[slot] != 0) {
            int number = slots[slot] - 1;
            if (word(number, 0) == first && (width == 1 || word(number, 1) == second)) {
                return false;
            }
            slot = slot + 1 & mask;
        }
        append(first, second);
        slots[slot] = size;
        if (size > slots.length * 5L / 8) {
            grow();
        }
        return true;
    }

    private void append(long first, long second) {
        int page = size >>> PAGE_BITS;
        if (page == pages.length) {
            pages = Arrays.copyOf(pages, 2 * page);
        }
        if (pages[page] == null) {
            pages[page] = new long[width << PAGE_BITS];
        }
        int at = (size & (1 << PAGE_BITS) - 1) * width;
        pages[page][at] = first;
        if (width == 2) {
            pages[page][at + 1] = second;
        }
        size++;
    }

    private void grow() {
        bits++;
        slots = new int[1 << bits];
        for (int number = 0; number < size; number++) {
            int slot = hash(word(number, 0), width == 1 ? 0 : word(number, 1)) >>> Integer.SIZE - bits;
            while (slots[slot] != 0) {
                slot = slot + 1 & slots.length - 1;
            }
            slots[slot] = number + 1;
        }
    }

    /** The finalizer of splitmix64 (Steele et al., OOPSLA 2014). */
    private static int hash(long first, long second) {
        long z = first * 0x9e3779b97f4a7c15L ^ second;
        z = (z ^ z >>> 30) * 0xbf58476d1ce4e5b9L;
        z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
        return (int) ((z ^ z >>> 31) >>> 32);
    }
}
