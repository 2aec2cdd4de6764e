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
        int count = bytes.length;
        int whole = count & -Long.BYTES;
        long sum = count;
        long place = Mix.GOLDEN; // of a word: its number from 1 on, times this
        for (int i = 0; i < whole; i += Long.BYTES, place += Mix.GOLDEN) {
            sum += Mix.mix(Absorption.wholeWord(bytes, i) ^ place);
        }
        return whole == count ? sum : sum + Mix.mix(Absorption.word(bytes, whole, count - whole, 0) ^ place);
    }

    /** The second lane of all of {@code bytes}. */
    public static long high(byte[] bytes) {
        int count = bytes.length;
        int whole = count & -Long.BYTES;
        long sum = count;
        long place = Mix.GOLDEN;
        for (int i = 0; i < whole; i += Long.BYTES, place += Mix.GOLDEN) {
            sum += Mix.mixOther(Absorption.wholeWord(bytes, i) ^ place);
        }
        return whole == count ? sum : sum + Mix.mixOther(Absorption.word(bytes, whole, count - whole, 0) ^ place);
    }
}
