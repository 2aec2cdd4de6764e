package org.skerry.scenario.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.skerry.scenario.run.ResultFolder;
import org.skerry.scenario.run.ShellWord;
import org.skerry.sim.config.ConfigException;
import org.skerry.view.chart.Charts;
import org.skerry.view.report.Chapter;
import org.skerry.view.report.ChapterPage;
import org.skerry.view.report.TextTable;
import picocli.CommandLine.Option;

/** What commands have in common that read an experiment from a file, run it with several seeds and leave a page and tables. */
final class ExperimentOptions {
    private static final int MOST_SEEDS = 1000;

    @Option(
            names = "--set",
            paramLabel = "PATH=VALUE",
            description =
                    "Changes one setting of the experiment, such as --set set.parameters.noisy=2. Can be repeated.")
    private List<String> settings = new ArrayList<>();

    @Option(
            names = "--seeds",
            paramLabel = "N",
            description = "Runs of each case, seeds 1 to N, at most 1000 (default: what the experiment says).")
    private Integer seeds;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Folder of the results, replaced as a whole (default: out/<command>-<experiment>).")
    private String out;

    @Option(names = "--json", description = "Prints one JSON value on standard output and nothing else there.")
    private boolean json;

    List<String> settings() {
        return settings;
    }

    boolean json() {
        return json;
    }

    /** Seeds to run, of an experiment that says how many unless asked for. */
    int seeds(int ofExperiment) {
        if (seeds != null && (seeds < 1 || seeds > MOST_SEEDS)) {
            throw new ConfigException("--seeds=" + seeds + " is outside 1 to " + MOST_SEEDS
                    + ". Give a number from 1 to " + MOST_SEEDS + ".");
        }
        return seeds == null ? ofExperiment : seeds;
    }

    /** Where the results go; refused before anything runs if nothing can be written there. */
    ResultFolder folder(String command, String experiment) {
        ResultFolder folder = new ResultFolder(
                out == null ? Path.of("out", command + "-" + experiment) : ScenarioOptions.folder(out));
        folder.probe();
        return folder;
    }

    /**
     * Writes tables, charts and the page of an experiment.
     *
     * @param command    that ran it, by which its files are called
     * @param experiment as it was named
     * @param ran        seeds that were run
     */
    void write(
            ResultFolder folder,
            String command,
            String experiment,
            int ran,
            String jsonText,
            String csv,
            List<Charts.Drawn> charts,
            String title,
            String finding,
            List<Chapter> chapters) {
        folder.add(command + ".json", jsonText);
        folder.add(command + ".csv", csv);
        for (Charts.Drawn chart : charts) {
            if (chart.svg() != null) {
                folder.add("chart-" + chart.figure().name() + ".svg", chart.svg());
                folder.add("chart-" + chart.figure().name() + ".png", chart.png());
            }
        }
        StringBuilder again = new StringBuilder("skerry " + command + " ").append(ShellWord.quoted(experiment));
        settings.forEach(setting -> again.append(" --set ").append(ShellWord.quoted(setting)));
        again.append(" --seeds ").append(ran);
        folder.add("report.html", ChapterPage.html(title, finding, chapters, charts, again.toString()));
        folder.write();
    }

    /** Shows a table on the terminal, and an empty line. */
    static void print(Session session, List<List<String>> table) {
        TextTable.lines(table).forEach(line -> session.console().result(Console.harmless(line)));
        session.console().result("");
    }

    /** Says what was found, and where the page lies. */
    static void conclude(Session session, String finding, ResultFolder folder) {
        session.console().result(Console.harmless(finding));
        session.console().result("");
        session.console().result("Report: " + folder.path().resolve("report.html"));
    }
}
