package org.skerry.view.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.skerry.sim.machine.LogLine;
import org.skerry.sim.machine.RunRecord;
import org.skerry.view.chart.ChartData;
import org.skerry.view.chart.Charts;

/** One HTML file that shows a report: styles and charts inside, no script, nothing fetched from anywhere. */
public final class ReportPage {
    private static final int MOST_LOG_LINES = 40;

    private final Report report;
    private final List<Charts.Drawn> charts;
    private final StringBuilder page = new StringBuilder();

    private ReportPage(Report report, List<Charts.Drawn> charts) {
        this.report = report;
        this.charts = charts;
    }

    /** The charts of a report, to be put into the page and beside it. */
    public static List<Charts.Drawn> charts(Report report) {
        List<Charts.Drawn> drawn = new ArrayList<>();
        for (ChartData data : ReportCharts.charts(report)) {
            drawn.add(Charts.draw(data));
        }
        return drawn;
    }

    /** The page. */
    public static String html(Report report, List<Charts.Drawn> charts) {
        return new ReportPage(report, charts).write();
    }

    private String write() {
        page.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
                .append("<meta http-equiv=\"Content-Security-Policy\" "
                        + "content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:\">\n")
                .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
                .append("<meta name=\"color-scheme\" content=\"light dark\">\n<title>")
                .append(Html.escape(report.title()))
                .append(" - Skerry</title>\n<style>\n")
                .append(resource("report.css"))
                .append("</style>\n</head>\n<body>\n<main>\n");
        head();
        summary();
        charts();
        verdicts();
        caveats();
        logs();
        configuration();
        provenance();
        return page.append("</main>\n</body>\n</html>\n").toString();
    }

    private void head() {
        page.append("<header>\n<p class=\"brand\">Skerry</p>\n<h1>")
                .append(Html.escape(report.title()))
                .append("</h1>\n");
        paragraph("finding", report.finding());
        if (!report.description().isBlank()) {
            paragraph("description", report.description());
        }
        page.append("</header>\n");
    }

    private void summary() {
        Summary summary = Summary.of(report.runs(), report.work());
        page.append(
                "<section>\n<h2>Summary</h2>\n<div class=\"scroll\"><table class=\"figures\">\n<thead><tr><th>figure</th>");
        for (String column : summary.columns()) {
            page.append("<th class=\"number\">").append(Html.escape(column)).append("</th>");
        }
        page.append("<th>unit</th><th>origin</th></tr></thead>\n<tbody>\n");
        for (Summary.Row row : summary.rows()) {
            page.append("<tr><th scope=\"row\">")
                    .append(Html.escape(row.name()))
                    .append("</th>");
            for (String cell : row.cells()) {
                page.append("<td class=\"number\">").append(Html.escape(cell)).append("</td>");
            }
            page.append("<td>")
                    .append(Html.escape(row.unit()))
                    .append("</td><td class=\"origin ")
                    .append(row.origin().word())
                    .append("\">")
                    .append(row.origin().word())
                    .append("</td></tr>\n");
        }
        page.append("</tbody>\n</table></div>\n");
        paragraph(
                "note",
                "Measured: counted while the run went on. Computed: worked out from what was counted. Given: stated by the "
                        + "scenario. Latencies are of all messages: message latency from send to arrival in the mailbox, "
                        + "handling latency from send to the end of the turn that handled it; percentiles are at most 1.6 % "
                        + "above the true value.");
        page.append("</section>\n");
    }

    private void charts() {
        if (charts.isEmpty()) {
            return;
        }
        page.append("<section>\n<h2>Charts</h2>\n<div class=\"charts\">\n");
        for (Charts.Drawn chart : charts) {
            page.append("<figure class=\"")
                    .append(chart.data().form().name().toLowerCase(Locale.ROOT))
                    .append("\" role=\"img\" aria-label=\"")
                    .append(Html.escape(chart.data().title()))
                    .append("\">\n")
                    .append(chart.svg().trim())
                    .append("\n</figure>\n");
        }
        page.append("</div>\n");
        charts.stream()
                .map(Charts.Drawn::plain)
                .filter(Objects::nonNull)
                .findFirst()
                .ifPresent(why -> paragraph("note", "Drawn plainly and without PNG files, because " + why + "."));
        page.append("</section>\n");
    }

    private void verdicts() {
        if (report.verdicts().isEmpty()) {
            return;
        }
        page.append("<section>\n<h2>Checks</h2>\n<div class=\"scroll\"><table>\n<tbody>\n");
        for (Report.Verdict verdict : report.verdicts()) {
            page.append("<tr><td class=\"state ")
                    .append(verdict.state().name().toLowerCase(Locale.ROOT))
                    .append("\">")
                    .append(verdict.state().word())
                    .append("</td><th scope=\"row\">")
                    .append(Html.escape(verdict.what()))
                    .append("</th><td>")
                    .append(Html.escape(verdict.detail()))
                    .append("</td></tr>\n");
        }
        page.append("</tbody>\n</table></div>\n</section>\n");
    }

