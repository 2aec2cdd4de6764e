package org.skerry.view.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.skerry.view.chart.Charts;
import org.skerry.view.chart.Figure;
import org.xml.sax.InputSource;

class ReportPageTest {
    private static final Path GOLDEN =
            Path.of("src", "test", "resources", "org", "skerry", "view", "report", "report.golden.html");
    private static final String HOSTILE = "<script>alert(1)</script>\" onload='x' \u001b[2J \u202e &";

    private static Report report;
    private static List<Charts.Drawn> charts;

    /** Once, as drawing takes most of the time. */
    @BeforeAll
    static void draw() {
        report = TinyReport.withChapter("words");
        charts = ReportPage.charts(report);
    }

    /** Without charts, which are long. {@code -Dgolden=write} writes it anew. */
    @Test
    void pageIsTheOneThatWasReviewed() throws IOException {
        String page = ReportPage.html(report, List.of()).replaceAll("(?s)<style>.*</style>", "<style>...</style>");
        if ("write".equals(System.getProperty("golden"))) {
            Files.writeString(GOLDEN, page);
        }
        assertEquals(Files.readString(GOLDEN), page);
    }

    @Test
    void textsOfGuestsAndScenariosAreOnlyText() {
        Report hostile = new Report(
                HOSTILE,
                HOSTILE,
                HOSTILE,
                List.of(TinyReport.run(HOSTILE, 10, HOSTILE, HOSTILE)),
                TinyReport.two().work(),
                List.of(new Report.Verdict(HOSTILE, Report.Verdict.State.HOLDS, HOSTILE)),
                List.of(HOSTILE),
                HOSTILE,
                TinyReport.withChapter(HOSTILE).chapters());
        String page = ReportPage.html(hostile, ReportPage.charts(hostile));
        assertFalse(page.contains("<script"), "markup");
        String withoutValues = page.replaceAll("=\"[^\"]*\"", "");
        assertFalse(Pattern.compile("<[^<>]*onload").matcher(withoutValues).find(), "attributes");
        assertFalse(page.contains("\u001b") || page.contains("\u202e"), "control characters");
    }

    @Test
    void nothingIsFetchedFromAnywhere() {
        String page = ReportPage.html(report, charts);
        assertTrue(page.contains("default-src 'none'"));
        Matcher addresses = Pattern.compile("(?:src|href|url|import)[=(\\s]+['\"]?(?!#)([a-z]+:)?//")
                .matcher(page);
        assertFalse(addresses.find(), "refers to another place");
        assertFalse(page.contains("<script") || page.contains("<link") || page.contains("<img"));
    }

    @Test
    void everyChartIsWellFormedAndHasItsOwnIdentifiers() throws Exception {
        assertEquals(
                List.of(
                        "reached",
                        "throughput",
                        "slowest",
                        "clients-ping",
                        "goodput-a-ping",
                        "goodput-b-ping",
                        "latency",
                        "message",
                        "message-machine",
                        "cycles",
                        "cycles-work",
                        "energy",
                        "area",
                        "power-a",
                        "power-b",
                        "links-a",
                        "links-b",
                        "memory-a",
                        "memory-b"),
                charts.stream().map(chart -> chart.figure().name()).toList());
        StringBuilder all = new StringBuilder("<all>");
        for (Charts.Drawn chart : charts) {
            all.append(chart.inPage());
        }
        DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(all.append("</all>").toString())));
        Matcher ids = Pattern.compile("\\bid=['\"]([^'\"]+)").matcher(all);
        Set<String> seen = new HashSet<>();
        while (ids.find()) {
            assertTrue(seen.add(ids.group(1)), ids.group(1) + " occurs twice");
        }
    }

    @Test
    void aPageWithoutPicturesShowsTheirNumbers() {
        List<Charts.Drawn> missing = new ReportFigures(report)
                .all().stream()
                        .map(figure -> new Charts.Drawn(figure, null, null, "of a reason"))
                        .toList();
        String page = ReportPage.html(report, missing);
        assertFalse(page.contains("<svg"));
        assertTrue(page.contains("of a reason"));
        assertTrue(page.contains("<figcaption>a: load of each link</figcaption>"));
        assertTrue(page.contains("0,0 to 1,0"));
    }

    @Test
    void runsOfTheSameNameHaveFilesOfTheirOwn() {
        Report twice = TinyReport.report(TinyReport.run("A b", 10, "x", ""), TinyReport.run("a-B", 10, "x", ""));
        List<String> names =
                new ReportFigures(twice).all().stream().map(Figure::name).toList();
        assertEquals(names.size(), new HashSet<>(names).size(), names.toString());
        assertTrue(names.contains("memory-a-b") && names.contains("memory-a-b-1"), names.toString());
    }

    @Test
    void sameReportGivesTheSameBytes() {
        assertEquals(ReportPage.html(report, charts), ReportPage.html(report, ReportPage.charts(report)));
    }
}
