package org.skerry.sim.digest;

/**
 * A hash of bytes in two lanes of 64 bits, for bytes that enter several histories: they are gone through once, and each history takes the
 * two lanes ({@link EntityDigests#addHash}).
 *
 * <p>A lane is the sum of a mix of each word with its place, so that no word waits for the one before it. Any change of one word
 * changes both lanes; two changes cancel out in both by chance one in 2^128.
 */
public final class ByteHash {
    private ByteHash() {}

    /** The first lane of all of {@code bytes}. */
    public static long low(byte[] bytes) {
        long sum = bytes.length;
        int words = Absorption.words(bytes.length);
        for (int i = 0; i < words; i++) {
            sum += Mix.mix(Absorption.word(bytes, 0, bytes.length, i) ^ (i + 1) * Mix.GOLDEN);
        }
        return sum;
    }

    /** The second lane of all of {@code bytes}. */
    public static long high(byte[] bytes) {
        long sum = bytes.length;
        int words = Absorption.words(bytes.length);
        for (int i = 0; i < words; i++) {
            sum += Mix.mixOther(Absorption.word(bytes, 0, bytes.length, i) ^ (i + 1) * Mix.GOLDEN);
        }
        return sum;
    }
}
