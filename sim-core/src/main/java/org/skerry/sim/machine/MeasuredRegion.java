package org.skerry.sim.machine;

/**
 * The part of a run that its metrics are about.
 *
 * @param fromCycle   first cycle; what came before is warm-up
 * @param toCycle     the cycle at which it ended
 * @param nanoseconds simulated time from one to the other
 * @param rule        how it was chosen, in a sentence
 */
public record MeasuredRegion(long fromCycle, long toCycle, long nanoseconds, String rule) {
    /** The rule of a run without warm-up. */
    public static final String WHOLE = "the whole run, with cold caches and what actors do to prepare themselves";

    public MeasuredRegion {
        if (fromCycle < 0 || toCycle < fromCycle) {
            throw new IllegalArgumentException("a region from cycle " + fromCycle + " to " + toCycle);
        }
    }

    /** All of a run that ended at {@code toCycle}. */
    public static MeasuredRegion whole(long toCycle, long nanoseconds) {
        return new MeasuredRegion(0, toCycle, nanoseconds, WHOLE);
    }

    /** Cycles it covers. */
    public long cycles() {
        return toCycle - fromCycle;
    }
}
