package org.skerry.sim.machine;

/**
 * The part of a run that its metrics are about. It is chosen by work, counted in turns, since machines differ in speed: the same
 * turns' worth of work is measured on each, in whatever time that takes there.
 *
 * @param fromCycle   first cycle; what came before is warm-up
 * @param toCycle     the cycle at which it ended
 * @param nanoseconds simulated time from one to the other
 * @param turnsBefore turns that ended before it
 * @param turns       turns that ended in it
 * @param allTurns    turns that ended in the whole run; at least the sum of the two
 * @param rule        how it was chosen, in words that go on "measured: "
 */
public record MeasuredRegion(
        long fromCycle, long toCycle, long nanoseconds, long turnsBefore, long turns, long allTurns, String rule) {
    /** The rule of a run without warm-up. */
    public static final String WHOLE = "the whole run, with cold caches and what actors do to prepare themselves";

    public MeasuredRegion {
        if (fromCycle < 0 || toCycle < fromCycle) {
            throw new IllegalArgumentException("a region from cycle " + fromCycle + " to " + toCycle);
        }
        if (nanoseconds < 0 || turnsBefore < 0 || turns < 0 || allTurns - turnsBefore < turns) {
            throw new IllegalArgumentException("a region of " + turns + " turns after " + turnsBefore + " of "
                    + allTurns + " in " + nanoseconds + " ns");
        }
    }

    /** All of a run that ended at {@code toCycle}, where nobody counted turns. */
    public static MeasuredRegion whole(long toCycle, long nanoseconds) {
        return whole(toCycle, nanoseconds, 0);
    }

    /** All of a run that ended at {@code toCycle}, after so many turns. */
    public static MeasuredRegion whole(long toCycle, long nanoseconds, long turns) {
        return new MeasuredRegion(0, toCycle, nanoseconds, 0, turns, turns, WHOLE);
    }

    /** Whether nothing was left out. */
    public boolean isWhole() {
        return fromCycle == 0 && turns == allTurns;
    }

    /**
     * How much of {@code count} pieces of work, done evenly over the turns of the whole run, falls into the region. Exact only as
     * far as a turn is worth as much work as any other.
     */
    public double shareOf(long count) {
        return isWhole() ? count : (double) count * turns / allTurns;
    }

    /** Cycles it covers. */
    public long cycles() {
        return toCycle - fromCycle;
    }
}
