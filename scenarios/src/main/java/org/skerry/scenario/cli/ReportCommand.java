package org.skerry.scenario.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.skerry.scenario.compare.Annex;
import org.skerry.scenario.compare.AnnexChecks;
import org.skerry.scenario.compare.AnnexJson;
import org.skerry.scenario.compare.Comparison;
import org.skerry.scenario.run.FinishedRun;
import org.skerry.scenario.run.ResultFile;
import org.skerry.scenario.run.ResultFolder;
import org.skerry.scenario.run.ShellWord;
import org.skerry.sim.config.ConfigException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code skerry report}. */
@Command(
        name = "report",
        description = "Shows finished runs again, or beside each other: of one scenario or of several.",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        sortOptions = false)
final class ReportCommand implements Callable<Integer> {
    private final Session session;

    @Parameters(
            arity = "1..*",
            paramLabel = "RUN_DIR",
            description = "Folders that 'run', 'compare' or 'report' has written, or their run.json.")
    private List<String> results;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Folder of the report, replaced as a whole (default: out/report-<scenarios>).")
    private String out;

    @Option(names = "--json", description = "Prints one JSON value on standard output and nothing else there.")
    private boolean json;

    ReportCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        List<FinishedRun> runs = new ArrayList<>();
        List<Annex> annexes = new ArrayList<>();
        Set<String> commands = new LinkedHashSet<>();
        for (String result : results) {
            ResultFile file = ResultFile.read(result);
            runs.addAll(file.runs());
            commands.addAll(file.commands());
            if (results.size() == 1) {
                annexes.addAll(AnnexJson.read(file.chapters(), file.numbers()));
            }
        }
        ResultFolder folder = new ResultFolder(out == null ? usual(runs) : ScenarioOptions.folder(out));
        refuseInput(folder.path());
        if (results.size() > 1) {
            commands.add(
                    "skerry report " + results.stream().map(ShellWord::quoted).collect(Collectors.joining(" ")));
        }
        Comparison comparison = AnnexChecks.checked(Comparison.of(runs), annexes);
        Result result = runs.size() == 1 && annexes.isEmpty()
                ? Result.one(runs.get(0), List.copyOf(commands))
                : Result.several(comparison, annexes, List.copyOf(commands));
        result.write(folder, session.stop(), Optional.empty());
        result.show(session.console(), folder, json);
        return comparison.good() ? ExitCode.DONE : ExitCode.FAILED;
    }

    private static Path usual(List<FinishedRun> runs) {
        String scenarios = runs.stream()
                .map(run -> run.record().scenario())
                .distinct()
                .limit(4)
                .collect(Collectors.joining("-"));
        return Path.of("out", "report-" + scenarios);
    }

    /** The folder is replaced as a whole, and with it what the report was made from: traces are not in {@code run.json}. */
    private void refuseInput(Path folder) {
        for (String result : results) {
            Path input = Path.of(result).toAbsolutePath().normalize();
            if (input.equals(folder) || folder.equals(input.getParent()) && input.endsWith("run.json")) {
                throw new ConfigException("--out " + folder
                        + " is a folder that the report is made from, and would be replaced. Give another one.");
            }
        }
    }
}
