package org.skerry.scenario.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.skerry.scenario.chaos.ChaosExperiment;
import org.skerry.scenario.chaos.ChaosPage;
import org.skerry.scenario.chaos.ChaosResult;
import org.skerry.scenario.chaos.ChaosTables;
import org.skerry.scenario.load.ChaosFile;
import org.skerry.scenario.run.ResultFolder;
import org.skerry.scenario.run.RunJson;
import org.skerry.scenario.run.ShellWord;
import org.skerry.scenario.spec.ChaosSpec;
import org.skerry.sim.config.ConfigException;
import org.skerry.view.chart.Charts;
import org.skerry.view.report.ChapterPage;
import org.skerry.view.report.TextTable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code skerry chaos}. */
@Command(
        name = "chaos",
        description = {
            "Breaks a service as one file says - steady state, hypothesis, fault, abort condition - and gives a verdict: goodput over",
            "time, time to detect and restore, what was lost and doubled, and how much is left when more and more is dead.",
            "Ends with 1 if the hypothesis is refuted."
        },
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        sortOptions = false)
final class ChaosCommand implements Callable<Integer> {
    private static final int MOST_SEEDS = 1000;

    private final Session session;

    @Parameters(
            paramLabel = "EXPERIMENT",
            completionCandidates = Candidates.Chaoses.class,
            description = "Name of a built-in experiment (${COMPLETION-CANDIDATES}), or path of a YAML or JSON file.")
    private String experiment;

    @Option(
            names = "--set",
            paramLabel = "PATH=VALUE",
            description =
                    "Changes one setting of the experiment, such as --set set.parameters.patience=1. Can be repeated.")
    private List<String> settings = new ArrayList<>();

    @Option(
            names = "--seeds",
            paramLabel = "N",
            description = "Runs of each machine, seeds 1 to N, at most 1000 (default: what the experiment says).")
    private Integer seeds;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Folder of the results, replaced as a whole (default: out/chaos-<experiment>).")
    private String out;

    @Option(names = "--json", description = "Prints one JSON value on standard output and nothing else there.")
    private boolean json;

    ChaosCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        if (seeds != null && (seeds < 1 || seeds > MOST_SEEDS)) {
            throw new ConfigException("--seeds=" + seeds + " is outside 1 to " + MOST_SEEDS
                    + ". Give a number from 1 to " + MOST_SEEDS + ".");
        }
        ChaosSpec spec = ChaosFile.load(experiment, settings);
        ResultFolder folder =
                new ResultFolder(out == null ? Path.of("out", "chaos-" + spec.name()) : ScenarioOptions.folder(out));
        folder.probe();
        ChaosResult result = new ChaosExperiment(
                        spec,
                        seeds == null ? spec.seeds() : seeds,
                        session.stop(),
                        session.version(),
                        session.console()::begin)
                .run();
        write(result, folder);
        if (json) {
            session.console().out().print(RunJson.text(ChaosTables.json(result)));
        } else {
            print(ChaosTables.figures(result));
            if (!result.curves().isEmpty()) {
                print(ChaosTables.curves(result));
            }
            session.console().result(Console.harmless(ChaosPage.finding(result)));
            session.console().result("");
            session.console().result("Report: " + folder.path().resolve("report.html"));
        }
        return result.good() ? ExitCode.DONE : ExitCode.FAILED;
    }

    private void print(List<List<String>> lines) {
        TextTable.lines(lines).forEach(line -> session.console().result(Console.harmless(line)));
        session.console().result("");
    }

    private void write(ChaosResult result, ResultFolder folder) {
        List<Charts.Drawn> charts = Charts.draw(ChaosPage.figures(result));
        folder.add("chaos.json", RunJson.text(ChaosTables.json(result)));
        folder.add("chaos.csv", ChaosTables.csv(result));
        for (Charts.Drawn chart : charts) {
            if (chart.svg() != null) {
                folder.add("chart-" + chart.figure().name() + ".svg", chart.svg());
                folder.add("chart-" + chart.figure().name() + ".png", chart.png());
            }
        }
        StringBuilder command = new StringBuilder("skerry chaos ").append(ShellWord.quoted(experiment));
        settings.forEach(setting -> command.append(" --set ").append(ShellWord.quoted(setting)));
        command.append(" --seeds ").append(result.seeds());
        folder.add(
                "report.html",
                ChapterPage.html(
                        "Chaos: " + result.spec().name(),
                        ChaosPage.finding(result),
                        ChaosPage.chapters(result),
                        charts,
                        command.toString()));
        folder.write();
    }
}
