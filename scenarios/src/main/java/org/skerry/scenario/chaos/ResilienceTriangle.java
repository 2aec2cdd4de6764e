package org.skerry.scenario.chaos;

import java.util.List;
import org.skerry.sim.config.Check;

/**
 * What a fault did to goodput over time. With intervals of length d, the fault within interval f, and goodput G(i) in answers of an interval:
 *
 * <pre>
 *   steady state     G0 = mean of G(i) over the intervals from the beginning of the steady state to before f
 *   violated         G(i) below the tolerance of the hypothesis times G0, or its p99 above the limit, i from f on
 *   time to detect   from the fault to the end of the first violated interval: who watches these indicators cannot know earlier
 *   time to restore  from the fault to the end of the last violated interval; none if the last three intervals are not all well
 *   area             sum over i from f on of max(0, G0 - G(i)): answers that clients did not get (Bruneau et al., Earthquake Spectra 19, 2003);
 *                    over G0, times d: the same as time without any goodput
 * </pre>
 *
 * @param steady          answers of an interval before the fault
 * @param detectNanoseconds from the fault; -1 if nothing is violated
 * @param restoreNanoseconds from the fault; 0 if nothing is violated, -1 if it is not restored
 * @param lostAnswers     the area, in answers
 * @param lostNanoseconds the area, as time without goodput
 * @param worstShare      least goodput of an interval from the fault on, over the steady one
 * @param violated        intervals
 */
public record ResilienceTriangle(
        double steady,
        long detectNanoseconds,
        long restoreNanoseconds,
        double lostAnswers,
        double lostNanoseconds,
        double worstShare,
        int violated) {
    /** Intervals that have to be well at the end for a service to count as restored. Assumption. */
    public static final int WELL = 3;

    /**
     * One interval as clients saw it.
     *
     * @param good answers in time
     * @param p99  of their latency, nanoseconds
     */
    public record Seen(double good, long p99) {}

    /**
     * What is said of a series that ends where work ends.
     *
     * @param series      intervals from the beginning of the run on
     * @param interval    their length, nanoseconds
     * @param steadyFrom  beginning of the steady state, nanoseconds
     * @param fault       when something breaks, nanoseconds
     * @param tolerance   goodput that the hypothesis allows, as a share of the steady one
     * @param mostP99     that it allows, nanoseconds
     */
    public static ResilienceTriangle of(
            List<Seen> series, long interval, long steadyFrom, long fault, double tolerance, long mostP99) {
        int first = (int) ((steadyFrom + interval - 1) / interval);
        int struck = (int) (fault / interval);
        Check.isTrue(
                first < struck && struck + WELL <= series.size(),
                "the steady state begins in interval " + first + ", the fault is in " + struck + ", and there are "
                        + series.size() + ": that leaves no whole interval before it, or less than " + WELL
                        + " from it on. Move the fault, or shorten intervalNanoseconds of the clients.");
        double steady = series.subList(first, struck).stream()
                .mapToDouble(Seen::good)
                .average()
                .orElseThrow();
        int firstViolated = -1;
        int lastViolated = -1;
        int violated = 0;
        double area = 0;
        double worst = Double.POSITIVE_INFINITY;
        for (int i = struck; i < series.size(); i++) {
            Seen seen = series.get(i);
            area += Math.max(0, steady - seen.good);
            worst = Math.min(worst, seen.good);
            if (seen.good < tolerance * steady || seen.p99 > mostP99) {
                firstViolated = firstViolated < 0 ? i : firstViolated;
                lastViolated = i;
                violated++;
            }
        }
        boolean restored = lastViolated < series.size() - WELL;
        return new ResilienceTriangle(
                steady,
                firstViolated < 0 ? -1 : (firstViolated + 1) * interval - fault,
                firstViolated < 0 ? 0 : restored ? (lastViolated + 1) * interval - fault : -1,
                area,
                steady == 0 ? 0 : area / steady * interval,
                steady == 0 ? 0 : worst / steady,
                violated);
    }
}
