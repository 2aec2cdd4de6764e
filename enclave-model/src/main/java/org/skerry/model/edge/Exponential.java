package org.skerry.model.edge;

import org.skerry.sim.rng.RandomStream;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.state.Stateful;

/**
 * Exponential numbers by comparisons of uniform ones alone (von Neumann, Various techniques used in connection with random digits,
 * 1951): no logarithm, no floating point, the same on every host.
 *
 * <p>Draw u1, u2, ... while they fall. If an odd number of them was drawn before the first that does not, the result is
 * {@code k + u1}, where {@code k} counts the runs that were thrown away.
 */
public final class Exponential implements Stateful {
    /** Bits of a nanosecond in {@link #fine}. */
    static final int FINE_BITS = 16;

    private static final int FRACTION_BITS = 32;

    private final RandomStream random;

    /** Numbers drawn from {@code random}. */
    public Exponential(RandomStream random) {
        this.random = random;
    }

    /** A number with this mean, rounded down to a whole one; means below 2^30 are exact to 2^-32 of themselves. */
    public long next(long mean) {
        for (long runs = 0; ; runs++) {
            long first = draw();
            long last = first;
            int length = 1;
            for (long each = draw(); each < last; each = draw()) {
                last = each;
                length++;
            }
            if (length % 2 == 1) {
                long high = Math.multiplyHigh(first << 31, mean << 1);
                return runs * mean + high;
            }
        }
    }

    /**
     * A time until the first of {@code among} alike events, each of which takes this mean in nanoseconds, in units of 2^-16 ns and rounded
     * to the nearest: a mean of 16 units is exact to one part in 6000, and one of 1 ns to less than 2^-32. Means up to 2^40, at least one
     * event.
     */
    long fine(long meanNanoseconds, long among) {
        for (long runs = 0; ; runs++) {
            long first = draw();
            long last = first;
            int length = 1;
            for (long each = draw(); each < last; each = draw()) {
                last = each;
                length++;
            }
            if (length % 2 == 1) {
                long unit = (runs << FRACTION_BITS) + first;
                int drop = FRACTION_BITS - FINE_BITS;
                long product = Math.multiplyHigh(unit, meanNanoseconds) << (Long.SIZE - drop)
                        | unit * meanNanoseconds >>> drop;
                return (product + among / 2) / among;
            }
        }
    }

    /** A uniform fraction of 32 bits. */
    private long draw() {
        return random.nextLong() >>> (Long.SIZE - FRACTION_BITS);
    }

    @Override
    public void save(StateWriter out) {
        random.save(out);
    }

    @Override
    public void load(StateReader in) {
        random.load(in);
    }
}