    private void caveats() {
        if (report.caveats().isEmpty()) {
            return;
        }
        page.append("<section>\n<h2>What these figures do not say</h2>\n<ul>\n");
        for (String caveat : report.caveats()) {
            page.append("<li>").append(Html.escape(caveat)).append("</li>\n");
        }
        page.append("</ul>\n</section>\n");
    }

    private void logs() {
        page.append("<section>\n<h2>What the actors wrote</h2>\n");
        for (RunRecord run : report.runs()) {
            List<LogLine> log = run.log();
            page.append("<details>\n<summary>")
                    .append(Html.escape(run.machine()))
                    .append(": ")
                    .append(Summary.whole(log.size()))
                    .append(log.size() == 1 ? " line" : " lines")
                    .append("</summary>\n");
            page.append("<div class=\"scroll\"><table class=\"log\">\n"
                    + "<thead><tr><th class=\"number\">cycle</th><th>actor</th><th>line</th></tr></thead>\n<tbody>\n");
            for (LogLine line : log.subList(0, Math.min(MOST_LOG_LINES, log.size()))) {
                page.append("<tr><td class=\"number\">")
                        .append(Summary.whole(line.cycle()))
                        .append("</td><td>")
                        .append(Html.escape(line.actor()))
                        .append("</td><td>")
                        .append(Html.escape(line.text()))
                        .append("</td></tr>\n");
            }
            page.append("</tbody>\n</table></div>\n");
            if (log.size() > MOST_LOG_LINES) {
                paragraph("note", "The first " + MOST_LOG_LINES + " lines; all of them are in run.json.");
            }
            page.append("</details>\n");
        }
        page.append("</section>\n");
    }

    private void configuration() {
        TreeSet<String> paths = new TreeSet<>();
        report.runs().forEach(run -> paths.addAll(run.configuration().keySet()));
        page.append("<section>\n<h2>Configuration</h2>\n<details>\n<summary>")
                .append(paths.size())
                .append(" settings, defaults filled in</summary>\n")
                .append("<div class=\"scroll\"><table>\n<thead><tr><th>setting</th>");
        report.runs()
                .forEach(run ->
                        page.append("<th>").append(Html.escape(run.machine())).append("</th>"));
        page.append("</tr></thead>\n<tbody>\n");
        for (String path : paths) {
            List<String> values = new ArrayList<>();
            for (RunRecord run : report.runs()) {
                Object value = run.configuration().get(path);
                values.add(value == null ? Summary.NONE : String.valueOf(value));
            }
            boolean same = values.stream().distinct().count() == 1;
            page.append(same ? "<tr>" : "<tr class=\"differs\">")
                    .append("<th scope=\"row\">")
                    .append(Html.escape(path))
                    .append("</th>");
            values.forEach(
                    value -> page.append("<td>").append(Html.escape(value)).append("</td>"));
            page.append("</tr>\n");
        }
        page.append("</tbody>\n</table></div>\n");
        if (report.runs().size() > 1) {
            paragraph("note", "Marked rows differ between the runs.");
        }
        page.append("</details>\n</section>\n");
    }

    private void provenance() {
        RunRecord first = report.runs().get(0);
        page.append("<section>\n<h2>To repeat this</h2>\n<pre>")
                .append(Html.escape(report.command()))
                .append("</pre>\n<dl>\n");
        fact("Skerry", first.version());
        fact("seed", Long.toString(first.seed()));
        for (RunRecord run : report.runs()) {
            fact("digest, " + run.machine(), run.digest());
        }
        for (Map.Entry<String, String> module : first.modules().entrySet()) {
            fact("SHA-256 of " + module.getKey(), module.getValue());
        }
        page.append("</dl>\n");
        paragraph(
                "note",
                "Equal seed, scenario and version give equal digests on every computer. The emulator that computed this is one "
                        + "Java process: it shows what the modelled machines isolate, it does not itself isolate anything.");
        page.append("</section>\n");
    }

    private void fact(String name, String value) {
        page.append("<dt>")
                .append(Html.escape(name))
                .append("</dt><dd><code>")
                .append(Html.escape(value))
                .append("</code></dd>\n");
    }

    private void paragraph(String style, String text) {
        page.append("<p class=\"")
                .append(style)
                .append("\">")
                .append(Html.escape(text))
                .append("</p>\n");
    }

    private static String resource(String name) {
        try (InputStream in = ReportPage.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
