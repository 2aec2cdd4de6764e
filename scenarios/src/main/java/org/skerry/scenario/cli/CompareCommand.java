package org.skerry.scenario.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import org.skerry.scenario.compare.Annex;
import org.skerry.scenario.compare.AnnexChecks;
import org.skerry.scenario.compare.BestServer;
import org.skerry.scenario.compare.Comparison;
import org.skerry.scenario.compare.CostRuns;
import org.skerry.scenario.compare.FormRuns;
import org.skerry.scenario.compare.Losses;
import org.skerry.scenario.compare.PowerMatch;
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

    @Mixin
    private AgainstOption against = new AgainstOption();

    @Option(
            names = "--seeds",
            paramLabel = "N",
            description = "Runs with N seeds, from the one asked for on, and pairs machines seed by seed (default: 1).")
    private int seeds = 1;

    @Option(names = "--costs", description = "Runs also what the scenario has under 'costs': what single things cost.")
    private boolean costs;

    @Option(
            names = "--form",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description =
                    "Whether a service also runs in its best form for shared memory, its 'sharedForm' (default: yes).")
    private boolean form = true;

    CompareCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        if (seeds < 1 || seeds > MOST_SEEDS) {
            throw new ConfigException("--seeds=" + seeds + " is outside 1 to " + MOST_SEEDS
                    + ". Give a number from 1 to " + MOST_SEEDS + ".");
        }
        against.settle(options.load().spec()).ifPresent(session.console()::message);
        List<String> added = against.settings();
        List<String> behind = new ArrayList<>(compared(added));
        LoadedScenario scenario = options.load(added, behind);
        if (costs && scenario.spec().comparing().costs().isEmpty()) {
            throw new ConfigException("--costs: scenario '" + scenario.spec().name()
                    + "' has nothing under 'costs'. Leave the option away, or say there what to switch off.");
        }
        Optional<FormRuns> forms = forms(scenario);
        forms.ifPresent(program -> program.program(scenario));
        ResultFolder folder = new ResultFolder(options.folder(scenario, "compare"));
        int threads = options.threads();
        folder.probe();
        Stopwatch all = new Stopwatch();
        List<MachineSpec> machines = new ArrayList<>(
                scenario.spec().compare().stream().map(scenario.spec()::machine).toList());
        List<MachineSpec> fitting = new ArrayList<>();
        List<String> unfit = new ArrayList<>();
        List<Annex> annexes = new ArrayList<>();
        List<FinishedRun> runs = runs(scenario, machines, threads, fitting, unfit, (open, done) -> {
            PowerMatch.Matched matched = match(added, behind, open, done);
            behind.add(matched.setting());
            machines.set(machines.indexOf(open), matched.machine());
            annexes.add(matched.annex());
            return matched;
        });
        forms.ifPresent(program -> program.add(scenario, runs, fitting));
        Comparison comparison = Comparison.of(runs);
        List<String> losses = new ArrayList<>(unfit);
        if (seeds > 1) {
            SeedPairs pairs = pairs(scenario, comparison, fitting, forms, added, behind, threads);
            annexes.add(pairs.annex());
        }
        if (costs) {
            CostRuns cost = new CostRuns(scenario, options.settings(added), session.stop(), session.version());
            cost.run(runs, session.console()::begin);
            if (forms.filter(FormRuns::hasRun).isEmpty()) {
                losses.addAll(cost.losses(runs.get(0)));
            }
            annexes.add(cost.annex());
        }
        scenario.spec().comparing().grid().ifPresent(grid -> {
            GridResult result = grid(scenario, grid, added, behind);
            losses.add(GridPage.finding(result));
            annexes.add(new Annex("grid", GridPage.chapter(result), GridPage.json(result)));
        });
        if (forms.isPresent()) {
            losses.addAll(forms.get().losses());
            annexes.add(0, forms.get().annex());
        } else if (form) {
            scenario.spec().comparing().form().ifPresent(why -> annexes.add(0, FormRuns.none(why)));
        }
        comparison = AnnexChecks.checked(comparison, annexes);
        annexes.addAll(0, sides(comparison.runs(), fitting, machines, losses));
        Result result = Result.several(comparison, annexes, List.of(options.command("compare", scenario, more())));
        result.write(folder, session.stop(), Result.host(all, threads));
        result.show(session.console(), folder, options.json());
        return comparison.good() ? ExitCode.DONE : ExitCode.FAILED;
    }

    /** What {@code --against} adds to the machines that are compared, behind what the command line says of these. */
    private List<String> compared(List<String> added) {
        return against.any() ? List.of(against.compared(options.load(added).spec())) : List.of();
    }

    private String more() {
        return against.words()
                + (seeds == 1 ? "" : " --seeds " + seeds)
                + (costs ? " --costs" : "")
                + (form ? "" : " --no-form");
    }

    /** The opponent of equal power that {@code open} is to be, by the run of its chip among those that are done, or one more. */
    private PowerMatch.Matched match(
            List<String> added, List<String> behind, MachineSpec open, List<FinishedRun> done) {
        String chip = open.opponent().orElseThrow().of();
        PowerMatch match = new PowerMatch(
                settings -> {
                    List<String> last = new ArrayList<>(behind);
                    last.addAll(settings);
                    return options.load(added, last);
                },
                session.stop(),
                session.version(),
                session.console()::begin);
        return match.match(
                open,
                done.stream().filter(run -> run.record().machine().equals(chip)).findFirst());
    }

    /** One run on each machine that the work fits on; those that it does not fit on are told, unless it fits on none. */
    private List<FinishedRun> runs(
            LoadedScenario scenario,
            List<MachineSpec> machines,
            int threads,
            List<MachineSpec> fitting,
            List<String> unfit,
            BiFunction<MachineSpec, List<FinishedRun>, PowerMatch.Matched> matching) {
        Runner runner = new Runner(scenario, session.stop(), session.version());
        List<FinishedRun> runs = new ArrayList<>();
        CapacityException last = null;
        long turns = 0;
        for (MachineSpec stated : List.copyOf(machines)) {
            Stopwatch watch = new Stopwatch();
            MachineSpec machine = stated;
            try {
                FinishedRun run;
                if (PowerMatch.open(stated)) {
                    PowerMatch.Matched matched = matching.apply(stated, runs);
                    machine = matched.machine();
                    run = matched.run();
                } else {
                    RunObserver progress =
                            session.console().progress(ScenarioOptions.expected(scenario, machine, turns));
                    run = runner.run(machine, machine.kind().parallel() ? threads : 1, null, progress);
                }
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

    /** The service as a program for shared memory, if it has such a form and it is not left away. */
    private Optional<FormRuns> forms(LoadedScenario scenario) {
        return scenario.spec()
                .comparing()
                .form()
                .filter(service -> form && service.scenario().isPresent())
                .map(service -> new FormRuns(service, session.stop(), session.version(), session.console()::begin));
    }

    private SeedPairs pairs(
            LoadedScenario scenario,
            Comparison first,
            List<MachineSpec> fitting,
            Optional<FormRuns> forms,
            List<String> added,
            List<String> behind,
            int threads) {
        SeedPairs pairs =
                new SeedPairs(names(fitting, machine -> !machine.oracle()), names(fitting, BestServer::among));
        pairs.add(first);
        long from = scenario.spec().seed();
        for (long seed = from + 1; seed < from + seeds; seed++) {
            LoadedScenario loaded = options.load(added, seed, behind);
            List<MachineSpec> machines = fitting.stream()
                    .map(machine -> loaded.spec().machine(machine.name()))
                    .toList();
            List<String> unfit = new ArrayList<>();
            List<FinishedRun> runs = runs(loaded, machines, threads, new ArrayList<>(), unfit, (open, done) -> {
                throw new IllegalStateException(open.name() + " was matched with the first seed");
            });
            if (!unfit.isEmpty()) {
                throw new ConfigException("with seed " + seed + ": " + unfit.get(0));
            }
            pairs.add(Comparison.of(runs));
            forms.ifPresent(program -> program.add(loaded, runs, machines));
        }
        return pairs;
    }

    private static List<String> names(List<MachineSpec> machines, Predicate<MachineSpec> which) {
        return machines.stream().filter(which).map(MachineSpec::name).toList();
    }

    private GridResult grid(LoadedScenario scenario, GridSpec grid, List<String> added, List<String> behind) {
        GridRun run = new GridRun(
                grid,
                (settings, seed) -> {
                    List<String> last = new ArrayList<>(behind);
                    last.addAll(settings);
                    return options.load(added, seed, last);
                },
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
        List<FinishedRun> servers = new ArrayList<>();
        for (int i = 0; i < runs.size(); i++) {
            boolean done = runs.get(i).record().outcome().name().equals("quiescent");
            if (SiliconCount.counts(fitting.get(i)) && done) {
                timed.add(runs.get(i));
                capacities.add(SiliconCount.of(fitting.get(i)).capacityBytes());
                if (BestServer.among(fitting.get(i))) {
                    servers.add(runs.get(i));
                }
            }
        }
        Optional<BestServer> best =
                servers.size() > 1 ? Optional.of(new BestServer(timed.get(0), servers)) : Optional.empty();
        best.flatMap(BestServer::loss).ifPresent(losses::add);
        if (timed.size() > 1 || !losses.isEmpty() && !timed.isEmpty()) {
            annexes.add(Losses.of(timed.get(0), timed.subList(1, timed.size()), losses));
        }
        if (counts.size() > 1) {
            annexes.add(SiliconAnnex.of(counts, all, timed));
        }
        best.ifPresent(several -> annexes.add(several.annex()));
        if (!timed.isEmpty()) {
            annexes.add(Usage.of(timed, capacities));
        }
        return annexes;
    }
}
