package org.skerry.scenario.chaos;

import java.util.List;
import java.util.function.ToDoubleFunction;
import org.skerry.scenario.chaos.ResilienceTriangle.Seen;
import org.skerry.scenario.spec.ChaosSpec;
import org.skerry.scenario.spec.ChaosSpec.Order;
import org.skerry.scenario.statistics.Interval;
import org.skerry.scenario.statistics.Sample;

/**
 * What a chaos experiment found.
 *
 * @param spec   what was asked
 * @param seeds  runs of each machine
 * @param trials machine by machine, seed by seed
 * @param curves of goodput against the fraction that is dead, if that was asked
 * @param refused curves that a machine has no order of parts for, with the reason
 */
public record ChaosResult(ChaosSpec spec, int seeds, List<Trial> trials, List<Curve> curves, List<String> refused) {
    public ChaosResult {
        trials = List.copyOf(trials);
        curves = List.copyOf(curves);
        refused = List.copyOf(refused);
    }

    /**
     * One machine with one seed: with the fault, and without it as a control.
     *
     * @param machine    name
     * @param seed       of both runs
     * @param interval   of the series, nanoseconds
     * @param triangle   of the run with the fault
     * @param control    of the run without
     * @param series     of the run with the fault, from its beginning to where work ends
     * @param calm       of the run without
     * @param offered    requests
     * @param lost       of them that were never answered in time
     * @param calmLost   of the control
     * @param duplicated answers that came twice
     * @param aborted    whether the run was given up
     * @param holds      whether the hypothesis does
     */
    public record Trial(
            String machine,
            int seed,
            long interval,
            ResilienceTriangle triangle,
            ResilienceTriangle control,
            List<Seen> series,
            List<Seen> calm,
            long offered,
            long lost,
            long calmLost,
            long duplicated,
            boolean aborted,
            boolean holds) {
        public Trial {
            series = List.copyOf(series);
            calm = List.copyOf(calm);
        }
    }

    /**
     * A curve of one machine and order.
     *
     * @param machine name
     * @param order   in which parts die
     * @param points  goodput over that with nobody dead, by fraction; with the range over seeds
     * @param r50     fraction dead at which it is half, over seeds that reach it; none if no seed does
     * @param margin  safety margin, likewise
     */
    public record Curve(String machine, Order order, List<CurvePoint> points, Interval r50, Interval margin) {
        public Curve {
            points = List.copyOf(points);
        }
    }

    /** Goodput that is left when {@code percent} are dead: {@code dead} of them in number. */
    public record CurvePoint(int percent, int dead, Interval goodput) {}

    /** The trials of a machine. */
    public List<Trial> of(String machine) {
        return trials.stream().filter(trial -> trial.machine.equals(machine)).toList();
    }

    /** Names of machines in the order of the runs. */
    public List<String> machines() {
        return trials.stream().map(Trial::machine).distinct().toList();
    }

    /** A figure of a machine over its seeds. */
    public Interval figure(String machine, ToDoubleFunction<Trial> figure) {
        return Interval.of(Sample.of(of(machine).stream().mapToDouble(figure).toArray()));
    }

    /** The same, of those trials alone in which it is not below zero: what never came has no time. */
    public Interval time(String machine, ToDoubleFunction<Trial> figure) {
        return Interval.of(Sample.of(of(machine).stream()
                .mapToDouble(figure)
                .filter(value -> value >= 0)
                .toArray()));
    }

    /** Whether the hypothesis holds on a machine with every seed. */
    public boolean holds(String machine) {
        return of(machine).stream().allMatch(Trial::holds);
    }

    /** Whether it holds everywhere. */
    public boolean good() {
        return trials.stream().allMatch(Trial::holds);
    }
}
