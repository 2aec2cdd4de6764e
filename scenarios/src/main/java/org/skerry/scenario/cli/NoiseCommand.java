package org.skerry.scenario.cli;

import java.util.concurrent.Callable;
import org.skerry.scenario.load.NoiseFile;
import org.skerry.scenario.noise.NoiseExperiment;
import org.skerry.scenario.noise.NoisePage;
import org.skerry.scenario.noise.NoiseResult;
import org.skerry.scenario.noise.NoiseTables;
import org.skerry.scenario.run.ResultFolder;
import org.skerry.scenario.run.RunJson;
import org.skerry.scenario.spec.NoiseSpec;
import org.skerry.view.chart.Charts;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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
    private final Session session;

    @Parameters(
            paramLabel = "EXPERIMENT",
            arity = "0..1",
            completionCandidates = Candidates.Noises.class,
            description =
                    "Name of a built-in experiment (${COMPLETION-CANDIDATES}), or path of a file (default: hogs).")
    private String experiment = "hogs";

    @Mixin
    private ExperimentOptions options = new ExperimentOptions();

    NoiseCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        NoiseSpec spec = NoiseFile.load(experiment, options.settings());
        int seeds = options.seeds(spec.seeds());
        ResultFolder folder = options.folder("noise", spec.name());
        NoiseResult result =
                new NoiseExperiment(spec, seeds, session.stop(), session.version(), session.console()::begin).run();
        write(result, folder);
        if (options.json()) {
            session.console().out().print(RunJson.text(NoiseTables.json(result)));
            return ExitCode.DONE;
        }
        if (result.points().isEmpty()) {
            ExperimentOptions.print(session, NoiseTables.cells(result));
            ExperimentOptions.print(session, NoiseTables.rows(result));
            result.price().ifPresent(price -> {
                ExperimentOptions.print(session, price.table());
                session.console().result(price.finding());
                session.console().result("");
            });
        } else {
            ExperimentOptions.print(session, NoiseTables.points(result));
        }
        ExperimentOptions.conclude(session, NoisePage.finding(result), folder);
        return ExitCode.DONE;
    }

    private void write(NoiseResult result, ResultFolder folder) {
        options.write(
                folder,
                "noise",
                experiment,
                result.seeds(),
                RunJson.text(NoiseTables.json(result)),
                NoiseTables.csv(result),
                Charts.draw(NoisePage.figures(result)),
                "Noisy neighbours: " + result.spec().name(),
                NoisePage.finding(result),
                NoisePage.chapters(result));
    }
}
