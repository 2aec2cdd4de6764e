package org.skerry.scenario.noise;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntToDoubleFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.skerry.scenario.load.LoadedScenario;
import org.skerry.scenario.load.NoiseFile;
import org.skerry.scenario.noise.NoiseResult.Cell;
import org.skerry.scenario.noise.NoiseResult.NeighbourRow;
import org.skerry.scenario.noise.NoiseResult.Point;
import org.skerry.scenario.noise.VictimFigures.Window;
import org.skerry.scenario.run.Runner;
import org.skerry.scenario.run.StopSwitch;
import org.skerry.scenario.spec.Formula;
import org.skerry.scenario.spec.GroupSpec;
import org.skerry.scenario.spec.MachineSpec;
import org.skerry.scenario.spec.NoiseSpec;
import org.skerry.scenario.spec.NoiseSpec.Neighbour;
import org.skerry.scenario.spec.NoiseSpec.Victim;
import org.skerry.scenario.spec.ScenarioSpec;
import org.skerry.scenario.statistics.Interval;
import org.skerry.scenario.statistics.Sample;
import org.skerry.sim.config.ConfigException;
import org.skerry.sim.kernel.ClockDomain;
import org.skerry.sim.machine.ActorBirth;
import org.skerry.sim.machine.DeploymentPlan;

/** Runs an experiment: each machine with each seed quietly, and beside each neighbour. */
public final class NoiseExperiment {
    /** Goodput that counts as recovered. */
    private static final double RECOVERED = 0.9;

    private final NoiseSpec spec;
    private final int seeds;
    private final StopSwitch stop;
    private final String version;
    private final Consumer<String> progress;

    /**
     * An experiment.
     *
     * @param progress hears what is run next
     */
    public NoiseExperiment(NoiseSpec spec, int seeds, StopSwitch stop, String version, Consumer<String> progress) {
        this.spec = spec;
        this.seeds = seeds;
        this.stop = stop;
        this.version = version;
        this.progress = progress;
    }

    /** One run: figures by victim and what noisy actors said. */
    private record Run(Window window, long femtosecondsPerCycle, List<VictimFigures> victims, String said, int noisy) {}

    /** Runs everything. */
    public NoiseResult run() {
        if (spec.sweep().isPresent()) {
            return new NoiseResult(
                    spec, seeds, List.of(), List.of(), points(spec.sweep().get()), Optional.empty());
        }
        List<Cell> cells = new ArrayList<>();
        List<NeighbourRow> rows = new ArrayList<>();
        ScenarioSpec scenario = NoiseFile.scenario(spec, List.of(), 1).spec();
        for (MachineSpec machine : spec.machines(scenario)) {
            List<Run> quiet = runs(machine.name(), spec.neighbours().get(0), List.of(), "quiet");
            Map<String, List<Run>> quietOf = new HashMap<>();
            quietOf.put(spec.neighbours().get(0).group(), quiet);
            for (Neighbour neighbour : spec.neighbours()) {
                List<Run> before = quietOf.computeIfAbsent(
                        neighbour.group(), group -> runs(machine.name(), neighbour, List.of(), "quiet"));
                List<Run> noisy = runs(machine.name(), neighbour, neighbour.settings(), neighbour.name());
                List<Cell> row = new ArrayList<>();
                for (int victim = 0; victim < spec.victims().size(); victim++) {
                    row.add(cell(machine.name(), neighbour, victim, before, noisy));
                }
                cells.addAll(row);
                rows.add(row(machine.name(), neighbour.name(), row, before, noisy));
            }
        }
        Optional<PriceResult> price = spec.price().map(asked -> {
            progress.accept(spec.name() + ", the price ...");
            return new PriceRuns(asked, stop, version).run();
        });
        return new NoiseResult(spec, seeds, cells, rows, List.of(), price);
    }

    private List<Point> points(NoiseSpec.Sweep sweep) {
        List<Point> points = new ArrayList<>();
        ScenarioSpec scenario = NoiseFile.scenario(spec, List.of(), 1).spec();
        Neighbour neighbour = spec.neighbours().get(0);
        for (MachineSpec machine : spec.machines(scenario)) {
            for (long value : sweep.values()) {
                List<String> settings = new ArrayList<>(neighbour.settings());
                settings.add(sweep.path() + "=" + value);
                List<Run> runs = runs(machine.name(), neighbour, settings, sweep.path() + "=" + value);
                for (int victim = 0; victim < spec.victims().size(); victim++) {
                    int index = victim;
                    Sample answers = Sample.of(runs.stream()
                            .map(run -> run.victims.get(index).answers())
                            .toList());
                    points.add(
                            new Point(machine.name(), spec.victims().get(victim).name(), value, answers.mean(), (long)
                                    answers.largest()));
                }
            }
        }
        return points;
    }

