package org.skerry.scenario.workload;

/**
 * The generator that the guests' specifications name: splitmix64 (Steele, Lea, Flood, OOPSLA 2014). Numbers are unsigned and wrap.
 */
final class SplitMix {
    private static final long GAMMA = 0x9e3779b97f4a7c15L;

    private long state;

    /** A stream that has drawn nothing yet. */
    SplitMix(long state) {
        this.state = state;
    }

    /** The next number. */
    long next() {
        state += GAMMA;
        return mix(state);
    }

    /** The finaliser, a bijection. */
    static long mix(long seed) {
        long z = (seed ^ seed >>> 30) * 0xbf58476d1ce4e5b9L;
        z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
        return z ^ z >>> 31;
    }
}
