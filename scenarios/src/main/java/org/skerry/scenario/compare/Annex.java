package org.skerry.scenario.compare;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.skerry.view.report.Chapter;
import org.skerry.view.report.TextTable;

/**
 * What a comparison has to say beyond its runs: for the page, for {@code run.json}, and for a terminal.
 *
 * @param key     under which it stands in {@code comparison} of {@code run.json}
 * @param chapter of the page
 * @param json    the numbers, not rounded
 */
public record Annex(String key, Chapter chapter, JsonNode json) {
    private static final int WIDEST = 120;

    /** Its text and tables as lines for a terminal. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>(List.of(chapter.title()));
        for (Chapter.Part part : chapter.parts()) {
            if (part instanceof Chapter.Paragraph paragraph) {
                lines.add(paragraph.text());
            } else if (part instanceof Chapter.Table table && isNarrow(table)) {
                lines.add("");
                if (!table.caption().isEmpty()) {
                    lines.add(table.caption());
                }
                List<List<String>> text = new ArrayList<>(List.of(table.columns()));
                table.rows()
                        .forEach(row ->
                                text.add(row.stream().map(Chapter.Cell::text).toList()));
                lines.addAll(TextTable.lines(text));
            }
        }
        return lines;
    }

    /** Commands to repeat runs are for the page, where long lines can be copied. */
    private static boolean isNarrow(Chapter.Table table) {
        return table.rows().stream()
                .flatMap(List::stream)
                .allMatch(cell -> cell.text().length() <= WIDEST);
    }
}
