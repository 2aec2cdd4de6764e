package org.skerry.view.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.skerry.view.chart.Figure;

/** What others found out, as they say it. */
final class ChapterSections {
    private final Markup page;
    private final FigureSection figures;

    ChapterSections(Markup page, FigureSection figures) {
        this.page = page;
        this.figures = figures;
    }

    void write(List<Chapter> chapters) {
        for (int i = 0; i < chapters.size(); i++) {
            write("chapter-" + (i + 1), chapters.get(i));
        }
    }

    void write(String id, Chapter chapter) {
        page.section(id, chapter.title());
        List<Figure> pictures = new ArrayList<>();
        for (Chapter.Part part : chapter.parts()) {
            if (part instanceof Chapter.Picture picture) {
                pictures.add(picture.figure());
            } else {
                flush(pictures);
                part(part);
            }
        }
        flush(pictures);
        page.endSection();
    }

    /** Pictures that follow each other stand side by side where there is room. */
    private void flush(List<Figure> pictures) {
        figures.write(List.copyOf(pictures));
        pictures.clear();
    }

    private void part(Chapter.Part part) {
        if (part instanceof Chapter.Paragraph paragraph) {
            page.element("p", style("text", paragraph.tone()), paragraph.text());
        } else if (part instanceof Chapter.KeyFigures key) {
            page.raw("<dl class=\"keys\">\n");
            key.figures().forEach(this::keyFigure);
            page.raw("</dl>\n");
        } else if (part instanceof Chapter.Table table) {
            table(table);
        } else {
            throw new AssertionError(part);
        }
    }

    private void keyFigure(Chapter.KeyFigure figure) {
        page.raw("<div class=\"" + style("key", figure.tone()) + "\"><dt>")
                .text(figure.label())
                .raw("</dt><dd><strong>")
                .text(figure.value())
                .raw("</strong> ")
                .text(figure.unit());
        if (!figure.note().isEmpty()) {
            page.raw("<small>").text(figure.note()).raw("</small>");
        }
        page.raw("</dd></div>\n");
    }

    private void table(Chapter.Table table) {
        if (!table.caption().isEmpty()) {
            page.element("h3", "", table.caption());
        }
        List<String> heads = new ArrayList<>();
        for (int i = 0; i < table.columns().size(); i++) {
            heads.add((isNumbers(table, i) ? "#" : "") + table.columns().get(i));
        }
        page.table("numbers", heads);
        for (List<Chapter.Cell> row : table.rows()) {
            page.row("");
            for (int i = 0; i < row.size(); i++) {
                Chapter.Cell cell = row.get(i);
                if (i == 0) {
                    page.head(cell.text());
                } else {
                    page.cell(style(isNumbers(table, i) ? "number" : "", cell.tone()), cell.text());
                }
            }
            page.endRow();
        }
        page.endTable();
    }

    private static boolean isNumbers(Chapter.Table table, int column) {
        return column > 0
                && table.rows().stream()
                        .allMatch(row -> Markup.isNumber(row.get(column).text()));
    }

    private static String style(String style, Chapter.Tone tone) {
        String mood = tone == Chapter.Tone.PLAIN ? "" : tone.name().toLowerCase(Locale.ROOT);
        return (style + " " + mood).trim();
    }
}
