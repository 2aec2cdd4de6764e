package org.skerry.view.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.skerry.sim.machine.LogLine;
import org.skerry.sim.machine.RunRecord;
import org.skerry.view.chart.Amounts;

/** What was checked, what was set, what was written, and how to do it again. */
final class RecordSections {
    private static final int MOST_LOG_LINES = 40;

    private final Markup page;
    private final Report report;

    RecordSections(Markup page, Report report) {
        this.page = page;
        this.report = report;
    }

    void verdicts() {
        if (report.verdicts().isEmpty()) {
            return;
        }
        page.section("checks", "Checks").table("checks", List.of("state", "claim", "what was found"));
        for (Report.Verdict verdict : report.verdicts()) {
            page.row("")
                    .cell(
                            "state " + verdict.state().name().toLowerCase(Locale.ROOT),
                            verdict.state().word())
                    .head(verdict.what())
                    .cell(verdict.detail())
                    .endRow();
        }
        page.endTable().endSection();
    }

    void caveats() {
        if (report.caveats().isEmpty()) {
            return;
        }
        page.section("caveats", "What these figures do not say").raw("<ul>\n");
        report.caveats().forEach(caveat -> page.element("li", "", caveat));
        page.raw("</ul>\n").endSection();
    }

    /** First what differs between the runs, then, folded, everything. */
    void configuration() {
        TreeMap<String, List<String>> settings = new TreeMap<>();
        TreeSet<String> paths = new TreeSet<>();
        report.runs().forEach(run -> paths.addAll(run.configuration().keySet()));
        for (String path : paths) {
            List<String> values = new ArrayList<>();
            for (RunRecord run : report.runs()) {
                Object value = run.configuration().get(path);
                values.add(value == null ? Summary.NONE : String.valueOf(value));
            }
            settings.put(path, values);
        }
        TreeMap<String, List<String>> different = new TreeMap<>(settings);
        different.values().removeIf(values -> values.stream().distinct().count() == 1);
        page.section("configuration", "Configuration");
        if (report.runs().size() > 1) {
            page.element(
                    "p",
                    "text",
                    different.isEmpty()
                            ? "The runs do not differ in any setting."
                            : "The runs differ in " + different.size() + " of " + settings.size() + " settings; "
                                    + Summary.NONE + " means that a machine has no such setting.");
            if (!different.isEmpty()) {
                page.folded("differences");
                settings(different);
                page.endFolded();
            }
        }
        page.folded("all " + settings.size() + " settings, defaults filled in");
        settings(settings);
        page.endFolded().endSection();
    }

    private void settings(Map<String, List<String>> settings) {
        List<String> heads = new ArrayList<>(List.of("setting"));
        report.runs().forEach(run -> heads.add(run.machine()));
        page.table("settings", heads);
        settings.forEach((path, values) -> {
            page.row("").head(path);
            values.forEach(page::cell);
            page.endRow();
        });
        page.endTable();
    }

    void logs() {
        page.section("log", "What the actors wrote");
        for (RunRecord run : report.runs()) {
            List<LogLine> log = run.log();
            page.folded(run.machine() + ": " + Amounts.whole(log.size()) + (log.size() == 1 ? " line" : " lines"));
            page.table("log", List.of("#cycle", "actor", "line"));
            for (LogLine line : log.subList(0, Math.min(MOST_LOG_LINES, log.size()))) {
                page.row("")
                        .number(Amounts.whole(line.cycle()))
                        .cell(line.actor())
                        .cell(line.text())
                        .endRow();
            }
            page.endTable();
            if (log.size() > MOST_LOG_LINES) {
                page.note("The first " + MOST_LOG_LINES + " lines; all of them are in run.json.");
            }
            page.endFolded();
        }
        page.endSection();
    }

    void provenance() {
        page.section("repeat", "To repeat this")
                .element("pre", "", report.command())
                .raw("<dl>\n");
        facts("Skerry", RunRecord::version);
        facts("seed", run -> Long.toString(run.seed()));
        facts("digest", RunRecord::digest);
        TreeMap<String, String> modules = new TreeMap<>();
        report.runs().forEach(run -> modules.putAll(run.modules()));
        modules.forEach((name, hash) -> fact("SHA-256 of " + name, hash));
        page.raw("</dl>\n");
        page.note(
                "Equal seed, scenario and version give equal digests on every computer. The emulator that computed this is one "
                        + "Java process: it shows what the modelled machines isolate, it does not itself isolate anything.");
        page.endSection();
    }

    /** One line if it is the same for all runs, else one for each. */
    private void facts(String name, Function<RunRecord, String> value) {
        List<String> values = report.runs().stream().map(value).distinct().toList();
        if (values.size() == 1) {
            fact(name, values.get(0));
        } else {
            report.runs().forEach(run -> fact(name + ", " + run.machine(), value.apply(run)));
        }
    }

    private void fact(String name, String value) {
        page.raw("<dt>").text(name).raw("</dt><dd><code>").text(value).raw("</code></dd>\n");
    }
}
