package org.skerry.view.report;

import java.util.ArrayList;
import java.util.List;
import org.skerry.view.chart.Figure;

/** Writes a page from beginning to end. Every text is escaped here, and only here. */
final class Markup {
    private final StringBuilder page = new StringBuilder();
    private final StringBuilder contents = new StringBuilder();
    private int contentsPlace = -1;

    /** Adds markup as it is. */
    Markup raw(String markup) {
        page.append(markup);
        return this;
    }

    /** Adds text as it is meant. */
    Markup text(String text) {
        page.append(Html.escape(text));
        return this;
    }

    /** Here will be links to all sections. */
    Markup contents() {
        contentsPlace = page.length();
        return this;
    }

    /** Opens a section; {@code id} is where links to it lead. */
    Markup section(String id, String title) {
        contents.append("<a href=\"#")
                .append(Html.escape(id))
                .append("\">")
                .append(Html.escape(title))
                .append("</a>\n");
        return raw("<section id=\"").text(id).raw("\">\n").element("h2", "", title);
    }

    Markup endSection() {
        return raw("</section>\n");
    }

    /** An element that holds only text. */
    Markup element(String name, String style, String text) {
        raw("<" + name);
        if (!style.isEmpty()) {
            raw(" class=\"").text(style).raw("\"");
        }
        return raw(">").text(text).raw("</" + name + ">\n");
    }

    Markup note(String text) {
        return element("p", "note", text);
    }

    /** Begins something that is folded until the reader opens it. */
    Markup folded(String summary) {
        return raw("<details>\n<summary>").text(summary).raw("</summary>\n");
    }

    Markup endFolded() {
        return raw("</details>\n");
    }

    /** Begins a table: heads that start with {@code #} are of columns of numbers. */
    Markup table(String style, List<String> heads) {
        raw("<div class=\"scroll\"><table class=\"").text(style).raw("\">\n<thead><tr>");
        for (String head : heads) {
            boolean number = head.startsWith("#");
            raw(number ? "<th class=\"number\">" : "<th>")
                    .text(number ? head.substring(1) : head)
                    .raw("</th>");
        }
        return raw("</tr></thead>\n<tbody>\n");
    }

    Markup endTable() {
        return raw("</tbody>\n</table></div>\n");
    }

    /** A row inside a table that heads the rows below it. */
    Markup group(String title, int columns) {
        return raw("<tr class=\"group\"><th scope=\"rowgroup\" colspan=\"" + columns + "\">")
                .text(title)
                .raw("</th></tr>\n");
    }

    Markup row(String style) {
        return raw(style.isEmpty() ? "<tr>" : "<tr class=\"" + style + "\">");
    }

    Markup endRow() {
        return raw("</tr>\n");
    }

    Markup head(String text) {
        return raw("<th scope=\"row\">").text(text).raw("</th>");
    }

    Markup cell(String text) {
        return cell("", text);
    }

    Markup number(String text) {
        return cell("number", text);
    }

    Markup cell(String style, String text) {
        return raw(style.isEmpty() ? "<td>" : "<td class=\"" + style + "\">")
                .text(text)
                .raw("</td>");
    }

    /** A whole table of a figure's numbers: the first column names the rows. */
    Markup numbers(Figure.Numbers numbers) {
        List<String> heads = new ArrayList<>();
        for (int i = 0; i < numbers.columns().size(); i++) {
            heads.add((isNumbers(numbers, i) ? "#" : "") + numbers.columns().get(i));
        }
        table("numbers", heads);
        for (List<String> row : numbers.rows()) {
            row("");
            for (int i = 0; i < row.size(); i++) {
                if (i == 0) {
                    head(row.get(i));
                } else {
                    cell(isNumbers(numbers, i) ? "number" : "", row.get(i));
                }
            }
            endRow();
        }
        return endTable();
    }

    private static boolean isNumbers(Figure.Numbers numbers, int column) {
        return column > 0 && numbers.rows().stream().allMatch(row -> isNumber(row.get(column)));
    }

    /** Whether a text is to be aligned as a number. */
    static boolean isNumber(String text) {
        return text.isEmpty() || text.equals(Summary.NONE) || text.matches("[<>~+-]?\\d[\\d,.]*( .*)?");
    }

    @Override
    public String toString() {
        if (contentsPlace < 0) {
            return page.toString();
        }
        String links = "<nav aria-label=\"contents\">\n" + contents + "</nav>\n";
        return new StringBuilder(page).insert(contentsPlace, links).toString();
    }
}
