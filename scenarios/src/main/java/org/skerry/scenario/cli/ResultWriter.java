package org.skerry.scenario.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.skerry.scenario.compare.Comparison;
import org.skerry.scenario.run.FinishedRun;
import org.skerry.scenario.run.Interrupted;
import org.skerry.scenario.run.MetricsCsv;
import org.skerry.scenario.run.ResultFolder;
import org.skerry.scenario.run.RunJson;
import org.skerry.scenario.run.StopSwitch;
import org.skerry.view.chart.Charts;
import org.skerry.view.report.Report;
import org.skerry.view.report.ReportPage;

/** Puts every file of a result into its folder. */
final class ResultWriter {
    private ResultWriter() {}

    static void write(
            ResultFolder folder,
            Comparison comparison,
            ObjectNode json,
            String command,
            Stopwatch watch,
            int threads,
            StopSwitch stop) {
        folder.add("run.json", RunJson.text(json));
        folder.add(
                "metrics.csv",
                MetricsCsv.metrics(
                        comparison.runs().stream().map(FinishedRun::record).toList()));
        for (FinishedRun run : comparison.runs()) {
            if (run.trace() != null) {
                folder.add("trace.csv", MetricsCsv.trace(run.trace()));
            }
        }
        Report report = comparison.report(command);
        List<Charts.Drawn> charts = ReportPage.charts(report);
        for (Charts.Drawn chart : charts) {
            if (chart.svg() != null) {
                folder.add("chart-" + chart.figure().name() + ".svg", chart.svg());
                folder.add("chart-" + chart.figure().name() + ".png", chart.png());
            }
        }
        folder.add("report.html", ReportPage.html(report, charts));
        folder.add("host.json", RunJson.text(host(watch, threads)));
        if (stop.requested()) {
            throw new Interrupted();
        }
        folder.write();
    }

    /** What this computer needed: the one file that differs from run to run. */
    private static ObjectNode host(Stopwatch watch, int threads) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("about", "what the host needed; no part of the result, and different each time");
        json.put("wallSeconds", Math.round(watch.seconds() * 1000) / 1000.0);
        json.put("threads", threads);
        json.put("hostProcessors", Runtime.getRuntime().availableProcessors());
        json.put("java", Runtime.version().toString());
        json.put("system", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
        return json;
    }
}
