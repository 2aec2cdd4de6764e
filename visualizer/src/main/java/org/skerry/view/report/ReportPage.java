package org.skerry.view.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.skerry.view.chart.Charts;

/** One HTML file that shows a report: styles and charts inside, no script, nothing fetched from anywhere. */
public final class ReportPage {
    private ReportPage() {}

    /** The figures of a report, drawn, to be put into the page and beside it. */
    public static List<Charts.Drawn> charts(Report report) {
        return Charts.draw(new ReportFigures(report).all());
    }

    /**
     * The page.
     *
     * @param charts those of {@link #charts}; a figure that is not among them does not appear
     */
    public static String html(Report report, List<Charts.Drawn> charts) {
        Markup page = begin(report.title());
        head(page, report);
        FigureSection figures = new FigureSection(page, charts);
        ChapterSections chapters = new ChapterSections(page, figures);
        chapters.write(report.chapters());
        RunSections runs = new RunSections(page, figures, report);
        if (OrderSection.isNeeded(report)) {
            chapters.write("orders", OrderSection.chapter(report));
        }
        if (AttestationSection.isNeeded(report)) {
            chapters.write("attestation", AttestationSection.chapter(report));
        }
        if (ReachSection.isNeeded(report)) {
            chapters.write("reach", ReachSection.chapter(report));
            runs.memory();
        }
        runs.summary();
        if (ClientSection.isNeeded(report)) {
            chapters.write("clients", ClientSection.chapter(report));
        }
        runs.latency();
        runs.message();
        runs.cycles();
        runs.energyAndArea();
        runs.links();
        if (!ReachSection.isNeeded(report)) {
            runs.memory();
        }
        if (EdgeSection.isNeeded(report)) {
            chapters.write("edge", EdgeSection.chapter(report));
        }
        if (LoadSection.isNeeded(report)) {
            chapters.write("loads", LoadSection.chapter(report));
        }
        if (AuthoritySection.isNeeded(report)) {
            chapters.write("authority", AuthoritySection.chapter(report));
        }
        RecordSections record = new RecordSections(page, report);
        record.verdicts();
        record.caveats();
        record.configuration();
        record.logs();
        record.provenance();
        return page.raw("</main>\n</body>\n</html>\n").toString();
    }

    /** Everything up to the first visible thing. */
    static Markup begin(String title) {
        Markup page = new Markup();
        page.raw("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
                .raw("<meta http-equiv=\"Content-Security-Policy\" "
                        + "content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:\">\n")
                .raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
                .raw("<meta name=\"color-scheme\" content=\"light dark\">\n<title>")
                .text(title)
                .raw(" - Skerry</title>\n<style>\n")
                .raw(resource("report.css"))
                .raw("</style>\n</head>\n<body>\n<main>\n");
        return page;
    }

    private static void head(Markup page, Report report) {
        page.raw("<header>\n")
                .element("p", "brand", "Skerry")
                .element("h1", "", report.title())
                .element("p", "finding", report.finding());
        if (!report.description().isBlank()) {
            page.element("p", "description", report.description());
        }
        page.raw("</header>\n").contents();
    }

    private static String resource(String name) {
        try (InputStream in = ReportPage.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
