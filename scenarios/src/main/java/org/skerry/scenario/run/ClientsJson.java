package org.skerry.scenario.run;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.skerry.sim.stats.ClientFigures;
import org.skerry.sim.stats.ClientFigures.Counts;
import org.skerry.sim.stats.ClientFigures.Latency;
import org.skerry.sim.stats.GoodputSeries;
import org.skerry.sim.stats.GoodputSeries.Interval;

/** What clients outside saw, as JSON and back. The series is a list for each figure: a column of it is a key. */
final class ClientsJson {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    /** The columns of a series in their order. */
    private enum Column {
        OFFERED("offered", Interval::offered),
        ATTEMPTS("attempts", Interval::attempts),
        GOOD("good", Interval::good),
        LATE("late", Interval::late),
        TIMED_OUT("timedOut", Interval::timedOut),
        RETRIED("retried", Interval::retried),
        GIVEN_UP("givenUp", Interval::givenUp),
        DROPPED("dropped", Interval::dropped),
        MEDIAN("medianNanoseconds", Interval::median),
        P99("p99Nanoseconds", Interval::p99),
        LARGEST("largestNanoseconds", Interval::largest);

        private final String key;
        private final ToLongFunction<Interval> figure;

        Column(String key, ToLongFunction<Interval> figure) {
            this.key = key;
            this.figure = figure;
        }
    }

    private ClientsJson() {}

    /** Heads of {@link #row}, separated by commas, as {@code goodput.csv} writes them. */
    static String columnNames() {
        return Arrays.stream(Column.values())
                .map(column -> column.key.replace("Nanoseconds", "_ns"))
                .collect(Collectors.joining(","));
    }

    /** The figures of an interval in the order of the columns. */
    static long[] row(Interval interval) {
        return Arrays.stream(Column.values())
                .mapToLong(column -> column.figure.applyAsLong(interval))
                .toArray();
    }

    static ObjectNode json(ClientFigures figures) {
        ObjectNode json = NODES.objectNode();
        json.put("device", figures.device()).put("clients", figures.clients());
        json.set("counts", counts(figures.counts()));
        ArrayNode latencies = json.putArray("latencies");
        figures.latencies().forEach(each -> latencies.add(latency(each)));
        ObjectNode series = json.putObject("series");
        series.put("intervalNanoseconds", figures.series().intervalNanoseconds());
        for (Column column : Column.values()) {
            ArrayNode values = series.putArray(column.key);
            figures.series().intervals().forEach(interval -> values.add(column.figure.applyAsLong(interval)));
        }
        return json;
    }

    private static ObjectNode counts(Counts counts) {
        ObjectNode json = NODES.objectNode();
        json.put("offered", counts.offered());
        json.put("attempts", counts.attempts());
        json.put("good", counts.good());
        json.put("timedOut", counts.timedOut());
        json.put("refused", counts.refused());
        json.put("retried", counts.retried());
        json.put("forgone", counts.forgone());
        json.put("givenUp", counts.givenUp());
        json.put("late", counts.late());
        json.put("duplicates", counts.duplicates());
        json.put("dropped", counts.dropped());
        json.put("open", counts.open());
        return json;
    }

    private static ObjectNode latency(Latency latency) {
        ObjectNode json = NODES.objectNode();
        json.put("from", latency.basis()).put("count", latency.count()).put("sumNanoseconds", latency.sum());
        ObjectNode percentiles = json.putObject("percentilesNanoseconds");
        for (int i = 0; i < ClientFigures.MILLIONTHS.size(); i++) {
            percentiles.put(
                    percent(ClientFigures.MILLIONTHS.get(i)),
                    latency.percentiles().get(i));
        }
        json.put("hdrHistogram", latency.histogram());
        return json;
    }

    /** A percentile as a key: p50, p99.9, max. */
    static String percent(int millionths) {
        if (millionths == 1_000_000) {
            return "max";
        }
        return "p" + millionths / 10_000
                + (millionths % 10_000 == 0
                        ? ""
                        : "."
                                + String.format(Locale.ROOT, "%04d", millionths % 10_000)
                                        .replaceAll("0+$", ""));
    }

    static ClientFigures read(JsonFields json) {
        return new ClientFigures(
                json.text("device"),
                json.whole("clients"),
                readCounts(json.object("counts")),
                json.list("latencies").stream().map(ClientsJson::readLatency).toList(),
                readSeries(json.object("series")));
    }

    private static Counts readCounts(JsonFields json) {
        return new Counts(
                json.whole("offered"),
                json.whole("attempts"),
                json.whole("good"),
                json.whole("timedOut"),
                json.whole("refused"),
                json.whole("retried"),
                json.whole("forgone"),
                json.whole("givenUp"),
                json.whole("late"),
                json.whole("duplicates"),
                json.whole("dropped"),
                json.whole("open"));
    }

    private static Latency readLatency(JsonFields json) {
        JsonFields percentiles = json.object("percentilesNanoseconds");
        return new Latency(
                json.text("from"),
                json.whole("count"),
                json.whole("sumNanoseconds"),
                ClientFigures.MILLIONTHS.stream()
                        .map(millionths -> percentiles.whole(percent(millionths)))
                        .toList(),
                json.text("hdrHistogram"));
    }

    private static GoodputSeries readSeries(JsonFields json) {
        List<List<Double>> columns = Arrays.stream(Column.values())
                .map(column -> json.numbers(column.key))
                .toList();
        int intervals = columns.get(0).size();
        List<Interval> rows = new ArrayList<>();
        for (int i = 0; i < intervals; i++) {
            long[] row = new long[columns.size()];
            for (int column = 0; column < row.length; column++) {
                if (columns.get(column).size() != intervals) {
                    throw json.damaged("columns of a series have different lengths");
                }
                row[column] = columns.get(column).get(i).longValue();
            }
            rows.add(new Interval(
                    row[0], row[1], row[2], row[3], row[4], row[5], row[6], row[7], row[8], row[9], row[10]));
        }
        return new GoodputSeries(json.whole("intervalNanoseconds"), rows);
    }
}
