package org.skerry.view.report;

import java.util.List;
import org.skerry.view.chart.Charts;

/** A page that is made of chapters alone, for experiments that run no machine. */
public final class ChapterPage {
    private ChapterPage() {}

    /**
     * The page.
     *
     * @param title    what was done
     * @param finding  the result in a sentence or two
     * @param chapters what was found
     * @param charts   the pictures of the chapters, drawn
     * @param command  reproduces it
     */
    public static String html(
            String title, String finding, List<Chapter> chapters, List<Charts.Drawn> charts, String command) {
        Markup page = ReportPage.begin(title);
        page.raw("<header>\n")
                .element("p", "brand", "Skerry")
                .element("h1", "", title)
                .element("p", "finding", finding)
                .raw("</header>\n")
                .contents();
        new ChapterSections(page, new FigureSection(page, charts)).write(chapters);
        page.section("repeat", "To repeat this").element("pre", "", command).endSection();
        return page.raw("</main>\n</body>\n</html>\n").toString();
    }
}
