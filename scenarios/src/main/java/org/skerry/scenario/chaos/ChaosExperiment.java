package org.skerry.scenario.chaos;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.skerry.scenario.chaos.ChaosResult.Curve;
import org.skerry.scenario.chaos.ChaosResult.CurvePoint;
import org.skerry.scenario.chaos.ChaosResult.Trial;
import org.skerry.scenario.chaos.DegradationCurve.Point;
import org.skerry.scenario.chaos.ResilienceTriangle.Seen;
import org.skerry.scenario.load.ChaosFile;
import org.skerry.scenario.load.LoadedScenario;
import org.skerry.scenario.run.Runner;
import org.skerry.scenario.run.StopSwitch;
import org.skerry.scenario.spec.ChaosSpec;
import org.skerry.scenario.spec.ChaosSpec.Abort;
import org.skerry.scenario.spec.ChaosSpec.Degradation;
import org.skerry.scenario.spec.ChaosSpec.Order;
import org.skerry.scenario.spec.GroupSpec;
import org.skerry.scenario.spec.MachineSpec;
import org.skerry.scenario.spec.ScenarioSpec;
import org.skerry.scenario.statistics.Interval;
import org.skerry.scenario.statistics.Sample;
import org.skerry.sim.config.ConfigException;
import org.skerry.sim.digest.Mix;
import org.skerry.sim.kernel.ClockDomain;
import org.skerry.sim.stats.ClientFigures;
import org.skerry.sim.stats.GoodputSeries;

/** Runs a chaos experiment: each machine with each seed, without and with the fault, and the points of its degradation curves. */
public final class ChaosExperiment {
    private static final double PERCENT = 100;

    private final ChaosSpec spec;
    private final int seeds;
    private final StopSwitch stop;
    private final String version;
    private final Consumer<String> progress;

    /**
     * An experiment.
     *
     * @param progress hears what is run next
     */
    public ChaosExperiment(ChaosSpec spec, int seeds, StopSwitch stop, String version, Consumer<String> progress) {
        this.spec = spec;
        this.seeds = seeds;
        this.stop = stop;
        this.version = version;
        this.progress = progress;
    }

    /** One run as clients saw it. */
    private record Run(List<Seen> series, long interval, ClientFigures clients, boolean aborted, TurnCount turns) {}

    /** Runs everything. */
    public ChaosResult run() {
        ScenarioSpec scenario = ChaosFile.scenario(spec, List.of(), 1).spec();
        List<Trial> trials = new ArrayList<>();
        List<Curve> curves = new ArrayList<>();
        List<String> refused = new ArrayList<>();
        for (String machine : spec.machines().isEmpty() ? scenario.compare() : spec.machines()) {
            List<Run> calm = new ArrayList<>();
            for (int seed = 1; seed <= seeds; seed++) {
                calm.add(run(machine, List.of(), seed, "without the fault"));
                trials.add(trial(machine, seed, calm.get(seed - 1)));
            }
            spec.degradation().ifPresent(degradation -> {
                for (Order order : degradation.orders()) {
                    draw(machine, degradation, order, calm, curves, refused);
                }
            });
        }
        if (curves.isEmpty() && !refused.isEmpty()) {
            throw new ConfigException(refused.get(0));
        }
        return new ChaosResult(spec, seeds, trials, curves, refused);
    }

    /** Draws a curve, or keeps why there is none: not every machine ranks its parts in every order. */
    private void draw(
            String machine,
            Degradation degradation,
            Order order,
            List<Run> calm,
            List<Curve> curves,
            List<String> refused) {
        try {
            curves.add(curve(machine, degradation, order, calm));
        } catch (ConfigException e) {
            refused.add(ChaosTables.name(machine, order) + ": " + e.getMessage());
        }
    }

