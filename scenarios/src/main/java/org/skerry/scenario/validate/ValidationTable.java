package org.skerry.scenario.validate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Rows as tables. */
public final class ValidationTable {
    private ValidationTable() {}

    /**
     * Rows that share figure, unit and source, and the subject unless there are many.
     *
     * @param title  what they are
     * @param unit   of reference and model
     * @param source of the references
     * @param rows   one at least
     */
    public record Part(String title, String unit, String source, List<Row> rows) {
        /** Heads and cells. */
        public List<List<String>> lines() {
            List<List<String>> lines = new ArrayList<>(List.of(Row.heads()));
            rows.forEach(row -> lines.add(row.cells()));
            // The title has the subject if there is only one.
            boolean one = rows.stream().map(Row::subject).distinct().count() == 1;
            return one
                    ? lines.stream().map(line -> line.subList(1, line.size())).toList()
                    : lines;
        }
    }

    /** The rows of a suite in tables, in their order. */
    public static List<Part> parts(List<Row> rows) {
        Map<String, List<Row>> groups = new LinkedHashMap<>();
        for (Row row : rows) {
            groups.computeIfAbsent(row.figure() + '\n' + row.unit() + '\n' + row.source(), key -> new ArrayList<>())
                    .add(row);
        }
        List<Part> parts = new ArrayList<>();
        for (List<Row> group : groups.values()) {
            Row first = group.get(0);
            boolean one = group.stream().allMatch(row -> row.subject().equals(first.subject()));
            parts.add(new Part(
                    one ? first.subject() + ": " + first.figure() : first.figure(),
                    first.unit(),
                    first.source(),
                    List.copyOf(group)));
        }
        return parts;
    }

    /** All rows as one table in Markdown. */
    public static String markdown(List<Row> rows) {
        StringBuilder text = new StringBuilder();
        for (Part part : parts(rows)) {
            text.append("**")
                    .append(part.title())
                    .append("** (")
                    .append(part.unit())
                    .append("). Source: ");
            text.append(part.source()).append(".\n\n");
            List<List<String>> lines = part.lines();
            line(text, lines.get(0));
            text.append("|---".repeat(lines.get(0).size())).append("|\n");
            lines.subList(1, lines.size()).forEach(cells -> line(text, cells));
            text.append('\n');
        }
        return text.toString();
    }

    private static void line(StringBuilder text, List<String> cells) {
        text.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }

    /** A row as a flat object. */
    public static ObjectNode json(Suite suite, Row row) {
        return row.json(suite.name());
    }
}
