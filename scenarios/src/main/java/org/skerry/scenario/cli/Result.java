package org.skerry.scenario.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import org.skerry.scenario.compare.Annex;
import org.skerry.scenario.compare.AnnexJson;
import org.skerry.scenario.compare.Comparison;
import org.skerry.scenario.run.FinishedRun;
import org.skerry.scenario.run.Interrupted;
import org.skerry.scenario.run.MetricsCsv;
import org.skerry.scenario.run.ResultFile;
import org.skerry.scenario.run.ResultFolder;
import org.skerry.scenario.run.RunJson;
import org.skerry.scenario.run.StopSwitch;
import org.skerry.view.chart.Charts;
import org.skerry.view.report.Report;
import org.skerry.view.report.ReportPage;

/** What a command has to show: every file of it, and what goes to standard output. */
final class Result {
    private final Comparison comparison;
    private final List<Annex> annexes;
    private final ObjectNode json;
    private final List<String> commands;

    private Result(Comparison comparison, List<Annex> annexes, ObjectNode json, List<String> commands) {
        this.comparison = comparison;
        this.annexes = annexes;
        this.json = json;
        this.commands = commands;
    }

    /** One run, which {@code commands} reproduce. */
    static Result one(FinishedRun run, List<String> commands) {
        return new Result(Comparison.of(List.of(run)), List.of(), ResultFile.json(run, commands), commands);
    }

    /** Several runs, which {@code commands} reproduce. */
    static Result several(Comparison comparison, List<String> commands) {
        return several(comparison, List.of(), commands);
    }

    /** The same with what else the comparison has to say. */
    static Result several(Comparison comparison, List<Annex> annexes, List<String> commands) {
        ObjectNode json = ResultFile.json(
                comparison.title(),
                comparison.finding(),
                comparison.good(),
                comparison.verdicts(),
                comparison.differences(),
                comparison.runs(),
                commands);
        if (!annexes.isEmpty()) {
            ObjectNode more = json.putObject("comparison");
            annexes.forEach(annex -> more.set(annex.key(), annex.json()));
            json.set("chapters", AnnexJson.chapters(annexes));
        }
        return new Result(comparison, annexes, json, commands);
    }

    /** Puts every file into the folder; {@code host} says what this computer needed, if anything ran. */
    void write(ResultFolder folder, StopSwitch stop, Optional<ObjectNode> host) {
        Report report = comparison
                .report(String.join("\n", commands))
                .with(annexes.stream().map(Annex::chapter).toList());
        write(folder, json, comparison.runs(), report, stop, host);
    }

    /** Puts a report of its own about these runs into the folder. */
    static void write(
            ResultFolder folder,
            ObjectNode json,
            List<FinishedRun> runs,
            Report report,
            StopSwitch stop,
            Optional<ObjectNode> host) {
        folder.add("run.json", RunJson.text(json));
        folder.add(
                "metrics.csv",
                MetricsCsv.metrics(runs.stream().map(FinishedRun::record).toList()));
        if (runs.stream().anyMatch(run -> !run.record().energyOverTime().isEmpty())) {
            folder.add(
                    "energy.csv",
                    MetricsCsv.energy(runs.stream().map(FinishedRun::record).toList()));
        }
        if (runs.stream().anyMatch(run -> !run.record().clients().isEmpty())) {
            folder.add(
                    "goodput.csv",
                    MetricsCsv.goodput(runs.stream().map(FinishedRun::record).toList()));
        }
        for (FinishedRun run : runs) {
            if (run.trace() != null) {
                folder.add("trace.csv", MetricsCsv.trace(run.trace()));
            }
        }
        List<Charts.Drawn> charts = ReportPage.charts(report);
        for (Charts.Drawn chart : charts) {
            if (chart.svg() != null) {
                folder.add("chart-" + chart.figure().name() + ".svg", chart.svg());
                folder.add("chart-" + chart.figure().name() + ".png", chart.png());
            }
        }
        folder.add("report.html", ReportPage.html(report, charts));
        host.ifPresent(what -> folder.add("host.json", RunJson.text(what)));
        if (stop.requested()) {
            throw new Interrupted();
        }
        folder.write();
    }

    /** On standard output: the JSON alone, or what a person wants to know. */
    void show(Console console, ResultFolder folder, boolean asJson) {
        if (asJson) {
            console.out().print(RunJson.text(json));
        } else {
            Terminal.print(console, comparison, annexes, folder.path());
        }
    }

    /** What this computer needed: the one file that differs from run to run. */
    static Optional<ObjectNode> host(Stopwatch watch, int threads) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("about", "what the host needed; no part of the result, and different each time");
        json.put("wallSeconds", Math.round(watch.seconds() * 1000) / 1000.0);
        json.put("threads", threads);
        json.put("hostProcessors", Runtime.getRuntime().availableProcessors());
        json.put("java", Runtime.version().toString());
        json.put("system", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
        return Optional.of(json);
    }
}
