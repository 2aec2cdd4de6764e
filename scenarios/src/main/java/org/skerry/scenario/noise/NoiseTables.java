package org.skerry.scenario.noise;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.skerry.scenario.noise.NoiseResult.Cell;
import org.skerry.scenario.noise.NoiseResult.NeighbourRow;
import org.skerry.scenario.noise.NoiseResult.Point;
import org.skerry.scenario.spec.NoiseSpec;
import org.skerry.scenario.statistics.Interval;

/** A result as tables for people, as JSON and as CSV. */
public final class NoiseTables {
    private static final String COLUMNS = "machine,neighbour,victim,slowdown_mean,slowdown_mean_low,slowdown_mean_high,"
            + "slowdown_p50,slowdown_p99,slowdown_p999,goodput_ratio,goodput_ratio_low,goodput_ratio_high,loss,isolation_index,"
            + "trace_identical,quiet_ns,noisy_ns,longest_quiet_ns,longest_ns,unanswered,recovery_ns,fair_share_kept\n";

    private NoiseTables() {}

    /** Cells, a line each, with heads. */
    public static List<List<String>> cells(NoiseResult result) {
        List<List<String>> lines = new ArrayList<>();
        lines.add(List.of(
                "machine",
                "neighbour",
                "victim",
                "slowdown",
                "95 %",
                "p50",
                "p99",
                "p99.9",
                "goodput kept",
                "isolation",
                "recovers in",
                "trace"));
        for (Cell cell : result.cells()) {
            lines.add(List.of(
                    cell.machine(),
                    cell.neighbour(),
                    cell.victim(),
                    three(cell.mean().mean()),
                    range(cell.mean()),
                    three(cell.p50().mean()),
                    three(cell.p99().mean()),
                    three(cell.p999().mean()),
                    three(cell.goodput().mean()),
                    three(cell.index()),
                    recovery(cell),
                    cell.identical() ? "identical" : "differs"));
        }
        return lines;
    }

    /** What is about a neighbour and all victims, with heads. */
    public static List<List<String>> rows(NoiseResult result) {
        List<List<String>> lines = new ArrayList<>();
        lines.add(List.of("machine", "neighbour", "Jain", "worst : best", "what a noisy one got"));
        for (NeighbourRow row : result.rows()) {
            lines.add(List.of(row.machine(), row.neighbour(), three(row.jain()), three(row.unfairness()), row.said()));
        }
        return lines;
    }

    /** Curves: a line for each value, a column for each machine and victim, with heads. */
    public static List<List<String>> points(NoiseResult result) {
        List<List<String>> lines = new ArrayList<>();
        List<String> curves =
                result.points().stream().map(NoiseTables::curve).distinct().toList();
        List<String> heads = new ArrayList<>();
        heads.add(result.spec().sweep().map(NoiseSpec.Sweep::path).orElse(""));
        curves.forEach(curve -> heads.add(curve + ", answers"));
        lines.add(heads);
        for (long value : result.spec().sweep().map(NoiseSpec.Sweep::values).orElse(List.of())) {
            List<String> line = new ArrayList<>(List.of(Long.toString(value)));
            for (String curve : curves) {
                line.add(result.points().stream()
                        .filter(point -> point.value() == value && curve(point).equals(curve))
                        .map(point -> String.format(Locale.ROOT, "%.0f", point.answers()))
                        .collect(Collectors.joining()));
            }
            lines.add(line);
        }
        return lines;
    }

    static String curve(Point point) {
        return point.machine() + ", " + point.victim();
    }

