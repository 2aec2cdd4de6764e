package org.skerry.view.report;

import java.util.List;
import org.skerry.view.chart.Charts;
import org.skerry.view.chart.Figure;

/** Puts drawn figures into a page, each with the numbers behind it. */
final class FigureSection {
    private final Markup page;
    private final List<Charts.Drawn> drawn;

    FigureSection(Markup page, List<Charts.Drawn> drawn) {
        this.page = page;
        this.drawn = drawn;
    }

    /** Side by side where there is room. */
    void write(List<Figure> figures) {
        List<Charts.Drawn> here = figures.stream()
                .flatMap(figure -> drawn.stream()
                        .filter(one -> one.figure().name().equals(figure.name()))
                        .limit(1))
                .toList();
        if (here.isEmpty()) {
            return;
        }
        page.raw("<div class=\"charts\">\n");
        here.forEach(this::figure);
        page.raw("</div>\n");
        here.stream()
                .map(Charts.Drawn::missing)
                .filter(why -> why != null)
                .findFirst()
                .ifPresent(why -> page.note("Numbers instead of pictures: " + why + "."));
    }

    private void figure(Charts.Drawn one) {
        page.raw("<figure>\n");
        if (one.svg() == null) {
            page.element("figcaption", "", one.figure().title());
            page.numbers(one.figure().numbers());
        } else {
            page.raw("<div class=\"scroll\">").raw(one.inPage().trim()).raw("</div>\n");
            page.folded("numbers").numbers(one.figure().numbers()).endFolded();
        }
        page.raw("</figure>\n");
    }
}
