package org.skerry.bench;

/**
 * How much of its core a thread has at this moment: additions that do not wait for each other go through as many at a time as the core has
 * units, or through half of them while another hardware thread works on the same core. That may be one of another guest of the same
 * host, which no load average of this system tells of.
 */
final class CoreProbe {
    private static final int ROUNDS = 10_000; // some 15 us: short beside the time in which others come and go
    private static final int TRIES = 3; // the first may meet an interrupt, or lines that are not in the caches yet
    private static final int WARM_UP = 3000;

    // Kept, so that none of it can be left out.
    private long a;
    private long b;
    private long c;
    private long d;
    private long e;
    private long f;
    private long g;
    private long h;

    /** A probe that is compiled already. */
    CoreProbe() {
        for (int i = 0; i < WARM_UP; i++) {
            go();
        }
    }

    /** Rounds in a nanosecond, each of 16 operations: the most of a few tries. */
    double roundsPerNano() {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < TRIES; i++) {
            long begin = System.nanoTime();
            go();
            least = Math.min(least, System.nanoTime() - begin);
        }
        return (double) ROUNDS / least;
    }

    /** Eight chains; addition and exclusive or in turn, which no compiler can draw together. */
    private void go() {
        long p = a;
        long q = b;
        long r = c;
        long s = d;
        long t = e;
        long u = f;
        long v = g;
        long w = h;
        for (int i = 0; i < ROUNDS; i++) {
            p = (p + i) ^ 7;
            q = (q ^ i) + 5;
            r = (r + i) ^ 3;
            s = (s ^ i) + 9;
            t = (t + i) ^ 11;
            u = (u ^ i) + 13;
            v = (v + i) ^ 17;
            w = (w ^ i) + 19;
        }
        a = p;
        b = q;
        c = r;
        d = s;
        e = t;
        f = u;
        g = v;
        h = w;
    }
}