    private List<Run> runs(String machine, Neighbour neighbour, List<String> settings, String what) {
        List<Run> runs = new ArrayList<>();
        for (int seed = 1; seed <= seeds; seed++) {
            progress.accept(spec.name() + " on " + machine + ", " + what + ", seed " + seed + " ...");
            runs.add(run(machine, neighbour, settings, seed));
        }
        return runs;
    }

    private Run run(String machine, Neighbour neighbour, List<String> settings, long seed) {
        LoadedScenario loaded = NoiseFile.scenario(spec, settings, seed);
        Runner runner = new Runner(loaded, stop, version);
        DeploymentPlan plan = runner.plan();
        List<List<String>> groups = new ArrayList<>();
        List<Integer> servers = new ArrayList<>();
        for (Victim victim : spec.victims()) {
            groups.add(members(loaded.spec(), victim.group()));
        }
        for (Victim victim : spec.victims()) {
            servers.add(victim.servers().isPresent() ? groups.size() : -1);
            victim.servers().ifPresent(group -> groups.add(members(loaded.spec(), group)));
        }
        VictimWatch watch = new VictimWatch(plan, groups);
        MachineSpec chosen = loaded.spec().machine(machine);
        Window window = window(loaded.spec(), Runner.femtosecondsPerCycle(chosen));
        Runner.Watched watched = runner.watched(chosen, watch);
        List<VictimFigures> figures = new ArrayList<>();
        for (int victim = 0; victim < spec.victims().size(); victim++) {
            figures.add(VictimFigures.of(watch, victim, ids(plan, groups.get(victim)), servers.get(victim), window));
        }
        List<String> noisy = members(loaded.spec(), neighbour.group());
        String said = watched.log().stream()
                .filter(line -> noisy.contains(line.actor()))
                .map(line -> line.text())
                .reduce("", (first, last) -> last);
        int count = neighbour.count().evaluate(loaded.spec().scope()).intValue();
        return new Run(window, watched.femtosecondsPerCycle(), figures, said, count);
    }

    private static List<String> members(ScenarioSpec scenario, String group) {
        GroupSpec spec = scenario.actors().stream()
                .filter(each -> each.name().equals(group))
                .findFirst()
                .orElseThrow();
        return IntStream.range(0, spec.members()).mapToObj(spec::member).toList();
    }

    private static List<Long> ids(DeploymentPlan plan, List<String> names) {
        return IntStream.range(0, plan.actors().size())
                .filter(i -> names.contains(plan.actors().get(i).name()))
                .mapToObj(ActorBirth::actorId)
                .toList();
    }

    private Window window(ScenarioSpec scenario, long femtoseconds) {
        long from = cycles(spec.from(), scenario, femtoseconds);
        long until = cycles(spec.until(), scenario, femtoseconds);
        long end = scenario.limits().cycles();
        if (from >= until || until > end) {
            throw new ConfigException("experiment '" + spec.name() + "': from=" + from + ", until=" + until
                    + " and the end of the run at " + end
                    + " cycles do not follow each other. Change from, until or limits.cycles of the scenario.");
        }
        return new Window(from, until, end, Math.max(1, ClockDomain.cycles(spec.intervalNanoseconds(), femtoseconds)));
    }

    private static long cycles(Formula formula, ScenarioSpec scenario, long femtoseconds) {
        return ClockDomain.cycles(formula.evaluate(scenario.scope()).longValueExact(), femtoseconds);
    }

