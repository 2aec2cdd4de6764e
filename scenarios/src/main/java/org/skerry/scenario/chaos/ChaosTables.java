package org.skerry.scenario.chaos;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.skerry.scenario.chaos.ChaosResult.Curve;
import org.skerry.scenario.chaos.ChaosResult.CurvePoint;
import org.skerry.scenario.chaos.ChaosResult.Trial;
import org.skerry.scenario.chaos.ResilienceTriangle.Seen;
import org.skerry.scenario.spec.ChaosSpec.Order;
import org.skerry.scenario.statistics.Interval;

/** A result as tables for people, as JSON and as CSV. */
public final class ChaosTables {
    private static final double MICROSECOND = 1000;

    private ChaosTables() {}

    /** A column for each machine, with heads: means over seeds with their ranges. */
    public static List<List<String>> figures(ChaosResult result) {
        List<List<String>> lines = new ArrayList<>();
        List<String> heads = new ArrayList<>(List.of("over " + result.seeds() + " seeds"));
        heads.addAll(result.machines());
        lines.add(heads);
        lines.add(line(result, "hypothesis holds", machine -> {
            long holds = result.of(machine).stream().filter(Trial::holds).count();
            return holds + " of " + result.seeds();
        }));
        lines.add(line(
                result,
                "runs given up",
                machine -> Long.toString(
                        result.of(machine).stream().filter(Trial::aborted).count())));
        lines.add(line(
                result,
                "steady state, answers in an interval",
                machine -> text(result.figure(machine, trial -> trial.triangle().steady()), 1)));
        lines.add(line(
                result,
                "least goodput of an interval, %",
                machine -> text(
                        result.figure(machine, trial -> 100 * trial.triangle().worstShare()), 1)));
        lines.add(time(result, "time to detect, us", trial -> trial.triangle().detectNanoseconds()));
        lines.add(time(result, "time to restore, us", trial -> trial.triangle().restoreNanoseconds()));
        lines.add(line(
                result,
                "area of the triangle, answers",
                machine -> text(result.figure(machine, trial -> trial.triangle().lostAnswers()), 1)));
        lines.add(line(
                result,
                "the same without the fault",
                machine -> text(result.figure(machine, trial -> trial.control().lostAnswers()), 1)));
        lines.add(line(
                result,
                "the area as time without goodput, us",
                machine -> text(result.figure(machine, trial -> trial.triangle().lostNanoseconds() / MICROSECOND), 1)));
        lines.add(line(result, "requests lost", machine -> text(result.figure(machine, Trial::lost), 1)));
        lines.add(line(
                result, "the same without the fault", machine -> text(result.figure(machine, Trial::calmLost), 1)));
        lines.add(line(result, "answers doubled", machine -> text(result.figure(machine, Trial::duplicated), 1)));
        return lines;
    }

    private static List<String> time(ChaosResult result, String head, ToDoubleFunction<Trial> figure) {
        return line(result, head, machine -> {
            long never = result.of(machine).stream()
                    .filter(trial -> figure.applyAsDouble(trial) < 0)
                    .count();
            if (never == result.seeds()) {
                return "never";
            }
            String text = text(result.time(machine, trial -> figure.applyAsDouble(trial) / MICROSECOND), 0);
            return never == 0 ? text : text + ", " + never + " never";
        });
    }

    private static List<String> line(ChaosResult result, String head, Function<String, String> cell) {
        List<String> line = new ArrayList<>(List.of(head));
        result.machines().forEach(machine -> line.add(cell.apply(machine)));
        return line;
    }

    /** A column for each machine and order, with heads. */
    public static List<List<String>> curves(ChaosResult result) {
        List<List<String>> lines = new ArrayList<>();
        List<String> heads = new ArrayList<>(List.of("goodput left, %"));
        List<String> r50 = new ArrayList<>(List.of("R50"));
        List<String> margin = new ArrayList<>(List.of("safety margin"));
        for (Curve curve : result.curves()) {
            heads.add(name(curve));
            r50.add(reached(scaled(curve.r50(), 100), result.seeds(), " %"));
            margin.add(reached(curve.margin(), result.seeds(), ""));
        }
        lines.add(heads);
        for (int i = 0; i < result.curves().get(0).points().size(); i++) {
            int point = i;
            CurvePoint first = result.curves().get(0).points().get(i);
            List<String> line = new ArrayList<>(List.of(first.percent() + " % dead (" + first.dead() + ")"));
            result.curves()
                    .forEach(curve ->
                            line.add(text(scaled(curve.points().get(point).goodput(), 100), 1)));
            lines.add(line);
        }
        lines.add(r50);
        lines.add(margin);
        return lines;
    }