    private Trial trial(String machine, int seed, Run calm) {
        Run struck = run(machine, spec.fault().settings(), seed, "with the fault");
        ResilienceTriangle control = triangle(calm);
        ResilienceTriangle triangle = triangle(struck);
        ClientFigures.Counts counts = struck.clients.counts();
        long lost = lost(counts);
        boolean restored = triangle.restoreNanoseconds() >= 0
                && triangle.restoreNanoseconds() <= spec.hypothesis().restoredNanoseconds();
        boolean kept = lost * 1000 <= spec.hypothesis().lostPerMille() * counts.offered();
        return new Trial(
                machine,
                seed,
                struck.interval,
                triangle,
                control,
                struck.series,
                calm.series,
                counts.offered(),
                lost,
                lost(calm.clients.counts()),
                counts.duplicates(),
                struck.aborted,
                restored && kept && !struck.aborted);
    }

    /** Requests that were never answered in time; what is under way at the end is not lost yet. */
    private static long lost(ClientFigures.Counts counts) {
        return counts.offered() - counts.good() - counts.open();
    }

    private ResilienceTriangle triangle(Run run) {
        return ResilienceTriangle.of(
                run.series,
                run.interval,
                spec.steadyFrom(),
                spec.fault().at(),
                spec.hypothesis().goodputPercent() / PERCENT,
                spec.hypothesis().p99Nanoseconds());
    }

    private Run run(String machine, List<String> settings, int seed, String what) {
        progress.accept(spec.name() + " on " + machine + ", " + what + ", seed " + seed + " ...");
        LoadedScenario loaded = ChaosFile.scenario(spec, settings, seed);
        Runner runner = new Runner(loaded, stop, version);
        TurnCount turns = new TurnCount(runner.plan());
        MachineSpec chosen = loaded.spec().machine(machine);
        boolean[] aborted = new boolean[1];
        long step = spec.abort().map(Abort::nanoseconds).orElse(0L);
        Runner.Watched watched = runner.watched(chosen, turns, step, clients -> {
            aborted[0] = isEnough(clients);
            return aborted[0];
        });
        ClientFigures clients = only(watched.clients());
        return new Run(series(clients.series()), clients.series().intervalNanoseconds(), clients, aborted[0], turns);
    }

    private ClientFigures only(List<ClientFigures> all) {
        if (all.size() != 1) {
            throw new ConfigException("scenario '" + spec.scenario() + "' has " + all.size()
                    + " populations of clients outside, and a chaos experiment asks exactly one how the service is."
                    + " Give one network device 'clients'.");
        }
        return all.get(0);
    }

    /** Whole intervals in which requests came. */
    private static List<Seen> series(GoodputSeries series) {
        int end = series.intervals().size();
        while (end > 0 && series.intervals().get(end - 1).offered() == 0) {
            end--;
        }
        return series.intervals().subList(0, Math.max(0, end - 1)).stream()
                .map(interval -> new Seen(interval.good(), interval.p99()))
                .toList();
    }

    /** Whether goodput has been below what the experiment goes on for, for as long as it says, since the fault. */
    private boolean isEnough(List<ClientFigures> all) {
        Abort abort = spec.abort().orElseThrow();
        GoodputSeries goodput = only(all).series();
        long interval = Math.max(1, goodput.intervalNanoseconds());
        List<Seen> series = series(goodput);
        int first = (int) ((spec.steadyFrom() + interval - 1) / interval);
        int struck = (int) (spec.fault().at() / interval);
        int needed = (int) ((abort.nanoseconds() + interval - 1) / interval);
        if (first >= struck || series.size() < struck + needed) {
            return false;
        }
        double steady = series.subList(first, struck).stream()
                .mapToDouble(Seen::good)
                .average()
                .orElse(0);
        return series.subList(series.size() - needed, series.size()).stream()
                .allMatch(seen -> seen.good() < abort.goodputPercent() / PERCENT * steady);
    }

