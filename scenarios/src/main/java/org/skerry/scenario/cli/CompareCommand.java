package org.skerry.scenario.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.skerry.scenario.compare.Comparison;
import org.skerry.scenario.load.LoadedScenario;
import org.skerry.scenario.run.FinishedRun;
import org.skerry.scenario.run.ResultFolder;
import org.skerry.scenario.run.Runner;
import org.skerry.scenario.spec.MachineSpec;
import org.skerry.sim.machine.RunObserver;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code skerry compare}. */
@Command(
        name = "compare",
        description = "Runs the same actors on every machine the scenario names, and compares.",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        sortOptions = false)
final class CompareCommand implements Callable<Integer> {
    private final Session session;

    @Mixin
    private ScenarioOptions options = new ScenarioOptions();

    CompareCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        LoadedScenario scenario = options.load();
        ResultFolder folder = new ResultFolder(options.folder(scenario, "compare"));
        int threads = options.threads();
        folder.probe();
        Runner runner = new Runner(scenario, session.stop(), session.version());
        Stopwatch all = new Stopwatch();
        List<FinishedRun> runs = new ArrayList<>();
        long turns = 0;
        for (String name : scenario.spec().compare()) {
            MachineSpec machine = scenario.spec().machine(name);
            Stopwatch watch = new Stopwatch();
            RunObserver progress = session.console().progress(ScenarioOptions.expected(scenario, machine, turns));
            FinishedRun run = runner.run(machine, machine.kind().parallel() ? threads : 1, null, progress);
            session.console().message(watch.sentence(scenario.spec().name(), run));
            runs.add(run);
            turns = run.record().region().allTurns();
        }
        Comparison comparison = Comparison.of(runs);
        Result result = Result.several(comparison, List.of(options.command("compare", scenario, "")));
        result.write(folder, session.stop(), Result.host(all, threads));
        result.show(session.console(), folder, options.json());
        return comparison.good() ? ExitCode.DONE : ExitCode.FAILED;
    }
}
