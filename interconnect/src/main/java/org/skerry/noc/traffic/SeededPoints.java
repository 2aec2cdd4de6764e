package org.skerry.noc.traffic;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.skerry.sim.digest.DigestCombiner;

/**
 * What one load gave with several seeds.
 *
 * @param latency runs that measured latency, one for each seed
 * @param sustained runs of the same seeds that measured the accepted rate alone; empty unless a run of {@code latency} is saturated
 */
public record SeededPoints(List<LoadPoint> latency, List<LoadPoint> sustained) {
    /** Two-sided 95 % points of Student's t distribution for 1, 2, ... degrees of freedom; beyond the last one, 1.96. */
    private static final double[] STUDENT = {
        12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.160, 2.145, 2.131
    };

    private static final double NORMAL = 1.96;

    /** Copies the lists. */
    public SeededPoints {
        latency = List.copyOf(latency);
        sustained = List.copyOf(sustained);
    }

    /** Whether most runs were saturated. */
    public boolean saturated() {
        return 2 * latency.stream().filter(LoadPoint::saturated).count() > latency.size();
    }

    /** Whether any run sent so much that the model of the network is not accurate. */
    public boolean outOfRange() {
        return latency.stream().anyMatch(LoadPoint::outOfRange)
                || sustained.stream().anyMatch(LoadPoint::outOfRange);
    }

    /** Mean of a figure over the runs that were not saturated, or over all if all were. */
    public double mean(ToDoubleFunction<LoadPoint> figure) {
        return steady().stream().mapToDouble(figure).average().orElse(0);
    }

    private List<LoadPoint> steady() {
        List<LoadPoint> steady =
                latency.stream().filter(each -> !each.saturated()).toList();
        return steady.isEmpty() ? latency : steady;
    }

    /** Accepted flits for each endpoint and cycle; the sustained rate if the network is saturated. */
    public double accepted() {
        return rate(LoadPoint::accepted);
    }

    /** Mean of a rate: over the sustained runs if the network is saturated. */
    public double rate(ToDoubleFunction<LoadPoint> figure) {
        return saturated() && !sustained.isEmpty()
                ? sustained.stream().mapToDouble(figure).average().orElse(0)
                : mean(figure);
    }

    /** Which packets arrived where and when, in all runs that measured latency: 32 hexadecimal digits. */
    public String digest() {
        DigestCombiner all = new DigestCombiner();
        latency.forEach(run -> all.addBytes(run.digest().getBytes(StandardCharsets.US_ASCII)));
        return all.hex();
    }

    /** Half the width of the 95 % confidence interval of {@link #mean}; 0 for one run. */
    public double halfWidth(ToDoubleFunction<LoadPoint> figure) {
        List<LoadPoint> runs = steady();
        int free = runs.size() - 1;
        if (free < 1) {
            return 0;
        }
        double mean = mean(figure);
        double squares = runs.stream()
                .mapToDouble(figure)
                .map(each -> (each - mean) * (each - mean))
                .sum();
        double student = free <= STUDENT.length ? STUDENT[free - 1] : NORMAL;
        return student * Math.sqrt(squares / free / runs.size());
    }
}