    private Curve curve(String machine, Degradation degradation, Order order, List<Run> calm) {
        Map<Integer, List<Double>> goodput = new HashMap<>(); // by per cent
        List<Double> r50 = new ArrayList<>();
        List<Double> margins = new ArrayList<>();
        double tolerance = spec.hypothesis().goodputPercent() / PERCENT;
        for (int seed = 1; seed <= seeds; seed++) {
            List<Point> points = new ArrayList<>();
            Run control = calm.get(seed - 1);
            double whole = left(control);
            for (int percent : degradation.percents()) {
                int dead = dead(degradation, percent);
                Run run = dead == 0
                        ? control
                        : run(
                                machine,
                                strikes(machine, degradation, order, dead, seed, control),
                                seed,
                                percent + " % dead");
                double share = left(run) / whole;
                goodput.computeIfAbsent(percent, key -> new ArrayList<>()).add(share);
                points.add(new Point(percent / PERCENT, share));
            }
            add(r50, DegradationCurve.r50(points));
            add(margins, DegradationCurve.safetyMargin(points, tolerance, degradation.designed() / PERCENT));
        }
        return new Curve(
                machine,
                order,
                degradation.percents().stream()
                        .map(percent -> new CurvePoint(
                                percent, dead(degradation, percent), Interval.of(Sample.of(goodput.get(percent)))))
                        .toList(),
                Interval.of(Sample.of(r50)),
                Interval.of(Sample.of(margins)));
    }

    private static void add(List<Double> values, double value) {
        if (!Double.isNaN(value)) {
            values.add(value);
        }
    }

    /** Answers of an interval once those are dead who will be. */
    private double left(Run run) {
        int from = (int) (spec.fault().at() / run.interval) + 1;
        return run.series.subList(Math.min(from, run.series.size()), run.series.size()).stream()
                .mapToDouble(Seen::good)
                .average()
                .orElse(0);
    }

    private int dead(Degradation degradation, int percent) {
        int all = degradation.actors().map(group -> members(group).size()).orElse(degradation.tiles());
        return (int) Math.round(percent / PERCENT * all);
    }

    private List<String> members(String group) {
        GroupSpec found = ChaosFile.scenario(spec, List.of(), 1).spec().actors().stream()
                .filter(each -> each.name().equals(group))
                .findFirst()
                .orElseThrow();
        return IntStream.range(0, found.members()).mapToObj(found::member).toList();
    }

    private static String aim(Order order) {
        return switch (order) {
            case RANDOM -> "random";
            case TARGETED -> "degree";
            case CENTRAL -> "central";
        };
    }

    /** Settings by which so many die when the fault is due. */
    private List<String> strikes(String machine, Degradation degradation, Order order, int dead, int seed, Run calm) {
        if (degradation.actors().isEmpty()) {
            return List.of("faults={unit: nanoseconds, seed: " + seed + ", schedule: [{kind: tile, target: "
                    + aim(order) + ", count: " + dead + ", at: "
                    + spec.fault().at() + "}]}");
        }
        List<String> members = new ArrayList<>(members(degradation.actors().get()));
        if (order == Order.RANDOM) {
            long state = Mix.combine(Mix.hash("chaos"), seed);
            for (int i = members.size() - 1; i > 0; i--) {
                state = Mix.combine(state, i);
                Collections.swap(members, i, (int) Long.remainderUnsigned(state, i + 1L));
            }
        } else {
            members.sort(Comparator.comparingLong((String name) -> -calm.turns.of(name)));
        }
        long cycle = ClockDomain.cycles(
                spec.fault().at(),
                Runner.femtosecondsPerCycle(
                        ChaosFile.scenario(spec, List.of(), seed).spec().machine(machine)));
        List<String> orders = members.subList(0, dead).stream()
                .map(name -> "{at: " + cycle + ", stop: " + name + "}")
                .toList();
        return List.of("orders=[" + String.join(", ", orders) + "]");
    }
}
