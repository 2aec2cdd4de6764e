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
import org.junit.jupiter.api.Test;
import org.skerry.view.chart.Charts;
import org.xml.sax.InputSource;

class ReportPageTest {
    private static final Path GOLDEN =
            Path.of("src", "test", "resources", "org", "skerry", "view", "report", "report.golden.html");
    private static final String HOSTILE = "<script>alert(1)</script>\" onload='x' \u001b[2J \u202e &";

    /** Without charts, whose texts depend on the host's fonts. {@code -Dgolden=write} writes it anew. */
    @Test
    void pageIsTheOneThatWasReviewed() throws IOException {
        String page =
                ReportPage.html(TinyReport.two(), List.of()).replaceAll("(?s)<style>.*</style>", "<style>...</style>");
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
                HOSTILE);
        String page = ReportPage.html(hostile, ReportPage.charts(hostile));
        assertFalse(page.contains("<script"), "markup");
        assertFalse(page.contains("onload='x'"), "attributes");
        assertFalse(page.contains("\u001b") || page.contains("\u202e"), "control characters");
    }

    @Test
    void nothingIsFetchedFromAnywhere() {
        String page = ReportPage.html(TinyReport.two(), ReportPage.charts(TinyReport.two()));
        assertTrue(page.contains("default-src 'none'"));
        Matcher addresses = Pattern.compile("(?:src|href|url|import)[=(\\s]+['\"]?(?!#)([a-z]+:)?//")
                .matcher(page);
        assertFalse(addresses.find(), "refers to another place");
        assertFalse(page.contains("<script") || page.contains("<link") || page.contains("<img"));
    }

    @Test
    void everyChartIsWellFormedAndHasItsOwnIdentifiers() throws Exception {
        List<Charts.Drawn> charts = ReportPage.charts(TinyReport.two());
        assertEquals(3, charts.size());
        StringBuilder all = new StringBuilder("<all>");
        for (Charts.Drawn chart : charts) {
            all.append(chart.svg());
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
    void sameReportGivesTheSameBytes() {
        assertEquals(
                ReportPage.html(TinyReport.two(), ReportPage.charts(TinyReport.two())),
                ReportPage.html(TinyReport.two(), ReportPage.charts(TinyReport.two())));
    }
}
