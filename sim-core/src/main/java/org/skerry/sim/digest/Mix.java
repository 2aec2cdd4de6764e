package org.skerry.sim.digest;

import java.nio.charset.StandardCharsets;

/**
 * Mixing of 64-bit words, defined here so that no result depends on a library's or a JDK's choice.
 *
 * <p>{@link #mix} is the finaliser of SplitMix64 (Steele, Lea, Flood: Fast splittable pseudorandom number generators, OOPSLA
 * 2014) with the constants of David Stafford's variant 13; {@link #mixOther} is the 64-bit finaliser of MurmurHash3 (Austin
 * Appleby, public domain). Both are bijections.
 */
public final class Mix {
    /** 2^64 divided by the golden ratio, made odd: the increment of SplitMix64. */
    public static final long GOLDEN = 0x9e3779b97f4a7c15L;

    private Mix() {}

    /** A bijection in which every input bit moves about half of the output bits. Maps 0 to 0. */
    public static long mix(long z) {
        long a = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        long b = (a ^ (a >>> 27)) * 0x94d049bb133111ebL;
        return b ^ (b >>> 31);
    }

    /** A second bijection, unrelated to {@link #mix}, for a second lane. Maps 0 to 0. */
    public static long mixOther(long z) {
        long a = (z ^ (z >>> 33)) * 0xff51afd7ed558ccdL;
        long b = (a ^ (a >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return b ^ (b >>> 33);
    }

    /** Absorbs {@code word} into {@code state}; the order of two words matters. For a fixed word a bijection of the state. */
    public static long combine(long state, long word) {
        return withWord(beforeWord(state), word);
    }

    /** The part of {@link #combine} that does not depend on the word, for who has many words for one state. */
    public static long beforeWord(long state) {
        return mix(state + GOLDEN);
    }

    /** The rest of it. */
    public static long withWord(long before, long word) {
        return mix(before ^ word);
    }

    /** Hash of a name: its UTF-8 bytes one by one, then their count. */
    public static long hash(String name) {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        long state = GOLDEN;
        for (byte b : bytes) {
            state = combine(state, b & 0xffL);
        }
        return combine(state, bytes.length);
    }
}
