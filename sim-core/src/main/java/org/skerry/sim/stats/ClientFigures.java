package org.skerry.sim.stats;

import java.util.List;

/**
 * What a population of clients outside the machine saw of it.
 *
 * @param device    the way to the network through which they come
 * @param clients   how many they are
 * @param counts    over the whole run
 * @param latencies of requests that were answered in time and came after the warm-up, one for each basis
 * @param series    the same over time
 */
public record ClientFigures(String device, long clients, Counts counts, List<Latency> latencies, GoodputSeries series) {
    /** From when the request was meant to come: what its client waited. */
    public static final String INTENDED = "intended";

    /** From when the attempt that was answered was put on the way: without waiting outside, and without earlier attempts. */
    public static final String SENT = "sent";

    /**
     * The same, of the requests alone that a tester would have made who waits for each answer before he asks again: coordinated omission,
     * the mistake against which the others stand.
     */
    public static final String CLOSED_LOOP = "closed-loop";

    /** Percentiles that are kept, in millionths; the last is the largest value. */
    public static final List<Integer> MILLIONTHS =
            List.of(500_000, 750_000, 900_000, 950_000, 990_000, 999_000, 999_900, 1_000_000);

    /**
     * What became of the requests.
     *
     * @param offered    requests that were meant to come
     * @param attempts   attempts that clients made: one for each request, and those that repeated it
     * @param good       requests that were answered before their time was out
     * @param timedOut   attempts whose time was out
     * @param refused    attempts that the machine refused, because nobody was there to serve them
     * @param retried    attempts that repeated a request
     * @param forgone    retries that the budget forbade, or that nobody could have remembered
     * @param givenUp    requests that were never answered in time and were not repeated any more
     * @param late       answers to attempts whose time was out
     * @param duplicates those of them whose request had been repeated: work that was done twice
     * @param dropped    attempts that found no room where they wait outside
     * @param open       requests that are neither answered nor given up at the end
     */
    public record Counts(
            long offered,
            long attempts,
            long good,
            long timedOut,
            long refused,
            long retried,
            long forgone,
            long givenUp,
            long late,
            long duplicates,
            long dropped,
            long open) {
        /** Attempts for each request that was meant to come; 0 if none was. */
        public double amplification() {
            return offered == 0 ? 0 : (double) attempts / offered;
        }

        /** Share of the requests that were answered in time; 0 if none was meant to come. */
        public double goodShare() {
            return offered == 0 ? 0 : (double) good / offered;
        }
    }

    /**
     * A distribution of latencies in nanoseconds. Percentiles are at most one part in a thousand above the true value.
     *
     * @param basis       from when they run: {@link #INTENDED}, {@link #SENT} or {@link #CLOSED_LOOP}
     * @param count       how many there are
     * @param sum         of all of them, exact
     * @param percentiles the values that the shares of {@link ClientFigures#MILLIONTHS} do not exceed
     * @param histogram   all of it: an HdrHistogram of three digits, its encoding V2 without compression, in base 64
     */
    public record Latency(String basis, long count, long sum, List<Long> percentiles, String histogram) {
        /** Checks that every percentile has a value. */
        public Latency {
            percentiles = List.copyOf(percentiles);
            if (percentiles.size() != MILLIONTHS.size()) {
                throw new IllegalArgumentException(
                        percentiles.size() + " values for " + MILLIONTHS.size() + " percentiles");
            }
        }

        /** The value of a percentile that is kept. */
        public long percentile(int millionths) {
            return percentiles.get(MILLIONTHS.indexOf(millionths));
        }

        /** Largest value. */
        public long largest() {
            return percentiles.get(percentiles.size() - 1);
        }

        /** Mean; 0 if there is no value. */
        public double mean() {
            return count == 0 ? 0 : (double) sum / count;
        }
    }

    /** Copies the list. */
    public ClientFigures {
        latencies = List.copyOf(latencies);
    }

    /** The latencies of a basis. */
    public Latency latency(String basis) {
        return latencies.stream()
                .filter(each -> each.basis.equals(basis))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no latencies from '" + basis + "'"));
    }
}
