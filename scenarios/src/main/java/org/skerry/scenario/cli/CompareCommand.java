package org.skerry.scenario.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.LongStream;
import org.skerry.scenario.compare.Annex;
import org.skerry.scenario.compare.Comparison;
import org.skerry.scenario.compare.CostRuns;
import org.skerry.scenario.compare.Losses;
import org.skerry.scenario.compare.SeedPairs;
import org.skerry.scenario.compare.SiliconAnnex;
import org.skerry.scenario.compare.Usage;
import org.skerry.scenario.grid.GridPage;
import org.skerry.scenario.grid.GridResult;
import org.skerry.scenario.grid.GridRun;
import org.skerry.scenario.load.LoadedScenario;
import org.skerry.scenario.opponent.SiliconCount;
import org.skerry.scenario.run.FinishedRun;
import org.skerry.scenario.run.ResultFolder;
import org.skerry.scenario.run.Runner;
import org.skerry.scenario.spec.GridSpec;
import org.skerry.scenario.spec.MachineSpec;
import org.skerry.scenario.spec.Opponent;
import org.skerry.sim.config.CapacityException;
import org.skerry.sim.config.ConfigException;
import org.skerry.sim.machine.RunObserver;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code skerry compare}. */
@Command(
        name = "compare",
        description = "Runs the same actors on every machine the scenario names, and compares.",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        sortOptions = false)
final class CompareCommand implements Callable<Integer> {
    private static final int MOST_SEEDS = 1000;

    private final Session session;

    @Mixin
    private ScenarioOptions options = new ScenarioOptions();

    @Option(
            names = "--against",
            paramLabel = "RULE",
            split = ",",
            completionCandidates = Candidates.Opponents.class,
            description = "Adds machines that follow from the scenario's chip: ${COMPLETION-CANDIDATES}."
                    + " Several with commas between.")
    private List<String> against = new ArrayList<>();

    @Option(
            names = "--seeds",
            paramLabel = "N",
            description = "Runs with N seeds, from the one asked for on, and pairs machines seed by seed (default: 1).")
    private int seeds = 1;

    @Option(names = "--costs", description = "Runs also what the scenario has under 'costs': what single things cost.")
    private boolean costs;

    CompareCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        if (seeds < 1 || seeds > MOST_SEEDS) {
            throw new ConfigException("--seeds=" + seeds + " is outside 1 to " + MOST_SEEDS
                    + ". Give a number from 1 to " + MOST_SEEDS + ".");
        }
        List<String> added = added();
        LoadedScenario scenario = options.load(added);
        if (costs && scenario.spec().comparing().costs().isEmpty()) {
            throw new ConfigException("--costs: scenario '" + scenario.spec().name()
                    + "' has nothing under 'costs'. Leave the option away, or say there what to switch off.");
        }
        ResultFolder folder = new ResultFolder(options.folder(scenario, "compare"));
        int threads = options.threads();
        folder.probe();
        Stopwatch all = new Stopwatch();
        List<MachineSpec> machines =
                scenario.spec().compare().stream().map(scenario.spec()::machine).toList();
        List<MachineSpec> fitting = new ArrayList<>();
        List<String> unfit = new ArrayList<>();
        List<FinishedRun> runs = runs(scenario, machines, threads, fitting, unfit);
        Comparison comparison = Comparison.of(runs);
        List<Annex> annexes = new ArrayList<>();
        List<String> losses = new ArrayList<>(unfit);
        if (seeds > 1) {
            SeedPairs pairs = pairs(scenario, comparison, fitting, added, threads);
            comparison = comparison.with(pairs.verdict());
            annexes.add(pairs.annex());
        }
        if (costs) {
            CostRuns cost = new CostRuns(scenario, options.settings(opponents()), session.stop(), session.version());
            cost.run(runs, session.console()::begin);
            losses.addAll(cost.losses(runs.get(0)));
            annexes.add(cost.annex());
        }
        scenario.spec().comparing().grid().ifPresent(grid -> {
            GridResult result = grid(scenario, grid, added);
            losses.add(GridPage.finding(result));
            annexes.add(new Annex("grid", GridPage.chapter(result), GridPage.json(result)));
        });
        annexes.addAll(0, sides(comparison.runs(), fitting, machines, losses));
        Result result = Result.several(comparison, annexes, List.of(options.command("compare", scenario, more())));
        result.write(folder, session.stop(), Result.host(all, threads));
        result.show(session.console(), folder, options.json());
        return comparison.good() ? ExitCode.DONE : ExitCode.FAILED;
    }

    /** What {@code --against} adds to the scenario, as settings before those of the command line. */
    private List<String> added() {
        if (against.isEmpty()) {
            return List.of();
        }
        for (String rule : against) {
            if (!Opponent.Rule.words().contains(rule)) {
                throw new ConfigException("--against " + rule + ": there is no such opponent. Use one of "
                        + String.join(", ", Opponent.Rule.words()) + ".");
            }
        }
        List<String> settings = opponents();
        List<String> names = new ArrayList<>(options.load(List.of()).spec().compare());
        against.stream().filter(rule -> !names.contains(rule)).forEach(names::add);
        settings.add("compare=[" + String.join(", ", names) + "]");
        return settings;
    }

    private List<String> opponents() {
        return new ArrayList<>(against.stream()
                .map(rule -> "machines." + rule + ".opponent=" + rule)
                .toList());
    }

    private String more() {
        return (against.isEmpty() ? "" : " --against " + String.join(",", against))
                + (seeds == 1 ? "" : " --seeds " + seeds)
                + (costs ? " --costs" : "");
    }

    /** One run on each machine that the work fits on; those that it does not fit on are told, unless it fits on none. */
    private List<FinishedRun> runs(
            LoadedScenario scenario,
            List<MachineSpec> machines,
            int threads,
            List<MachineSpec> fitting,
            List<String> unfit) {
        Runner runner = new Runner(scenario, session.stop(), session.version());
        List<FinishedRun> runs = new ArrayList<>();
        CapacityException last = null;
        long turns = 0;
        for (MachineSpec machine : machines) {
            Stopwatch watch = new Stopwatch();
            RunObserver progress = session.console().progress(ScenarioOptions.expected(scenario, machine, turns));
            try {
                FinishedRun run = runner.run(machine, machine.kind().parallel() ? threads : 1, null, progress);
                session.console().message(watch.sentence(scenario.spec().name(), run));
                runs.add(run);
                fitting.add(machine);
                turns = run.record().region().allTurns();
            } catch (CapacityException tooSmall) {
                last = tooSmall;
                unfit.add("Does not fit: " + tooSmall.getMessage());
                session.console().message(unfit.get(unfit.size() - 1));
            }
        }
        if (fitting.stream().allMatch(MachineSpec::oracle) && last != null) {
            throw last;
        }
        return runs;
    }

    private SeedPairs pairs(
            LoadedScenario scenario, Comparison first, List<MachineSpec> fitting, List<String> added, int threads) {
        SeedPairs pairs = new SeedPairs(fitting.stream()
                .filter(machine -> !machine.oracle())
                .map(MachineSpec::name)
                .toList());
        pairs.add(first);
        long from = scenario.spec().seed();
        for (long seed = from + 1; seed < from + seeds; seed++) {
            LoadedScenario loaded = options.load(added, seed, List.of());
            List<MachineSpec> machines = fitting.stream()
                    .map(machine -> loaded.spec().machine(machine.name()))
                    .toList();
            List<String> unfit = new ArrayList<>();
            List<FinishedRun> runs = runs(loaded, machines, threads, new ArrayList<>(), unfit);
            if (!unfit.isEmpty()) {
                throw new ConfigException("with seed " + seed + ": " + unfit.get(0));
            }
            pairs.add(Comparison.of(runs));
        }
        return pairs;
    }

    private GridResult grid(LoadedScenario scenario, GridSpec grid, List<String> added) {
        GridRun run = new GridRun(
                grid,
                (settings, seed) -> options.load(added, seed, settings),
                session.stop(),
                session.version(),
                session.console()::begin);
        long from = scenario.spec().seed();
        return run.run(LongStream.range(from, from + seeds).boxed().toList());
    }

    /** What stands beside the runs themselves: what machines are made of, what of them was used, where the first one loses. */
    private static List<Annex> sides(
            List<FinishedRun> runs, List<MachineSpec> fitting, List<MachineSpec> all, List<String> losses) {
        List<Annex> annexes = new ArrayList<>();
        List<SiliconCount> counts =
                all.stream().filter(SiliconCount::counts).map(SiliconCount::of).toList();
        List<FinishedRun> timed = new ArrayList<>();
        List<Long> capacities = new ArrayList<>();
        for (int i = 0; i < runs.size(); i++) {
            boolean done = runs.get(i).record().outcome().name().equals("quiescent");
            if (SiliconCount.counts(fitting.get(i)) && done) {
                timed.add(runs.get(i));
                capacities.add(SiliconCount.of(fitting.get(i)).capacityBytes());
            }
        }
        if (timed.size() > 1 || !losses.isEmpty() && !timed.isEmpty()) {
            annexes.add(Losses.of(timed.get(0), timed.subList(1, timed.size()), losses));
        }
        if (counts.size() > 1) {
            annexes.add(SiliconAnnex.of(counts, all));
        }
        if (!timed.isEmpty()) {
            annexes.add(Usage.of(timed, capacities));
        }
        return annexes;
    }
}
