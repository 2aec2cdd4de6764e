package org.skerry.scenario.demo;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.skerry.sim.machine.RunRecord;
import org.skerry.sim.stats.CostLine;
import org.skerry.sim.stats.LatencyHistogram;
import org.skerry.sim.stats.Metric;

/**
 * How fast one run did its work, and at what price.
 *
 * @param name               how it is called in the table
 * @param nanoseconds        simulated time of what was measured
 * @param work               pieces of work done in that time
 * @param messageNanoseconds from sending a message to its arrival, mean; empty where nothing was sent
 * @param working            what the cores did while they had work, in words, as shares of that time, largest first; empty where a
 *                           machine does not count it
 * @param energy             of one piece of work, in pJ; empty where a machine has no energy model
 */
record Pace(
        String name,
        long nanoseconds,
        double work,
        OptionalDouble messageNanoseconds,
        Map<String, Double> working,
        Optional<CostLine> energy) {

    /** The pace of a run in the region that was measured, if it did {@code work} pieces of work from beginning to end. */
    static Pace of(String name, RunRecord run, long work) {
        double measured = run.region().shareOf(work);
        return new Pace(
                name, run.region().nanoseconds(), measured, message(run), working(run), energy(run.energy(), measured));
    }

    /** The same without a word about messages, for a program that has none but to itself. */
    Pace withoutMessages() {
        return new Pace(name, nanoseconds, work, OptionalDouble.empty(), working, energy);
    }

    /** Pieces of work in a millisecond of simulated time. */
    double perMillisecond() {
        return nanoseconds == 0 ? 0 : work * 1e6 / nanoseconds;
    }

    /** How many times as fast this was as {@code other}, for the same work. */
    double timesAsFastAs(Pace other) {
        return perMillisecond() / other.perMillisecond();
    }

    private static OptionalDouble message(RunRecord run) {
        String name = "messages.latency";
        LatencyHistogram latency = run.metrics().has(name) ? run.metrics().histogram(name) : null;
        if (latency == null || latency.count() == 0 || run.region().cycles() == 0) {
            return OptionalDouble.empty();
        }
        double perCycle = (double) run.region().nanoseconds() / run.region().cycles();
        return OptionalDouble.of((double) latency.sum() / latency.count() * perCycle);
    }

    /** The parts of the run's cycle stack, without the cycles in which there was nothing to do. */
    private static Map<String, Double> working(RunRecord run) {
        String prefix = "cycles.";
        List<Metric> parts = run.metrics().metrics().stream()
                .filter(metric -> metric.name().startsWith(prefix)
                        && !metric.name().toLowerCase(Locale.ROOT).contains("idle"))
                .sorted(Comparator.comparingLong(
                        (Metric metric) -> -run.metrics().value(metric.name())))
                .toList();
        double all = parts.stream()
                .mapToLong(part -> run.metrics().value(part.name()))
                .sum();
        Map<String, Double> shares = new LinkedHashMap<>();
        for (Metric part : parts) {
            String words = part.name().substring(prefix.length()).replaceAll("([a-z])([A-Z])", "$1 $2");
            if (all > 0) {
                shares.put(words.toLowerCase(Locale.ROOT), run.metrics().value(part.name()) / all);
            }
        }
        return shares;
    }

    private static Optional<CostLine> energy(List<CostLine> bill, double work) {
        return bill.isEmpty() || work == 0
                ? Optional.empty()
                : Optional.of(CostLine.sum(bill).each(work));
    }
}
