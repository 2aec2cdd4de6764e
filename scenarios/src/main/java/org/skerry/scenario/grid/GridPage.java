package org.skerry.scenario.grid;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.skerry.scenario.grid.BreakEven.State;
import org.skerry.scenario.grid.GridResult.Cell;
import org.skerry.scenario.spec.GridSpec;
import org.skerry.scenario.statistics.Interval;
import org.skerry.view.chart.Contour;
import org.skerry.view.report.Chapter;

/** A grid as a contour for each rate, a table and JSON. */
public final class GridPage {
    private GridPage() {}

    /** The chapter. */
    public static Chapter chapter(GridResult result) {
        GridSpec spec = result.spec();
        List<Chapter.Part> parts = new ArrayList<>();
        parts.add(new Chapter.Paragraph(finding(result)));
        for (long rate : spec.rate().values()) {
            parts.add(new Chapter.Picture(contour(result, rate)));
        }
        parts.add(Chapter.Table.of("Cycles of software for a message at which both are equally fast", table(result)));
        parts.add(new Chapter.Paragraph(String.format(
                Locale.ROOT,
                "Cycles are those of the runtime of %s, sending, receiving and switching together (%d unless a scenario says otherwise);"
                        + " lines of cache and waiting come on top. Where messages are dearer than that, %s is faster. \"< %,d\": it is"
                        + " faster even with messages of %,d cycles; \"> %,d\": slower even with %,d. Looked for by false position until two"
                        + " runs were within 5 %% of each other, then by a straight line between them: %,d runs on %s, %d on %s. An open triangle in a picture"
                        + " stands for a case that has no such cost between. Measured parts end at multiples of 1,024 cycles.",
                spec.varied(),
                GridRun.defaultCycles(),
                spec.fixed(),
                spec.from(),
                spec.from(),
                spec.to(),
                spec.to(),
                result.runs(),
                spec.varied(),
                result.cells().size() * result.seeds().size(),
                spec.fixed())));
        return new Chapter("Where both are equally fast", parts);
    }

    /** The result in a sentence or two. */
    public static String finding(GridResult result) {
        GridSpec spec = result.spec();
        long always = all(result, State.BELOW);
        long never = all(result, State.ABOVE);
        List<Double> values = result.cells().stream()
                .filter(Cell::within)
                .map(cell -> cell.cycles().mean())
                .sorted()
                .toList();
        String text = String.format(
                Locale.ROOT,
                "Of %d cases, %s is faster in %d however cheap messages are on %s, and slower in %d however dear they are (%,d to %,d cycles).",
                result.cells().size(),
                spec.fixed(),
                always,
                spec.varied(),
                never,
                spec.from(),
                spec.to());
        return values.isEmpty()
                ? text
                : text
                        + String.format(
                                Locale.ROOT,
                                " In %d the two are equally fast with messages of %,.0f to %,.0f cycles; with cheaper ones %s loses.",
                                values.size(),
                                values.get(0),
                                values.get(values.size() - 1),
                                spec.fixed());
    }

    private static long all(GridResult result, State state) {
        return result.cells().stream()
                .filter(cell -> cell.count(state) == cell.each().size())
                .count();
    }

    private static Contour contour(GridResult result, long rate) {
        GridSpec spec = result.spec();
        List<Contour.Curve> curves = new ArrayList<>();
        for (long size : spec.size().values()) {
            List<Contour.Point> points = new ArrayList<>();
            for (long sharing : spec.sharing().values()) {
                points.add(point(spec, result.cell(sharing, size, rate)));
            }
            curves.add(new Contour.Curve(size + " " + spec.size().text(), points));
        }
        return new Contour(
                "break-even-" + rate,
                "Break-even, " + rate + " " + spec.rate().text(),
                spec.sharing().text(),
                "cycles of software a message",
                spec.fixed() + " is faster above its curve",
                spec.varied() + " is faster below",
                spec.from(),
                spec.to(),
                curves);
    }

    /** A case without a break-even lies at the end beyond which it would be. */
    private static Contour.Point point(GridSpec spec, Cell cell) {
        Interval cycles = cell.cycles();
        if (cycles.size() > 0) {
            return new Contour.Point(cell.sharing(), cycles.mean(), cycles.low(), cycles.high());
        }
        double end = cell.count(State.BELOW) > cell.count(State.ABOVE) ? spec.from() : spec.to();
        return new Contour.Point(cell.sharing(), end, end, end);
    }

    private static List<List<String>> table(GridResult result) {
        GridSpec spec = result.spec();
        List<List<String>> lines = new ArrayList<>();
        List<String> heads = new ArrayList<>(List.of(
                spec.rate().text(), spec.size().text(), spec.sharing().text(), "messages per ms on " + spec.fixed()));
        heads.add("equally fast at"
                + (result.seeds().size() > 1 ? ", " + result.seeds().size() + " seeds" : ""));
        heads.add("between runs with");
        lines.add(heads);
        for (Cell cell : result.cells()) {
            lines.add(List.of(
                    Long.toString(cell.rate()),
                    Long.toString(cell.size()),
                    Long.toString(cell.sharing()),
                    String.format(Locale.ROOT, "%,.0f", cell.messages()),
                    said(spec, cell),
                    between(cell)));
        }
        return lines;
    }

    private static String said(GridSpec spec, Cell cell) {
        int seeds = cell.each().size();
        if (cell.count(State.BELOW) == seeds) {
            return String.format(Locale.ROOT, "< %,d", spec.from());
        }
        if (cell.count(State.ABOVE) == seeds) {
            return String.format(Locale.ROOT, "> %,d", spec.to());
        }
        Interval cycles = cell.cycles();
        String mean = String.format(Locale.ROOT, "%,.0f", cycles.mean());
        String range =
                cycles.size() > 1 ? String.format(Locale.ROOT, " [%,.0f, %,.0f]", cycles.low(), cycles.high()) : "";
        return mean + range + (cell.within() ? "" : ", in " + cycles.size() + " of " + seeds + " seeds");
    }

    private static String between(Cell cell) {
        BreakEven first = cell.each().get(0);
        return first.state() == State.WITHIN
                ? String.format(Locale.ROOT, "%,.0f and %,.0f", first.low(), first.high())
                : "-";
    }

    /** All numbers. */
    public static ObjectNode json(GridResult result) {
        GridSpec spec = result.spec();
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("machine", spec.fixed())
                .put("against", spec.varied())
                .put("fromCycles", spec.from())
                .put("toCycles", spec.to())
                .put("sharing", spec.sharing().path())
                .put("size", spec.size().path())
                .put("rate", spec.rate().path());
        result.seeds().forEach(json.putArray("seeds")::add);
        ArrayNode cells = json.putArray("cells");
        for (Cell cell : result.cells()) {
            ObjectNode one = cells.addObject()
                    .put("sharing", cell.sharing())
                    .put("size", cell.size())
                    .put("rate", cell.rate())
                    .put("messagesPerMillisecond", cell.messages());
            ArrayNode each = one.putArray("each");
            for (BreakEven found : cell.each()) {
                ObjectNode seed =
                        each.addObject().put("state", found.state().name().toLowerCase(Locale.ROOT));
                if (found.state() == State.WITHIN) {
                    seed.put("cycles", found.value()).put("low", found.low()).put("high", found.high());
                }
                seed.put("runs", found.runs());
            }
        }
        return json;
    }
}
