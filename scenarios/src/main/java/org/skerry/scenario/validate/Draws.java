package org.skerry.scenario.validate;

/**
 * Numbers that a seed draws, the same on every JDK: SplitMix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014), bounded as
 * {@code java.util.SplittableRandom} does.
 */
final class Draws {
    private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;

    private long state;

    Draws(long seed) {
        state = seed;
    }

    private long nextState() {
        state += GOLDEN_GAMMA;
        return state;
    }

    private long anyLong() {
        long z = nextState();
        z = (z ^ z >>> 30) * 0xbf58476d1ce4e5b9L;
        z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
        return z ^ z >>> 31;
    }

    private int anyInt() {
        long z = nextState();
        z = (z ^ z >>> 33) * 0x62a9d9ed799705f5L;
        return (int) ((z ^ z >>> 28) * 0xcb24d0a5c88c35b3L >>> 32);
    }

    /** From 0 to below {@code bound}, which is at least 1. */
    long nextLong(long bound) {
        long drawn = anyLong();
        if ((bound & bound - 1) == 0) {
            return drawn & bound - 1;
        }
        long half = drawn >>> 1;
        while (half + bound - 1 - half % bound < 0) {
            half = anyLong() >>> 1;
        }
        return half % bound;
    }

    /** From 0 to below {@code bound}, which is at least 1. */
    int nextInt(int bound) {
        int drawn = anyInt();
        if ((bound & bound - 1) == 0) {
            return drawn & bound - 1;
        }
        int half = drawn >>> 1;
        while (half + bound - 1 - half % bound < 0) {
            half = anyInt() >>> 1;
        }
        return half % bound;
    }

    boolean nextBoolean() {
        return anyInt() < 0;
    }
}
