package org.skerry.scenario.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.skerry.scenario.compare.Annex;
import org.skerry.scenario.compare.Comparison;
import org.skerry.scenario.run.FinishedRun;
import org.skerry.scenario.run.ResultFile.Difference;
import org.skerry.sim.machine.LogLine;
import org.skerry.view.report.Report;
import org.skerry.view.report.Summary;
import org.skerry.view.report.TextTable;

/** Shows a result in a terminal: the finding, the table, the checks, where the rest is. */
final class Terminal {
    private static final int MOST_LOG_LINES = 20;
    private static final int MOST_DIFFERENCES = 20;
    private static final int MOST_OF_A_VALUE = 32;

    private Terminal() {}

    static void print(Console console, Comparison comparison, List<Annex> annexes, Path folder) {
        Report report = comparison.report("");
        Optional<Report.Work> work = report.work();
        console.result("");
        console.result(Console.harmless(report.finding()));
        console.result("");
        table(console, Summary.of(report.runs(), work));
        for (Annex annex : annexes) {
            console.result("");
            annex.lines().forEach(line -> console.result(Console.harmless(line)));
        }
        console.result("");
        for (Report.Verdict verdict : report.verdicts()) {
            console.result(String.format(
                    "%-8s  %s (%s)",
                    verdict.state().word(), Console.harmless(verdict.what()), Console.harmless(verdict.detail())));
        }
        if (comparison.runs().size() == 1) {
            log(console, comparison.runs().get(0));
        }
        if (several(comparison)) {
            differences(console, comparison);
        }
        if (!report.caveats().isEmpty()) {
            console.result("");
            report.caveats().forEach(caveat -> console.result("note: " + caveat));
        }
        console.result("");
        console.result("Report: " + fromHere(folder.resolve("report.html")));
    }

    /** Whether runs of several scenarios, or with other settings than those of their machines, are shown. */
    private static boolean several(Comparison comparison) {
        return comparison.differences().stream()
                .anyMatch(difference -> !difference.setting().startsWith("machine."));
    }

    /** The settings that several runs have and that are not the same there; the others are counted. */
    private static void differences(Console console, Comparison comparison) {
        List<List<String>> lines = new ArrayList<>();
        List<String> head = new ArrayList<>(List.of("settings that differ"));
        comparison.runs().forEach(run -> head.add(run.record().machine()));
        lines.add(head);
        for (Difference difference : comparison.differences()) {
            long values = difference.values().stream()
                    .filter(value -> !value.equals(Difference.NONE))
                    .distinct()
                    .count();
            if (lines.size() <= MOST_DIFFERENCES && values > 1) {
                List<String> line = new ArrayList<>(List.of(difference.setting()));
                difference.values().forEach(value -> line.add(shortened(value)));
                lines.add(line);
            }
        }
        int more = comparison.differences().size() - (lines.size() - 1);
        console.result("");
        TextTable.lines(lines).forEach(line -> console.result(Console.harmless(line)));
        if (more > 0) {
            console.result("and " + more + " more, most of them settings that one kind of machine has, in run.json");
        }
    }

    private static String shortened(String value) {
        return value.length() <= MOST_OF_A_VALUE ? value : value.substring(0, MOST_OF_A_VALUE - 3) + "...";
    }

    /** Short where that is possible, so that it can be read and pasted. */
    static Path fromHere(Path file) {
        Path here = Path.of("").toAbsolutePath();
        return file.startsWith(here) ? here.relativize(file) : file;
    }

    private static void log(Console console, FinishedRun run) {
        List<LogLine> log = run.record().log();
        if (log.isEmpty()) {
            return;
        }
        console.result("");
        for (LogLine line : log.subList(0, Math.min(MOST_LOG_LINES, log.size()))) {
            console.result(Console.harmless(line.actor() + ": " + line.text()));
        }
        if (log.size() > MOST_LOG_LINES) {
            console.result("... and " + (log.size() - MOST_LOG_LINES) + " more lines, in run.json");
        }
    }

    private static void table(Console console, Summary summary) {
        List<List<String>> lines = new ArrayList<>();
        List<String> head = new ArrayList<>(List.of(""));
        head.addAll(summary.columns());
        lines.add(head);
        for (Summary.Row row : summary.rows()) {
            if (row.origin() == Summary.Origin.ASSUMED) {
                continue; // the page and run.json tell what the models assume
            }
            List<String> line = new ArrayList<>();
            line.add(row.name() + (row.unit().isEmpty() ? "" : " [" + row.unit() + "]"));
            line.addAll(row.cells());
            lines.add(line);
        }
        TextTable.lines(lines).forEach(line -> console.result(Console.harmless(line)));
    }
}