    /** One value with everything. */
    public static ObjectNode json(NoiseResult result) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("format", "skerry-noise-1");
        json.put("experiment", result.spec().name())
                .put("scenario", result.spec().scenario())
                .put("seeds", result.seeds());
        ArrayNode cells = json.putArray("cells");
        for (Cell cell : result.cells()) {
            ObjectNode node = cells.addObject()
                    .put("machine", cell.machine())
                    .put("neighbour", cell.neighbour())
                    .put("victim", cell.victim());
            put(node, "slowdown_mean", cell.mean());
            put(node, "slowdown_p50", cell.p50());
            put(node, "slowdown_p99", cell.p99());
            put(node, "slowdown_p999", cell.p999());
            put(node, "goodput_ratio", cell.goodput());
            node.put("loss", cell.loss())
                    .put("isolation_index", cell.index())
                    .put("trace_identical", cell.identical())
                    .put("quiet_ns", cell.quietNanoseconds())
                    .put("noisy_ns", cell.noisyNanoseconds())
                    .put("longest_quiet_ns", cell.longestQuietNanoseconds())
                    .put("longest_ns", cell.longestNanoseconds())
                    .put("unanswered", cell.unanswered());
            if (cell.recoveryNanoseconds() < 0) {
                node.putNull("recovery_ns");
            } else {
                node.put("recovery_ns", cell.recoveryNanoseconds());
            }
            if (!Double.isNaN(cell.fairShareKept())) {
                node.put("fair_share_kept", cell.fairShareKept());
            }
        }
        ArrayNode rows = json.putArray("neighbours");
        for (NeighbourRow row : result.rows()) {
            rows.addObject()
                    .put("machine", row.machine())
                    .put("neighbour", row.neighbour())
                    .put("jain", row.jain())
                    .put("unfairness", row.unfairness())
                    .put("said", row.said());
        }
        ArrayNode points = json.putArray("points");
        for (Point point : result.points()) {
            points.addObject()
                    .put("machine", point.machine())
                    .put("victim", point.victim())
                    .put("value", point.value())
                    .put("answers", point.answers())
                    .put("most_answers", point.most());
        }
        result.price().ifPresent(price -> json.set("price", price.json()));
        return json;
    }

    private static void put(ObjectNode node, String name, Interval interval) {
        node.put(name, interval.mean()).put(name + "_low", interval.low()).put(name + "_high", interval.high());
    }

    /** Every cell as a line of CSV, or every point of the curves. */
    public static String csv(NoiseResult result) {
        StringBuilder text = new StringBuilder();
        if (!result.points().isEmpty()) {
            text.append("machine,victim,value,answers,most_answers\n");
            for (Point point : result.points()) {
                text.append(String.join(
                                ",",
                                point.machine(),
                                point.victim(),
                                Long.toString(point.value()),
                                Double.toString(point.answers()),
                                Long.toString(point.most())))
                        .append('\n');
            }
            return text.toString();
        }
        text.append(COLUMNS);
        for (Cell cell : result.cells()) {
            text.append(String.join(",", cell.machine(), cell.neighbour(), cell.victim()));
            for (double value : new double[] {
                cell.mean().mean(),
                cell.mean().low(),
                cell.mean().high(),
                cell.p50().mean(),
                cell.p99().mean(),
                cell.p999().mean(),
                cell.goodput().mean(),
                cell.goodput().low(),
                cell.goodput().high(),
                cell.loss(),
                cell.index()
            }) {
                text.append(',').append(value);
            }
            text.append(',').append(cell.identical());
            for (double value : new double[] {
                cell.quietNanoseconds(),
                cell.noisyNanoseconds(),
                cell.longestQuietNanoseconds(),
                cell.longestNanoseconds()
            }) {
                text.append(',').append(value);
            }
            text.append(',').append(cell.unanswered()).append(',').append(cell.recoveryNanoseconds());
            text.append(',').append(cell.fairShareKept()).append('\n');
        }
        return text.toString();
    }

    static String three(double value) {
        return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, Math.abs(value) >= 100 ? "%.0f" : "%.3f", value);
    }

    private static String range(Interval interval) {
        return interval.low() == interval.high() ? "" : three(interval.low()) + " - " + three(interval.high());
    }

    static String recovery(Cell cell) {
        return cell.recoveryNanoseconds() < 0
                ? "never"
                : String.format(Locale.ROOT, "%.1f us", cell.recoveryNanoseconds() / 1000.0);
    }
}
