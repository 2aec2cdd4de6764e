package org.skerry.scenario.run;

import java.util.List;
import org.skerry.sim.machine.RunRecord;
import org.skerry.sim.stats.ClientFigures;
import org.skerry.sim.stats.EnergySeries;
import org.skerry.sim.stats.GoodputSeries;
import org.skerry.sim.stats.LatencyHistogram;
import org.skerry.sim.stats.Metric;
import org.skerry.sim.stats.StatsSnapshot;
import org.skerry.sim.trace.TraceKind;
import org.skerry.sim.trace.TraceLog;

/** Metrics and traces as rows, one figure in each, for spreadsheets and scripts (RFC 4180). */
public final class MetricsCsv {
    private MetricsCsv() {}

    /** Energy of each part in each interval of each run. */
    public static String energy(List<RunRecord> runs) {
        StringBuilder csv = new StringBuilder("machine,part,from_cycle,to_cycle,picojoules\n");
        for (RunRecord run : runs) {
            EnergySeries series = run.energyOverTime();
            for (EnergySeries.Part part : series.parts()) {
                for (int i = 0; i < series.intervals(); i++) {
                    csv.append(field(run.machine())).append(',').append(field(part.name()));
                    csv.append(',')
                            .append(series.cycles().get(i))
                            .append(',')
                            .append(series.cycles().get(i + 1));
                    csv.append(',').append(part.picojoules().get(i)).append('\n');
                }
            }
        }
        return csv.toString();
    }

    /** What clients outside got in each interval of each run. */
    public static String goodput(List<RunRecord> runs) {
        StringBuilder csv = new StringBuilder("machine,device,from_ns,to_ns,").append(ClientsJson.columnNames());
        csv.append('\n');
        for (RunRecord run : runs) {
            for (ClientFigures clients : run.clients()) {
                GoodputSeries series = clients.series();
                for (int i = 0; i < series.intervals().size(); i++) {
                    csv.append(field(run.machine())).append(',').append(field(clients.device()));
                    csv.append(',')
                            .append(series.fromNanoseconds(i))
                            .append(',')
                            .append(series.fromNanoseconds(i + 1));
                    for (long value : ClientsJson.row(series.intervals().get(i))) {
                        csv.append(',').append(value);
                    }
                    csv.append('\n');
                }
            }
        }
        return csv.toString();
    }

    /** Every metric of every run. Distributions have a row for each statistic. */
    public static String metrics(List<RunRecord> runs) {
        StringBuilder csv = new StringBuilder("machine,metric,statistic,value,unit\n");
        for (RunRecord run : runs) {
            StatsSnapshot metrics = run.metrics();
            for (int i = 0; i < metrics.metrics().size(); i++) {
                Metric metric = metrics.metrics().get(i);
                LatencyHistogram histogram = metrics.histogram(metric.name());
                if (histogram == null) {
                    row(
                            csv,
                            run,
                            metric,
                            "value",
                            metrics.value(i),
                            metric.unit().symbol());
                    continue;
                }
                row(csv, run, metric, "count", histogram.count(), "count");
                String unit = metric.unit().symbol();
                row(csv, run, metric, "sum", histogram.sum(), unit);
                row(csv, run, metric, "median", histogram.percentile(500_000), unit);
                row(csv, run, metric, "p90", histogram.percentile(900_000), unit);
                row(csv, run, metric, "p99", histogram.percentile(990_000), unit);
                row(csv, run, metric, "p99.9", histogram.percentile(999_000), unit);
                row(csv, run, metric, "max", histogram.max(), unit);
            }
        }
        return csv.toString();
    }

    private static void row(
            StringBuilder csv, RunRecord run, Metric metric, String statistic, long value, String unit) {
        csv.append(field(run.machine()))
                .append(',')
                .append(field(metric.name()))
                .append(',');
        csv.append(statistic)
                .append(',')
                .append(value)
                .append(',')
                .append(field(unit))
                .append('\n');
    }

    /** Every record of a trace, in order. Identifiers are hexadecimal; a mark ends when it begins. */
    public static String trace(TraceLog trace) {
        StringBuilder csv = new StringBuilder("cycle,end,place,kind,operand,meaning\n");
        trace.forEach((entity, cycle, end, kind, operand) -> {
            TraceKind what = trace.kinds().get(kind);
            csv.append(cycle).append(',').append(end).append(',').append(entity).append(',');
            csv.append(field(what.name()))
                    .append(',')
                    .append(Long.toHexString(operand))
                    .append(',');
            csv.append(field(what.operand())).append('\n');
        });
        return csv.toString();
    }

    private static String field(String text) {
        return text.matches("[^\",\r\n]*") ? text : '"' + text.replace("\"", "\"\"") + '"';
    }
}
