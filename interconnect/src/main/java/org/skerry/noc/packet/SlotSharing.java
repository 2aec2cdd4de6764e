package org.skerry.noc.packet;

/**
 * Shares the cycles of a link among the trains that want it, in turn, flit by flit, as switch allocators do. Everything is relative to the
 * present cycle: bit {@code c} of a mask is {@code c} cycles later.
 */
final class SlotSharing {
    /** Most trains that share. */
    static final int MOST = 4;

    final long[] wanted = new long[MOST]; // by sharer: the first cycle that each of its flits could have
    final long[] blocked = new long[MOST]; // by sharer: cycles that others have, of the link or of its input
    final long[] given = new long[MOST]; // by sharer: the result

    /** What {@link #share} does with two sharers, faster: a step for each flit instead of one for each cycle. */
    boolean sharePair(long wantedFirst, long blockedFirst, long wantedSecond, long blockedSecond, int turn) {
        long first = wantedFirst;
        long second = wantedSecond;
        long givenFirst = 0;
        long givenSecond = 0;
        long ahead = -1; // cycles after those that were given
        boolean turnOfFirst = turn == 0; // if both could have a cycle
        while (first != 0 && second != 0) {
            long a = ~blockedFirst & -(first & -first) & ahead;
            long b = ~blockedSecond & -(second & -second) & ahead;
            if (a == 0 || b == 0) {
                return false;
            }
            a &= -a;
            b &= -b;
            // Of single bits the highest may be the sign; less one, they compare as their cycles do.
            if (a == b ? turnOfFirst : a - 1 < b - 1) {
                givenFirst |= a;
                first &= first - 1;
                ahead = -a << 1;
                turnOfFirst = false;
            } else {
                givenSecond |= b;
                second &= second - 1;
                ahead = -b << 1;
                turnOfFirst = true;
            }
        }
        long more = first != 0 ? firstFree(first, blockedFirst | ~ahead) : firstFree(second, blockedSecond | ~ahead);
        given[0] = first != 0 ? givenFirst | more : givenFirst;
        given[1] = first != 0 ? givenSecond : givenSecond | more;
        return more != 0;
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
        if ((want & taken) == 0) {
            return want;
        }
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
