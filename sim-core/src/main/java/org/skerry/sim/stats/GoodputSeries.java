package org.skerry.sim.stats;

import java.util.List;

/**
 * What a population of clients got over time: counts and latencies of intervals of equal length that follow each other from the begin
 * of the run. What a request did is counted in the interval in which it did it: it is offered when it was meant to come, good when its
 * answer is outside.
 *
 * @param intervalNanoseconds length of each interval; 1 or more, or 0 if there are none
 * @param intervals           in order of time; the last one also has what came after it, if it is the last of {@link #MOST_INTERVALS}
 */
public record GoodputSeries(long intervalNanoseconds, List<Interval> intervals) {
    /** Intervals that are kept; assumption: finer than any chart. */
    public static final int MOST_INTERVALS = 1 << 16;

    /** Nothing was measured. */
    public static final GoodputSeries NONE = new GoodputSeries(0, List.of());

    private static final double NANOSECONDS_PER_SECOND = 1e9;

    /**
     * What happened in one interval. Percentiles are of the good answers of it, from the time at which their requests were meant to
     * come, in nanoseconds; 0 if there were none.
     *
     * @param offered  requests that were meant to come, whatever became of them
     * @param attempts attempts that clients made: one for each request, and those that repeated it
     * @param good     requests that were answered before their time was out
     * @param late     answers that came when their time was out, or when they had been given up
     * @param timedOut attempts whose time was out
     * @param retried  attempts that repeated a request
     * @param givenUp  requests that were never answered in time and will not be repeated
     * @param dropped  attempts that found no room where they wait outside
     * @param median   of the latency of good answers
     * @param p99      99th percentile of it
     * @param largest  of it
     */
    public record Interval(
            long offered,
            long attempts,
            long good,
            long late,
            long timedOut,
            long retried,
            long givenUp,
            long dropped,
            long median,
            long p99,
            long largest) {
        /** Nothing happened. */
        public static final Interval EMPTY = new Interval(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    }

    /** Checks that there are no intervals without a length. */
    public GoodputSeries {
        intervals = List.copyOf(intervals);
        if (intervalNanoseconds < 0 || intervalNanoseconds == 0 && !intervals.isEmpty()) {
            throw new IllegalArgumentException(
                    intervals.size() + " intervals of " + intervalNanoseconds + " ns are no series");
        }
    }

    /** Whether there is nothing to show. */
    public boolean isEmpty() {
        return intervals.isEmpty();
    }

    /** Nanoseconds since the begin of the run at which interval {@code index} begins. */
    public long fromNanoseconds(int index) {
        return index * intervalNanoseconds;
    }

    /** Requests answered in time in a second of simulated time, in interval {@code index}. */
    public double goodPerSecond(int index) {
        return intervals.get(index).good() * NANOSECONDS_PER_SECOND / intervalNanoseconds;
    }

    /** Requests that were meant to come in a second of simulated time, in interval {@code index}. */
    public double offeredPerSecond(int index) {
        return intervals.get(index).offered() * NANOSECONDS_PER_SECOND / intervalNanoseconds;
    }

    /** Attempts that were put on the way in a second of simulated time, in interval {@code index}. */
    public double attemptsPerSecond(int index) {
        return intervals.get(index).attempts() * NANOSECONDS_PER_SECOND / intervalNanoseconds;
    }

    /** Requests answered in time in intervals {@code from} to before {@code to}, as a share of those offered there; 0 if none was. */
    public double goodShare(int from, int to) {
        long good = 0;
        long offered = 0;
        for (Interval each : intervals.subList(from, to)) {
            good += each.good();
            offered += each.offered();
        }
        return offered == 0 ? 0 : (double) good / offered;
    }
}
