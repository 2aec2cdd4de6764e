package org.skerry.noc.packet;

/**
 * Cycles that something is busy, in a long: a bit for each of 40 cycles, and above it 24 bits of the cycle that the lowest is for.
 * Whoever keeps one looks at it at least once in 2^23 cycles.
 */
final class Slots {
    /** Cycles that one tells of. */
    static final int CYCLES = 40;

    /** A bit for each of them. */
    static final long MASK = (1L << CYCLES) - 1;

    private static final int BASE_MASK = (1 << Long.SIZE - CYCLES) - 1;

    private Slots() {}

    /** Busy in cycles from {@code now} on. */
    static long busy(long used, int now) {
        return (long) now << CYCLES | used;
    }

    /** The cycles from {@code now} on. */
    static long used(long busy, int now) {
        int passed = now - (int) (busy >>> CYCLES) & BASE_MASK;
        return (busy & MASK) >>> Math.min(passed, CYCLES);
    }
}
