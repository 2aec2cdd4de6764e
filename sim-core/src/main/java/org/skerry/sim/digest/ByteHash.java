package org.skerry.sim.digest;

/**
 * A hash of bytes in two lanes of 64 bits, for bytes that enter several histories: they are gone through once, and each history takes the
 * two lanes ({@link EntityDigests#addHash}).
 *
 * <p>A lane is the sum of a mix of each word with its place, so that no word waits for the one before it. Any change of one word
 * changes both lanes; two changes cancel out in both by chance one in 2^128.
 *
 * @param low  the first lane
 * @param high the second lane
 */
public record ByteHash(long low, long high) {
    /** The hash of all of {@code bytes}. */
    public static ByteHash of(byte[] bytes) {
        int count = bytes.length;
        int whole = count & -Long.BYTES;
        long low = count;
        long high = count;
        long place = Mix.GOLDEN; // of a word: its number from 1 on, times this
        for (int i = 0; i < whole; i += Long.BYTES, place += Mix.GOLDEN) {
            long word = Absorption.wholeWord(bytes, i) ^ place;
            low += Mix.mix(word);
            high += Mix.mixOther(word);
        }
        if (whole < count) {
            long word = Absorption.word(bytes, whole, count - whole, 0) ^ place;
            low += Mix.mix(word);
            high += Mix.mixOther(word);
        }
        return new ByteHash(low, high);
    }

    /** The first lane of all of {@code bytes}. */
    public static long low(byte[] bytes) {
        return of(bytes).low;
    }

    /** The second lane of all of {@code bytes}. */
    public static long high(byte[] bytes) {
        return of(bytes).high;
    }
}
