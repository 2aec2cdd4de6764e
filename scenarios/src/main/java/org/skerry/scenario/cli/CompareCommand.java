package org.skerry.scenario.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.skerry.scenario.compare.Comparison;
import org.skerry.scenario.load.LoadedScenario;
import org.skerry.scenario.run.FinishedRun;
import org.skerry.scenario.run.ResultFolder;
import org.skerry.scenario.run.RunJson;
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
    private static final String FORMAT = "skerry-compare-1";

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
        for (String name : scenario.spec().compare()) {
            MachineSpec machine = scenario.spec().machine(name);
            Stopwatch watch = new Stopwatch();
            RunObserver progress = session.console().progress(scenario.spec().name() + " on " + machine.name());
            FinishedRun run = runner.run(machine, machine.kind().parallel() ? threads : 1, null, progress);
            session.console().message(watch.sentence(scenario.spec().name(), run));
            runs.add(run);
        }
        Comparison comparison = Comparison.of(scenario.spec(), runs);
        ObjectNode json = json(comparison);
        ResultWriter.write(
                folder, comparison, json, options.command("compare", scenario, ""), all, threads, session.stop());
        if (options.json()) {
            session.console().out().print(RunJson.text(json));
        } else {
            Terminal.print(session.console(), comparison, folder.path());
        }
        return comparison.good() ? ExitCode.DONE : ExitCode.FAILED;
    }

    private static ObjectNode json(Comparison comparison) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("format", FORMAT);
        json.put("scenario", comparison.spec().name());
        json.put("seed", comparison.spec().seed());
        json.put("good", comparison.good());
        json.put("finding", comparison.finding());
        json.set("checks", RunJson.verdicts(comparison.verdicts()));
        ArrayNode runs = json.putArray("runs");
        comparison.runs().forEach(run -> runs.add(RunJson.json(run)));
        return json;
    }
}