    private Cell cell(String machine, Neighbour neighbour, int victim, List<Run> quiet, List<Run> noisy) {
        List<VictimFigures> alone =
                quiet.stream().map(run -> run.victims.get(victim)).toList();
        List<VictimFigures> beside =
                noisy.stream().map(run -> run.victims.get(victim)).toList();
        Window window = noisy.get(0).window;
        long femtoseconds = noisy.get(0).femtosecondsPerCycle;
        Interval goodput = ratio(alone, beside, figures -> figures.goodput(window));
        double loss = mean(i ->
                NoiseFormulas.loss(beside.get(i).goodput(window), alone.get(i).goodput(window)));
        int actors = alone.get(0).answersOf().size();
        double fairLoss = NoiseFormulas.fairLoss(actors, Math.max(1, noisy.get(0).noisy));
        boolean identical = IntStream.range(0, seeds)
                .allMatch(i -> alone.get(i).trace() == beside.get(i).trace()
                        && alone.get(i).events() == beside.get(i).events());
        List<Long> recoveries = IntStream.range(0, seeds)
                .mapToObj(i -> VictimFigures.recovery(beside.get(i), alone.get(i), window, window.until(), RECOVERED))
                .toList();
        long recovery = recoveries.contains(-1L)
                ? -1
                : ClockDomain.nanoseconds(
                        recoveries.stream().mapToLong(Long::longValue).max().orElseThrow(), femtoseconds);
        return new Cell(
                machine,
                neighbour.name(),
                spec.victims().get(victim).name(),
                ratio(alone, beside, figures -> figures.latencies().mean()),
                ratio(alone, beside, figures -> figures.latencies().percentile(50)),
                ratio(alone, beside, figures -> figures.latencies().percentile(99)),
                ratio(alone, beside, figures -> figures.latencies().percentile(99.9)),
                goodput,
                loss,
                NoiseFormulas.isolationIndex(loss, fairLoss),
                identical,
                nanoseconds(alone, femtoseconds, figures -> figures.latencies().mean()),
                nanoseconds(beside, femtoseconds, figures -> figures.latencies().mean()),
                nanoseconds(alone, femtoseconds, figures -> figures.latencies().largest()),
                nanoseconds(beside, femtoseconds, figures -> figures.latencies().largest()),
                beside.stream().mapToInt(VictimFigures::unanswered).sum(),
                recovery,
                kept(victim, alone, beside, noisy.get(0).noisy));
    }

    /** The least of all clients and seeds. */
    private double kept(int victim, List<VictimFigures> alone, List<VictimFigures> beside, int flooders) {
        if (spec.victims().get(victim).servers().isEmpty()) {
            return Double.NaN;
        }
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < seeds; i++) {
            int clients = alone.get(i).answersOf().size();
            for (int client = 0; client < clients; client++) {
                double share = NoiseFormulas.fairShare(
                        alone.get(i).answersOf().get(client), beside.get(i).serverTurns(), clients, flooders);
                least = Math.min(least, beside.get(i).answersOf().get(client) / share);
            }
        }
        return least;
    }

    private double mean(IntToDoubleFunction bySeed) {
        return IntStream.range(0, seeds).mapToDouble(bySeed).average().orElseThrow();
    }

    private static double nanoseconds(
            List<VictimFigures> figures, long femtoseconds, ToDoubleFunction<VictimFigures> cycles) {
        return figures.stream().mapToDouble(cycles).average().orElse(0) * femtoseconds / 1e6;
    }

    private static Interval ratio(
            List<VictimFigures> alone, List<VictimFigures> beside, ToDoubleFunction<VictimFigures> figure) {
        return Interval.of(Sample.of(IntStream.range(0, alone.size())
                .mapToDouble(i ->
                        NoiseFormulas.slowdown(figure.applyAsDouble(beside.get(i)), figure.applyAsDouble(alone.get(i))))
                .toArray()));
    }

    private NeighbourRow row(String machine, String neighbour, List<Cell> cells, List<Run> quiet, List<Run> noisy) {
        double jain = mean(seed -> {
            List<Double> kept = new ArrayList<>();
            for (int victim = 0; victim < spec.victims().size(); victim++) {
                List<Long> alone = quiet.get(seed).victims.get(victim).answersOf();
                List<Long> beside = noisy.get(seed).victims.get(victim).answersOf();
                for (int actor = 0; actor < alone.size(); actor++) {
                    kept.add((double) beside.get(actor) / Math.max(1, alone.get(actor)));
                }
            }
            return NoiseFormulas.jain(kept);
        });
        double most =
                cells.stream().mapToDouble(cell -> cell.mean().mean()).max().orElseThrow();
        double least =
                cells.stream().mapToDouble(cell -> cell.mean().mean()).min().orElseThrow();
        return new NeighbourRow(machine, neighbour, jain, most / least, noisy.get(0).said);
    }
}
