package org.skerry.scenario.cli;

import java.util.concurrent.Callable;
import org.skerry.scenario.chaos.ChaosExperiment;
import org.skerry.scenario.chaos.ChaosPage;
import org.skerry.scenario.chaos.ChaosResult;
import org.skerry.scenario.chaos.ChaosTables;
import org.skerry.scenario.load.ChaosFile;
import org.skerry.scenario.run.ResultFolder;
import org.skerry.scenario.run.RunJson;
import org.skerry.scenario.spec.ChaosSpec;
import org.skerry.view.chart.Charts;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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
    private final Session session;

    @Parameters(
            paramLabel = "EXPERIMENT",
            completionCandidates = Candidates.Chaoses.class,
            description = "Name of a built-in experiment (${COMPLETION-CANDIDATES}), or path of a YAML or JSON file.")
    private String experiment;

    @Mixin
    private ExperimentOptions options = new ExperimentOptions();

    ChaosCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        ChaosSpec spec = ChaosFile.load(experiment, options.settings());
        int seeds = options.seeds(spec.seeds());
        ResultFolder folder = options.folder("chaos", spec.name());
        ChaosResult result =
                new ChaosExperiment(spec, seeds, session.stop(), session.version(), session.console()::begin).run();
        write(result, folder);
        if (options.json()) {
            session.console().out().print(RunJson.text(ChaosTables.json(result)));
        } else {
            ExperimentOptions.print(session, ChaosTables.figures(result));
            if (!result.curves().isEmpty()) {
                ExperimentOptions.print(session, ChaosTables.curves(result));
            }
            ExperimentOptions.conclude(session, ChaosPage.finding(result), folder);
        }
        return result.good() ? ExitCode.DONE : ExitCode.FAILED;
    }

    private void write(ChaosResult result, ResultFolder folder) {
        options.write(
                folder,
                "chaos",
                experiment,
                result.seeds(),
                RunJson.text(ChaosTables.json(result)),
                ChaosTables.csv(result),
                Charts.draw(ChaosPage.figures(result)),
                "Chaos: " + result.spec().name(),
                ChaosPage.finding(result),
                ChaosPage.chapters(result));
    }
}
