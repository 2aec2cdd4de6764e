package org.skerry.scenario.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.skerry.scenario.load.NoiseFile;
import org.skerry.scenario.noise.NoiseExperiment;
import org.skerry.scenario.noise.NoisePage;
import org.skerry.scenario.noise.NoiseResult;
import org.skerry.scenario.noise.NoiseTables;
import org.skerry.scenario.run.ResultFolder;
import org.skerry.scenario.run.RunJson;
import org.skerry.scenario.run.ShellWord;
import org.skerry.scenario.spec.NoiseSpec;
import org.skerry.sim.config.ConfigException;
import org.skerry.view.chart.Charts;
import org.skerry.view.report.ChapterPage;
import org.skerry.view.report.TextTable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code skerry noise}. */
@Command(
        name = "noise",
        description = {
            "Runs a scenario beside quiet and beside noisy neighbours, and shows who slows down whom: slowdown and tail, Jain's",
            "index, isolation index, time to recover. Curves if the experiment varies something."
        },
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        sortOptions = false)
final class NoiseCommand implements Callable<Integer> {
    private static final int MOST_SEEDS = 1000;

    private final Session session;

    @Parameters(
            paramLabel = "EXPERIMENT",
            arity = "0..1",
            completionCandidates = Candidates.Noises.class,
            description =
                    "Name of a built-in experiment (${COMPLETION-CANDIDATES}), or path of a file (default: hogs).")
    private String experiment = "hogs";

    @Option(
            names = "--set",
            paramLabel = "PATH=VALUE",
            description =
                    "Changes one setting of the experiment, such as --set set.parameters.noisy=2. Can be repeated.")
    private List<String> settings = new ArrayList<>();

    @Option(
            names = "--seeds",
            paramLabel = "N",
            description = "Runs of each cell, seeds 1 to N, at most 1000 (default: what the experiment says).")
    private Integer seeds;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Folder of the results, replaced as a whole (default: out/noise-<experiment>).")
    private String out;

    @Option(names = "--json", description = "Prints one JSON value on standard output and nothing else there.")
    private boolean json;

    NoiseCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        if (seeds != null && (seeds < 1 || seeds > MOST_SEEDS)) {
            throw new ConfigException("--seeds=" + seeds + " is outside 1 to " + MOST_SEEDS
                    + ". Give a number from 1 to " + MOST_SEEDS + ".");
        }
        NoiseSpec spec = NoiseFile.load(experiment, settings);
        ResultFolder folder =
                new ResultFolder(out == null ? Path.of("out", "noise-" + spec.name()) : ScenarioOptions.folder(out));
        folder.probe();
        NoiseResult result = new NoiseExperiment(
                        spec,
                        seeds == null ? spec.seeds() : seeds,
                        session.stop(),
                        session.version(),
                        session.console()::begin)
                .run();
        write(result, folder);
        if (json) {
            session.console().out().print(RunJson.text(NoiseTables.json(result)));
            return ExitCode.DONE;
        }
        if (result.points().isEmpty()) {
            print(NoiseTables.cells(result));
            print(NoiseTables.rows(result));
            result.price().ifPresent(price -> {
                print(price.table());
                session.console().result(price.finding());
                session.console().result("");
            });
        } else {
            print(NoiseTables.points(result));
        }
        session.console().result(Console.harmless(NoisePage.finding(result)));
        session.console().result("");
        session.console().result("Report: " + folder.path().resolve("report.html"));
        return ExitCode.DONE;
    }

    private void print(List<List<String>> lines) {
        TextTable.lines(lines).forEach(line -> session.console().result(Console.harmless(line)));
        session.console().result("");
    }

    private void write(NoiseResult result, ResultFolder folder) {
        List<Charts.Drawn> charts = Charts.draw(NoisePage.figures(result));
        folder.add("noise.json", RunJson.text(NoiseTables.json(result)));
        folder.add("noise.csv", NoiseTables.csv(result));
        for (Charts.Drawn chart : charts) {
            if (chart.svg() != null) {
                folder.add("chart-" + chart.figure().name() + ".svg", chart.svg());
                folder.add("chart-" + chart.figure().name() + ".png", chart.png());
            }
        }
        StringBuilder command = new StringBuilder("skerry noise ").append(ShellWord.quoted(experiment));
        settings.forEach(setting -> command.append(" --set ").append(ShellWord.quoted(setting)));
        command.append(" --seeds ").append(result.seeds());
        folder.add(
                "report.html",
                ChapterPage.html(
                        "Noisy neighbours: " + result.spec().name(),
                        NoisePage.finding(result),
                        NoisePage.chapters(result),
                        charts,
                        command.toString()));
        folder.write();
    }
}