    private static String reached(Interval interval, int seeds, String unit) {
        if (interval.size() == 0) {
            return "beyond";
        }
        String text = text(interval, 1) + unit;
        return interval.size() == seeds ? text : text + ", " + (seeds - interval.size()) + " beyond";
    }

    static String name(Curve curve) {
        return name(curve.machine(), curve.order());
    }

    static String name(String machine, Order order) {
        return machine + ", " + order.name().toLowerCase(Locale.ROOT);
    }

    private static Interval scaled(Interval interval, double by) {
        return new Interval(by * interval.mean(), by * interval.low(), by * interval.high(), interval.size());
    }

    static String text(Interval interval, int digits) {
        String format = "%." + digits + "f";
        String mean = String.format(Locale.ROOT, format, interval.mean());
        return interval.low() == interval.high()
                ? mean
                : mean + " (" + String.format(Locale.ROOT, format, interval.low()) + " - "
                        + String.format(Locale.ROOT, format, interval.high()) + ")";
    }

    /** One value with everything. */
    public static ObjectNode json(ChaosResult result) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("format", "skerry-chaos-1");
        json.put("experiment", result.spec().name())
                .put("scenario", result.spec().scenario())
                .put("seeds", result.seeds())
                .put("fault_ns", result.spec().fault().at())
                .put("holds", result.good());
        ArrayNode trials = json.putArray("trials");
        for (Trial trial : result.trials()) {
            ObjectNode node = trials.addObject()
                    .put("machine", trial.machine())
                    .put("seed", trial.seed())
                    .put("holds", trial.holds())
                    .put("aborted", trial.aborted())
                    .put("steady_answers", trial.triangle().steady())
                    .put("worst_share", trial.triangle().worstShare())
                    .put("violated_intervals", trial.triangle().violated());
            put(node, "detect_ns", trial.triangle().detectNanoseconds());
            put(node, "restore_ns", trial.triangle().restoreNanoseconds());
            node.put("area_answers", trial.triangle().lostAnswers())
                    .put("area_ns", trial.triangle().lostNanoseconds())
                    .put("control_area_answers", trial.control().lostAnswers())
                    .put("control_violated_intervals", trial.control().violated())
                    .put("offered", trial.offered())
                    .put("lost", trial.lost())
                    .put("control_lost", trial.calmLost())
                    .put("duplicated", trial.duplicated())
                    .put("interval_ns", trial.interval());
            ArrayNode good = node.putArray("good");
            trial.series().forEach(seen -> good.add(seen.good()));
            ArrayNode control = node.putArray("control_good");
            trial.calm().forEach(seen -> control.add(seen.good()));
        }
        ArrayNode curves = json.putArray("curves");
        for (Curve curve : result.curves()) {
            ObjectNode node = curves.addObject()
                    .put("machine", curve.machine())
                    .put("order", curve.order().name().toLowerCase(Locale.ROOT));
            ArrayNode points = node.putArray("points");
            for (CurvePoint point : curve.points()) {
                ObjectNode each =
                        points.addObject().put("percent", point.percent()).put("dead", point.dead());
                put(each, "goodput", point.goodput());
            }
            put(node, "r50", curve.r50());
            put(node, "safety_margin", curve.margin());
        }
        ArrayNode refused = json.putArray("refused");
        result.refused().forEach(refused::add);
        return json;
    }

    private static void put(ObjectNode node, String name, long value) {
        if (value < 0) {
            node.putNull(name);
        } else {
            node.put(name, value);
        }
    }

    /** With the number of seeds that it is about, as some may never reach it. */
    private static void put(ObjectNode node, String name, Interval interval) {
        if (interval.size() == 0) {
            node.putNull(name);
            return;
        }
        node.putObject(name)
                .put("mean", interval.mean())
                .put("low", interval.low())
                .put("high", interval.high())
                .put("seeds", interval.size());
    }

    /** Goodput over time of every trial, a line for each interval. */
    public static String csv(ChaosResult result) {
        StringBuilder text = new StringBuilder("machine,seed,fault,from_ns,good,p99_ns\n");
        for (Trial trial : result.trials()) {
            lines(text, trial, false, trial.calm());
            lines(text, trial, true, trial.series());
        }
        return text.toString();
    }

    private static void lines(StringBuilder text, Trial trial, boolean fault, List<Seen> series) {
        for (int i = 0; i < series.size(); i++) {
            text.append(trial.machine())
                    .append(',')
                    .append(trial.seed())
                    .append(',')
                    .append(fault)
                    .append(',')
                    .append(i * trial.interval())
                    .append(',')
                    .append(series.get(i).good())
                    .append(',')
                    .append(series.get(i).p99())
                    .append('\n');
        }
    }
}
