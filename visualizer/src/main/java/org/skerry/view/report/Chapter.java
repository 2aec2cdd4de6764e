package org.skerry.view.report;

import java.util.List;
import org.skerry.view.chart.Figure;

/**
 * A part of a report that somebody else wrote: findings of an experiment, as data.
 *
 * @param title heading
 * @param parts in the order in which to read them
 */
public record Chapter(String title, List<Part> parts) {

    /** What a chapter is made of. */
    public sealed interface Part permits Paragraph, KeyFigures, Table, Picture {}

    /**
     * Plain text.
     *
     * @param text a few sentences
     * @param tone whether it reports good or bad news
     */
    public record Paragraph(String text, Tone tone) implements Part {
        /** Text without a tone. */
        public Paragraph(String text) {
            this(text, Tone.PLAIN);
        }
    }

    /**
     * A few numbers to be seen at once, each in a field of its own.
     *
     * @param figures two to six of them
     */
    public record KeyFigures(List<KeyFigure> figures) implements Part {
        public KeyFigures {
            figures = List.copyOf(figures);
        }
    }

    /**
     * One number.
     *
     * @param label what it is
     * @param value as text: {@code "49,152"}
     * @param unit  of the value, or empty
     * @param note  a few words below it, or empty
     * @param tone  whether it is good or bad
     */
    public record KeyFigure(String label, String value, String unit, String note, Tone tone) {}

    /**
     * A table.
     *
     * @param caption what it shows, or empty
     * @param columns heads; the first column names the rows
     * @param rows    cells, one for each column
     */
    public record Table(String caption, List<String> columns, List<List<Cell>> rows) implements Part {
        public Table {
            columns = List.copyOf(columns);
            rows = rows.stream().map(List::copyOf).toList();
            for (List<Cell> row : rows) {
                if (row.size() != columns.size()) {
                    throw new IllegalArgumentException(
                            "table '" + caption + "': " + row.size() + " cells for " + columns.size() + " columns");
                }
            }
        }

        /** A table of plain text, whose first line has the heads. */
        public static Table of(String caption, List<List<String>> lines) {
            return new Table(
                    caption,
                    lines.get(0),
                    lines.stream()
                            .skip(1)
                            .map(line -> line.stream().map(Cell::of).toList())
                            .toList());
        }
    }

    /**
     * A cell of a table.
     *
     * @param text its text; what begins with a digit or a sign is aligned as a number
     * @param tone whether it is good or bad
     */
    public record Cell(String text, Tone tone) {
        /** A cell without a tone. */
        public static Cell of(String text) {
            return new Cell(text, Tone.PLAIN);
        }
    }

    /**
     * A figure; its name must differ from all others of the report.
     *
     * @param figure what it shows
     */
    public record Picture(Figure figure) implements Part {}

    /** How something is meant. Colour is never the only sign: the text says it too. */
    public enum Tone {
        PLAIN,
        GOOD,
        BAD
    }

    public Chapter {
        parts = List.copyOf(parts);
    }
}
