package org.skerry.sim.digest;

/**
 * A hash of bytes in two lanes of 64 bits, for bytes that enter several histories: they are gone through once, and each history takes the
 * two lanes.
 *
 * <p>A lane is a polynomial, modulo 2^64, whose coefficients are the words, each with its upper half laid over its lower one: else changes of
 * the highest bits of two words would cancel out. Any change of one word changes both lanes; two changes cancel out in a lane by
 * chance, about one in 2^64. It does not keep anybody from it who wants them to: a digest tells runs apart, it does not seal them.
 *
 * @param low  the first lane
 * @param high the second lane
 */
public record ByteHash(long low, long high) {
    // Odd, and 3 or 5 modulo 8, so that powers come back after 2^62 steps only: fraction words of pi, see Absorption.
    private static final long LOW = 0x9216d5d98979fb1bL;
    private static final long HIGH = 0xd1310ba698dfb5adL;

    /** The hash of all of {@code bytes}. */
    public static ByteHash of(byte[] bytes) {
        int count = bytes.length;
        int whole = count & -Long.BYTES;
        long low = count * Mix.GOLDEN;
        long high = low;
        for (int i = 0; i < whole; i += Long.BYTES) {
            long word = Absorption.folded(Absorption.wholeWord(bytes, i));
            low = (low + word) * LOW;
            high = (high + word) * HIGH;
        }
        if (whole < count) {
            long word = Absorption.folded(Absorption.word(bytes, whole, count - whole, 0));
            low = (low + word) * LOW;
            high = (high + word) * HIGH;
        }
        return new ByteHash(low, high);
    }
}
