package org.skerry.noc.packet;

/**
 * Shares the cycles of a link among the trains that want it, in turn, flit by flit, as switch allocators do. Everything is relative to the
 * present cycle: bit {@code c} of a mask is {@code c} cycles later.
 */
final class SlotSharing {
    /** Most trains that share. */
    static final int MOST = 4;

    private static final int PAIR_FLITS = PacketRouters.MOST_TRAIN_FLITS + 1;

    final long[] wanted = new long[MOST]; // by sharer: the first cycle that each of its flits could have
    final long[] blocked = new long[MOST]; // by sharer: cycles that others have, of the link or of its input
    final long[] given = new long[MOST]; // by sharer: the result

    // By turn, flits of the first and flits of the second of two sharers that have neither gaps nor others in their
    // way: the cycles of both.
    private final long[] pairs = new long[2 * PAIR_FLITS * PAIR_FLITS];

    SlotSharing() {
        for (int first = 1; first < PAIR_FLITS; first++) {
            for (int second = 1; second < PAIR_FLITS; second++) {
                for (int turn = 0; turn < 2; turn++) {
                    wanted[0] = (1L << first) - 1;
                    wanted[1] = (1L << second) - 1;
                    share(2, turn);
                    pairs[(turn * PAIR_FLITS + first) * PAIR_FLITS + second] = given[0] << Integer.SIZE | given[1];
                }
            }
        }
    }

    /** What {@link #share} does with two sharers, faster where it is simple. */
    boolean sharePair(int turn) {
        long first = wanted[0];
        long second = wanted[1];
        int flits = Long.bitCount(first);
        int more = Long.bitCount(second);
        if ((first & first + 1 | second & second + 1) == 0
                && ((blocked[0] | blocked[1]) & (1L << flits + more) - 1) == 0) {
            long both = pairs[(turn * PAIR_FLITS + flits) * PAIR_FLITS + more];
            given[0] = both >>> Integer.SIZE;
            given[1] = both & (1L << Integer.SIZE) - 1;
            return true;
        }
        return share(2, turn);
    }

    /**
     * Gives each of {@code count} sharers as many cycles as it wants, beginning with {@code turn}. Returns false if that would reach
     * beyond the mask.
     */
    boolean share(int count, int turn) {
        int open = count;
        for (int i = 0; i < count; i++) {
            given[i] = 0;
        }
        int next = turn;
        for (int cycle = 0; open > 0; cycle++) {
            if (cycle == Long.SIZE) {
                return false;
            }
            int i = next;
            for (int k = 0; k < count; k++) {
                long left = wanted[i];
                if (left != 0 && Long.numberOfTrailingZeros(left) <= cycle && (blocked[i] >>> cycle & 1) == 0) {
                    given[i] |= 1L << cycle;
                    wanted[i] = left & left - 1;
                    if (wanted[i] == 0) {
                        open--;
                    }
                    next = i + 1 == count ? 0 : i + 1;
                    break;
                }
                i = i + 1 == count ? 0 : i + 1;
            }
        }
        return true;
    }

    /** The first cycles at or after those wanted, in order, that are not taken; 0 if they reach beyond the mask. */
    static long firstFree(long want, long taken) {
        long slots = 0;
        int from = 0;
        for (long left = want; left != 0; left &= left - 1) {
            int at = Math.max(from, Long.numberOfTrailingZeros(left));
            long free = at < Long.SIZE ? ~taken >>> at << at : 0;
            if (free == 0) {
                return 0;
            }
            long slot = free & -free;
            slots |= slot;
            from = Long.numberOfTrailingZeros(slot) + 1;
        }
        return slots;
    }
}
