package org.skerry.scenario.grid;

import java.util.function.DoubleUnaryOperator;

/**
 * Where a difference that was measured changes its sign, between two ends.
 *
 * @param state whether it does
 * @param value where, interpolated between {@code low} and {@code high}; without meaning beyond the ends
 * @param low   the nearest place below that was measured
 * @param high  the nearest place above
 * @param runs  places that were measured
 */
public record BreakEven(State state, double value, double low, double high, int runs) {
    /** Whether there is a change of sign. */
    public enum State {
        /** The difference is not below 0 even at the lower end. */
        BELOW,
        /** It changes its sign between. */
        WITHIN,
        /** It is below 0 even at the upper end. */
        ABOVE
    }

    /** Ends so close to each other, as a ratio, need nothing between. */
    private static final double CLOSE = 1.05;

    private static final int MOST_RUNS = 16;

    /**
     * Looks for the change of sign of a difference that rises: false position with halved ends (Illinois; Dowell and Jarratt, BIT 11, 1971), and
     * the geometric middle wherever that has not halved the distance of the ends twice running. It ends when two places that were measured are within 5 % of each
     * other, with a straight line between these.
     *
     * @param from lower end, above 0
     * @param to   upper end
     */
    public static BreakEven find(double from, double to, DoubleUnaryOperator difference) {
        double low = from;
        double high = to;
        double atLow = difference.applyAsDouble(low);
        if (atLow >= 0) {
            return new BreakEven(State.BELOW, Double.NaN, from, from, 1);
        }
        double atHigh = difference.applyAsDouble(high);
        if (atHigh < 0) {
            return new BreakEven(State.ABOVE, Double.NaN, to, to, 2);
        }
        int runs = 2;
        double weightLow = atLow;
        double weightHigh = atHigh;
        int side = 0;
        int poor = 0; // steps in turn that did not halve it
        double distance = Double.POSITIVE_INFINITY; // of the ends before the last step, of their logarithms
        while (high > CLOSE * low && runs < MOST_RUNS) {
            double line = (low * weightHigh - high * weightLow) / (weightHigh - weightLow);
            // A place right beside an end would say little about the other one: look a little further in.
            double inside = Math.min(high / Math.sqrt(CLOSE), Math.max(low * Math.sqrt(CLOSE), line));
            double now = Math.log(high / low);
            poor = now > distance / 2 ? poor + 1 : 0;
            double chosen = poor > 1 ? Math.sqrt(low * high) : inside;
            poor = poor > 1 ? 0 : poor;
            distance = now;
            double next = Math.rint(Math.min(high - 1, Math.max(low + 1, chosen)));
            if (next <= low || next >= high) {
                break;
            }
            double at = difference.applyAsDouble(next);
            runs++;
            if (at < 0) {
                low = next;
                atLow = at;
                weightLow = at;
                weightHigh = side < 0 ? weightHigh / 2 : weightHigh;
                side = -1;
            } else {
                high = next;
                atHigh = at;
                weightHigh = at;
                weightLow = side > 0 ? weightLow / 2 : weightLow;
                side = 1;
            }
        }
        double value = low + (high - low) * -atLow / (atHigh - atLow);
        return new BreakEven(State.WITHIN, value, low, high, runs);
    }
}
