package org.skerry.view.report;

import org.skerry.sim.machine.RunRecord;
import org.skerry.sim.stats.LatencyHistogram;

/** Figures of the measured region of one run, in nanoseconds. A run on a machine without time has none. */
final class RunTime {
    private final RunRecord run;

    RunTime(RunRecord run) {
        this.run = run;
    }

    boolean exists() {
        return run.region().nanoseconds() > 0 && run.region().cycles() > 0;
    }

    double nanosecondsPerCycle() {
        return (double) run.region().nanoseconds() / run.region().cycles();
    }

    boolean has(String metric) {
        return run.metrics().has(metric);
    }

    long value(String metric) {
        return run.metrics().value(metric);
    }

    /** Whether there is a distribution {@code metric} with at least one value, and time to tell it in. */
    boolean hasLatency(String metric) {
        return exists()
                && has(metric)
                && histogram(metric) != null
                && histogram(metric).count() > 0;
    }

    double mean(String metric) {
        LatencyHistogram histogram = histogram(metric);
        return (double) histogram.sum() / histogram.count() * nanosecondsPerCycle();
    }

    double percentile(String metric, int millionths) {
        return histogram(metric).percentile(millionths) * nanosecondsPerCycle();
    }

    double largest(String metric) {
        return histogram(metric).max() * nanosecondsPerCycle();
    }

    /** {@code count} events spread over the measured region, in events per millisecond of simulated time. */
    double perMillisecond(double count) {
        return count * 1e6 / run.region().nanoseconds();
    }

    private LatencyHistogram histogram(String metric) {
        return run.metrics().histogram(metric);
    }
}
