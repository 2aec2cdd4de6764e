package org.skerry.sim.stats;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Knows every metric of a machine and how to read it. Filled while the machine is built, by one thread. */
public final class StatsRegistry {
    private final List<Metric> metrics = new ArrayList<>();
    private final List<Source> sources = new ArrayList<>();
    private final Map<String, Integer> places = new HashMap<>();

    /** How a column is read: one of the two is set. */
    private record Source(LongSupplier reader, Supplier<LatencyHistogram> histogram, boolean gauge) {}

    /** Adds a count that only grows; {@code reader} is called when a snapshot is taken. */
    public void counter(String name, Unit unit, String text, LongSupplier reader) {
        add(new Metric(name, unit, text), new Source(reader, null, false));
    }

    /** Adds a level that may fall, such as bytes in use; a difference of snapshots keeps its later value. */
    public void gauge(String name, Unit unit, String text, LongSupplier reader) {
        add(new Metric(name, unit, text), new Source(reader, null, true));
    }

    /** Adds a distribution; its value in a snapshot is the number of values recorded. */
    public LatencyHistogram histogram(String name, Unit unit, String text) {
        LatencyHistogram histogram = new LatencyHistogram();
        histogram(name, unit, text, histogram);
        return histogram;
    }

    /** Adds a distribution that a model already keeps. */
    public void histogram(String name, Unit unit, String text, LatencyHistogram histogram) {
        histogram(name, unit, text, () -> histogram);
    }

    /** Adds a distribution that is put together when a snapshot is taken, as where each slice keeps its own. */
    public void histogram(String name, Unit unit, String text, Supplier<LatencyHistogram> histogram) {
        add(new Metric(name, unit, text), new Source(null, histogram, false));
    }

    /** All metrics, in the order in which they were added. */
    public List<Metric> metrics() {
        return List.copyOf(metrics);
    }

    /** Reads every metric. Called between two cycles. */
    public StatsSnapshot snapshot(long cycle) {
        int size = sources.size();
        long[] values = new long[size];
        boolean[] gauges = new boolean[size];
        LatencyHistogram[] histograms = new LatencyHistogram[size];
        for (int i = 0; i < size; i++) {
            Source source = sources.get(i);
            gauges[i] = source.gauge;
            if (source.histogram != null) {
                histograms[i] = source.histogram.get().copy();
                values[i] = histograms[i].count();
            } else {
                values[i] = source.reader.getAsLong();
            }
        }
        return new StatsSnapshot(cycle, metrics(), Map.copyOf(places), values, gauges, histograms);
    }

    private void add(Metric metric, Source source) {
        if (places.putIfAbsent(metric.name(), metrics.size()) != null) {
            throw new IllegalArgumentException("metric '" + metric.name() + "' is registered twice");
        }
        metrics.add(metric);
        sources.add(source);
    }
}
