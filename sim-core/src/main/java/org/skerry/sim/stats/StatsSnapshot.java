package org.skerry.sim.stats;

import java.util.List;
import java.util.Map;

/** The values of all metrics at one cycle, or their difference over a region. Immutable. */
public final class StatsSnapshot {
    private final long cycle;
    private final List<Metric> metrics;
    private final Map<String, Integer> places;
    private final long[] values;
    private final boolean[] gauges;
    private final LatencyHistogram[] histograms;

    StatsSnapshot(
            long cycle,
            List<Metric> metrics,
            Map<String, Integer> places,
            long[] values,
            boolean[] gauges,
            LatencyHistogram[] histograms) {
        this.cycle = cycle;
        this.metrics = metrics;
        this.places = places;
        this.values = values;
        this.gauges = gauges;
        this.histograms = histograms;
    }

    /** When it was taken; for a difference, the number of cycles it covers. */
    public long cycle() {
        return cycle;
    }

    /** What the columns are, in the order of registration. */
    public List<Metric> metrics() {
        return metrics;
    }

    /** Whether there is a metric {@code name}. */
    public boolean has(String name) {
        return places.containsKey(name);
    }

    /** Value of metric {@code name}; of a histogram, the number of values recorded. */
    public long value(String name) {
        return values[place(name)];
    }

    /** Value of column {@code index} of {@link #metrics()}. */
    public long value(int index) {
        return values[index];
    }

    /** A copy of the distribution {@code name}, or null if that metric is a plain number. */
    public LatencyHistogram histogram(String name) {
        LatencyHistogram histogram = histograms[place(name)];
        return histogram == null ? null : histogram.copy();
    }

    /** Percentile of the distribution {@code name}, see {@link LatencyHistogram#percentile}. */
    public long percentile(String name, int millionths) {
        LatencyHistogram histogram = histograms[place(name)];
        if (histogram == null) {
            throw new IllegalArgumentException("metric '" + name + "' is a plain number and has no percentiles");
        }
        return histogram.percentile(millionths);
    }

    /** What happened after {@code earlier}, a snapshot of the same registry. Gauges keep their later value. */
    public StatsSnapshot since(StatsSnapshot earlier) {
        if (!earlier.metrics.equals(metrics) || earlier.cycle > cycle) {
            throw new IllegalArgumentException("snapshot of cycle " + earlier.cycle + " with " + earlier.metrics.size()
                    + " metrics is no earlier state of the one of cycle " + cycle + " with " + metrics.size());
        }
        long[] rest = new long[values.length];
        LatencyHistogram[] restHistograms = new LatencyHistogram[values.length];
        for (int i = 0; i < values.length; i++) {
            rest[i] = gauges[i] ? values[i] : values[i] - earlier.values[i];
            if (histograms[i] != null) {
                restHistograms[i] = histograms[i].minus(earlier.histograms[i]);
            }
        }
        return new StatsSnapshot(cycle - earlier.cycle, metrics, places, rest, gauges, restHistograms);
    }

    private int place(String name) {
        Integer place = places.get(name);
        if (place == null) {
            throw new IllegalArgumentException("no metric is called '" + name + "'");
        }
        return place;
    }
}
