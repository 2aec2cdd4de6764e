package org.skerry.noc.traffic;

import org.skerry.sim.rng.RandomStream;

/**
 * Cycles from one success to the next if each cycle is a trial with the same chance: a geometric distribution, drawn with one random
 * number for most gaps, by integers alone, so that it is the same everywhere.
 */
final class GapTable {
    private static final int LONGEST = 1024; // beyond, draw again: the distribution has no memory
    private static final int GUIDE_BITS = 8;
    private static final int BITS = 62;

    /** Gaps that never end, for a chance of 0. */
    static final long NEVER = Long.MAX_VALUE / 4;

    private final long[] beyond = new long[LONGEST + 1]; // chance that a gap is longer than the index, in 2^-62
    private final short[] guide = new short[1 << GUIDE_BITS]; // by the upper bits of a draw: the least gap it can mean
    private final boolean never;

    /** A chance of {@code success} in each cycle, 0 to 1. */
    GapTable(double success) {
        long failure = (long) ((1 - success) * (1L << BITS));
        never = success <= 0;
        beyond[0] = 1L << BITS;
        for (int gap = 1; gap <= LONGEST; gap++) {
            // The product of two numbers of 62 bits, its upper 62 bits.
            beyond[gap] = Math.multiplyHigh(beyond[gap - 1], failure) << Long.SIZE - BITS
                    | beyond[gap - 1] * failure >>> BITS & (1L << Long.SIZE - BITS) - 1;
        }
        for (int i = 0; i < guide.length; i++) {
            long highest = (i + 1L << BITS - GUIDE_BITS) - 1;
            int gap = 1;
            while (gap <= LONGEST && beyond[gap] > highest) {
                gap++;
            }
            guide[i] = (short) gap;
        }
    }

    /** The next gap, at least 1. */
    long draw(RandomStream random) {
        if (never) {
            return NEVER;
        }
        for (long passed = 0; ; passed += LONGEST) {
            long draw = random.nextLong() >>> Long.SIZE - BITS;
            int gap = guide[(int) (draw >>> BITS - GUIDE_BITS)];
            while (gap <= LONGEST && beyond[gap] > draw) {
                gap++;
            }
            if (gap <= LONGEST) {
                return passed + gap;
            }
        }
    }
}
