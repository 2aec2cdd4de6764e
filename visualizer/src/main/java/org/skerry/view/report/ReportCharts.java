package org.skerry.view.report;

import java.util.ArrayList;
import java.util.List;
import org.skerry.sim.machine.RunRecord;
import org.skerry.view.chart.ChartData;
import org.skerry.view.chart.ChartData.Form;
import org.skerry.view.chart.ChartData.Series;

/** Which charts a report has, from the metrics its runs have. Runs on machines without time appear in none. */
final class ReportCharts {
    private static final List<String> PERCENTILE_NAMES =
            List.of("50 %", "75 %", "90 %", "95 %", "99 %", "99.9 %", "99.99 %");
    private static final List<Integer> PERCENTILES =
            List.of(500_000, 750_000, 900_000, 950_000, 990_000, 999_000, 999_900);

    private ReportCharts() {}

    static List<ChartData> charts(Report report) {
        List<RunRecord> timed =
                report.runs().stream().filter(run -> new RunTime(run).exists()).toList();
        List<ChartData> charts = new ArrayList<>();
        if (timed.isEmpty()) {
            return charts;
        }
        List<String> names = timed.stream().map(RunRecord::machine).toList();
        throughput(report, timed, names, charts);
        latency(timed, charts);
        cycles(timed, names, charts);
        return charts;
    }

    private static void throughput(Report report, List<RunRecord> runs, List<String> names, List<ChartData> charts) {
        String unit = report.work().map(Report.Work::unit).orElse("turn");
        List<Double> values = new ArrayList<>();
        for (RunRecord run : runs) {
            RunTime time = new RunTime(run);
            values.add(report.work()
                    .map(work -> time.workPerMillisecond(work.count()))
                    .orElseGet(() -> time.perMillisecond(time.has("turns.count") ? time.value("turns.count") : 0)));
        }
        charts.add(new ChartData(
                "throughput",
                "Throughput (longer is faster)",
                unit + "s per millisecond of simulated time",
                "",
                Form.BARS,
                names,
                List.of(new Series("throughput", values))));
    }

    private static void latency(List<RunRecord> runs, List<ChartData> charts) {
        List<Series> series = new ArrayList<>();
        for (RunRecord run : runs) {
            RunTime time = new RunTime(run);
            if (time.hasLatency("turns.latency")) {
                series.add(new Series(
                        run.machine(),
                        PERCENTILES.stream()
                                .map(millionths -> time.percentile("turns.latency", millionths))
                                .toList()));
            }
        }
        if (!series.isEmpty()) {
            charts.add(new ChartData(
                    "latency",
                    "Latency from send to end of handling",
                    "nanoseconds",
                    "share of messages that took no longer",
                    Form.CURVE,
                    PERCENTILE_NAMES,
                    series));
        }
    }

    private static void cycles(List<RunRecord> runs, List<String> names, List<ChartData> charts) {
        List<Series> series = new ArrayList<>();
        part(runs, "executing", "turns.busyCycles", series);
        part(runs, "waiting for memory", "core.stallCycles.memory", series);
        part(runs, "waiting to send", "core.stallCycles.send", series);
        if (!series.isEmpty()) {
            charts.add(new ChartData(
                    "cycles",
                    "Where the cores' cycles went during turns",
                    "million cycles of the base clock, all cores together",
                    "",
                    Form.STACKED,
                    names,
                    series));
        }
    }

    private static void part(List<RunRecord> runs, String name, String metric, List<Series> series) {
        if (runs.stream().anyMatch(run -> run.metrics().has(metric))) {
            series.add(new Series(
                    name,
                    runs.stream()
                            .map(run ->
                                    run.metrics().has(metric) ? run.metrics().value(metric) / 1e6 : Double.NaN)
                            .toList()));
        }
    }
}
