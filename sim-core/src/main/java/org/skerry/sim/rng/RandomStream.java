package org.skerry.sim.rng;

import org.skerry.sim.digest.Mix;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.state.Stateful;

/**
 * A sequence of pseudo-random numbers: xoshiro256++ (Blackman and Vigna, Scrambled linear pseudorandom number generators, ACM
 * TOMS 47:4, 2021), its four words filled by SplitMix64 from a key, as its authors advise. Period 2^256 - 1.
 *
 * <p>Used by one thread; draws allocate nothing. The known answers in the tests are those of the published algorithm.
 */
public final class RandomStream implements Stateful {
    private long s0;
    private long s1;
    private long s2;
    private long s3;

    /** The stream with this key; models get theirs from {@link RandomStreams}. */
    RandomStream(long key) {
        s0 = Mix.mix(key + Mix.GOLDEN);
        s1 = Mix.mix(key + 2 * Mix.GOLDEN);
        s2 = Mix.mix(key + 3 * Mix.GOLDEN);
        s3 = Mix.mix(key + 4 * Mix.GOLDEN);
    }

    /** The stream in a given state, for known-answer tests. */
    RandomStream(long s0, long s1, long s2, long s3) {
        this.s0 = s0;
        this.s1 = s1;
        this.s2 = s2;
        this.s3 = s3;
    }

    /** 64 random bits. */
    public long nextLong() {
        long result = Long.rotateLeft(s0 + s3, 23) + s0;
        long t = s1 << 17;
        s2 ^= s0;
        s3 ^= s1;
        s1 ^= s2;
        s0 ^= s3;
        s2 ^= t;
        s3 = Long.rotateLeft(s3, 45);
        return result;
    }

    /**
     * A number with {@code 0 <= number < bound}, every one equally likely; {@code bound} at least 1. Lemire, Fast random integer
     * generation in an interval, ACM TOMACS 29:1, 2019: a multiplication, and rarely a second draw.
     */
    public int nextInt(int bound) {
        if (bound < 1) {
            throw new IllegalArgumentException("bound=" + bound + " is below 1");
        }
        long product = (nextLong() >>> 32) * bound;
        if ((product & 0xffffffffL) < bound) {
            // The division is needed only here: what makes a draw unfair is below the bound.
            long unfair = (1L << 32) % bound;
            while ((product & 0xffffffffL) < unfair) {
                product = (nextLong() >>> 32) * bound;
            }
        }
        return (int) (product >>> 32);
    }

    /** A number with {@code 0 <= number < bound}, every one equally likely; {@code bound} at least 1. Draws again when unfair. */
    public long nextLong(long bound) {
        if (bound < 1) {
            throw new IllegalArgumentException("bound=" + bound + " is below 1");
        }
        long bits = nextLong() >>> 1;
        long value = bits % bound;
        while (bits - value + (bound - 1) < 0) {
            bits = nextLong() >>> 1;
            value = bits % bound;
        }
        return value;
    }

    /** Fills {@code count} bytes from {@code offset}. Eight bytes a draw, lowest first; the rest of the last draw is dropped. */
    public void fill(byte[] bytes, int offset, int count) {
        long word = 0;
        for (int i = 0; i < count; i++) {
            if ((i & 7) == 0) {
                word = nextLong();
            }
            bytes[offset + i] = (byte) word;
            word >>>= 8;
        }
    }

    /** Fills all of {@code bytes}. */
    public void fill(byte[] bytes) {
        fill(bytes, 0, bytes.length);
    }

    @Override
    public void save(StateWriter out) {
        out.writeLong(s0);
        out.writeLong(s1);
        out.writeLong(s2);
        out.writeLong(s3);
    }

    @Override
    public void load(StateReader in) {
        s0 = in.readLong();
        s1 = in.readLong();
        s2 = in.readLong();
        s3 = in.readLong();
    }
}
