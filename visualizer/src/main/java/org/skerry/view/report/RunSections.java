package org.skerry.view.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.skerry.sim.machine.MeasuredRegion;
import org.skerry.sim.machine.RunRecord;
import org.skerry.sim.stats.CostLine;
import org.skerry.view.chart.Amounts;
import org.skerry.view.chart.Figure;

/** What the runs did: one table of everything, then a section for each question. */
final class RunSections {
    private static final String LATENCIES =
            "Handling latency goes from the send to the end of the turn that handled the message, "
                    + "message latency from the send to its arrival in the mailbox. Both are of all messages of the measured region; "
                    + "percentiles are at most 1.6 % above the true value.";

    private final Markup page;
    private final FigureSection figures;
    private final Report report;
    private final ReportFigures drawings;

    RunSections(Markup page, FigureSection figures, Report report) {
        this.page = page;
        this.figures = figures;
        this.report = report;
        this.drawings = new ReportFigures(report);
    }

    void summary() {
        Summary summary = Summary.of(report.runs(), report.work());
        page.section("summary", "Summary");
        figures.write(drawings.headline());
        page.table("figures", heads("figure", summary.columns(), "unit", "origin"));
        String group = "";
        for (Summary.Row row : summary.rows()) {
            if (!row.group().equals(group)) {
                group = row.group();
                page.group(group, summary.columns().size() + 3);
            }
            page.row("").head(row.name());
            row.cells().forEach(cell -> page.cell(Markup.isNumber(cell) ? "number" : "number word", cell));
            page.cell(row.unit());
            page.raw("<td><span class=\"origin " + row.origin().word() + "\">"
                    + row.origin().word() + "</span></td>");
            page.endRow();
        }
        page.endTable();
        page.note(
                "Measured: counted while the run went on. Computed: worked out from what was counted; energy and area also from "
                        + "costs whose sources stand with them below. Assumed: constants that nobody measured on such a machine, and the "
                        + "range they leave. Given: stated by the scenario.");
        List<RunRecord> partly =
                report.runs().stream().filter(run -> !run.region().isWhole()).toList();
        if (!partly.isEmpty()) {
            page.folded("which part of each run was measured").raw("<dl>\n");
            for (RunRecord run : partly) {
                MeasuredRegion region = run.region();
                page.raw("<dt>").text(run.machine()).raw("</dt><dd>");
                page.text(region.rule() + "; cycles " + Amounts.whole(region.fromCycle()) + " to "
                        + Amounts.whole(region.toCycle()));
                page.raw("</dd>\n");
            }
            page.raw("</dl>\n").endFolded();
        }
        page.endSection();
    }

    void latency() {
        List<Figure> latency = drawings.latency();
        if (latency.isEmpty()) {
            return;
        }
        page.section("latency", "Latency");
        figures.write(latency);
        percentiles("Handling latency", "turns.latency");
        percentiles("Message latency", "messages.latency");
        page.note(LATENCIES);
        page.endSection();
    }

    private void percentiles(String title, String metric) {
        List<RunRecord> runs = report.runs().stream()
                .filter(run -> new RunTime(run).hasLatency(metric))
                .toList();
        if (runs.isEmpty()) {
            return;
        }
        page.element("h3", "", title + ", in nanoseconds");
        page.table(
                "numbers", List.of("machine", "#messages", "#mean", "#median", "#p90", "#p99", "#p99.9", "#largest"));
        for (RunRecord run : runs) {
            RunTime time = new RunTime(run);
            page.row("").head(run.machine()).number(Amounts.whole(time.value(metric)));
            page.number(Amounts.threeDigits(time.mean(metric)));
            for (int millionths : new int[] {500_000, 900_000, 990_000, 999_000}) {
                page.number(Amounts.threeDigits(time.percentile(metric, millionths)));
            }
            page.number(Amounts.threeDigits(time.largest(metric))).endRow();
        }
        page.endTable();
    }

    void message() {
        List<Figure> message = drawings.message();
        if (message.isEmpty()) {
            return;
        }
        MessageStack stack = MessageStack.of(report.runs());
        List<RunRecord> runs = report.runs().stream().filter(stack::tells).toList();
        page.section("message", "What a message costs");
        figures.write(message);
        page.table(
                "numbers",
                heads(
                        "nanoseconds, on average",
                        runs.stream().map(RunRecord::machine).toList(),
                        "what it is"));
        for (Map.Entry<String, String> part : stack.parts().entrySet()) {
            page.row("").head(part.getValue());
            for (RunRecord run : runs) {
                double mean = stack.mean(run, part.getKey());
                page.number(Double.isNaN(mean) ? Summary.NONE : Amounts.threeDigits(mean));
            }
            page.cell(stack.texts().get(part.getKey())).endRow();
        }
        page.row("sum").head("sum");
        runs.forEach(run -> page.number(Amounts.threeDigits(new RunTime(run).mean(MessageStack.ALL))));
        page.cell("from the sender's software to the handler").endRow();
        percentile("median", runs, 500_000);
        percentile("p99", runs, 990_000);
        page.row("").head("messages");
        runs.forEach(run -> page.number(Amounts.whole(new RunTime(run).value(MessageStack.ALL))));
        page.cell("between actors, replies included, that came to their handlers in the measured region")
                .endRow();
        page.endTable();
        page.note(
                "Each cycle of each message is in exactly one part; a dash is a part that the machine does not have.");
        page.endSection();
    }

    private void percentile(String name, List<RunRecord> runs, int millionths) {
        page.row("").head(name);
        runs.forEach(
                run -> page.number(Amounts.threeDigits(new RunTime(run).percentile(MessageStack.ALL, millionths))));
        page.cell("of the sum").endRow();
    }

    void cycles() {
        List<Figure> cycles = drawings.cycles();
        if (cycles.isEmpty()) {
            return;
        }
        CycleStack stack = CycleStack.of(report.runs());
        List<RunRecord> runs = report.runs().stream().filter(stack::tells).toList();
        page.section("cycles", "Where the cycles went");
        figures.write(cycles);
        page.folded("what each part means, and its cycles");
        page.table(
                "numbers", heads("part", runs.stream().map(RunRecord::machine).toList(), "what it is"));
        for (Map.Entry<String, String> part : stack.parts().entrySet()) {
            page.row("").head(part.getValue());
            for (RunRecord run : runs) {
                double spent = stack.cycles(run, part.getKey());
                page.number(Double.isNaN(spent) ? Summary.NONE : Amounts.whole((long) spent));
            }
            page.cell(stack.texts().get(part.getKey())).endRow();
        }
        page.row("sum").head("all cores, measured region");
        runs.forEach(run -> page.number(Amounts.whole((long) stack.all(run))));
        page.cell("all cores times all cycles of the region").endRow();
        page.endTable().endFolded().endSection();
    }

    void energyAndArea() {
        Bill energy = Bill.of(report.runs(), RunRecord::energy);
        Bill area = Bill.of(report.runs(), RunRecord::area);
        if (energy.isEmpty() && area.isEmpty()) {
            return;
        }
        page.section("energy", "Energy and area");
        figures.write(drawings.energy());
        figures.write(drawings.power());
        bill("Energy of the measured region", energy);
        bill("Area", area);
        page.note(
                "Worked out after the run from what was counted, never part of the simulation. The range of a sum takes all its "
                        + "lines at their low or all at their high end.");
        page.endSection();
    }

    private void bill(String title, Bill bill) {
        if (bill.isEmpty()) {
            return;
        }
        List<String> heads = new ArrayList<>(List.of("part"));
        for (RunRecord run : bill.runs()) {
            heads.add("#" + run.machine());
            heads.add("#range");
        }
        page.element("h3", "", title + ", in " + bill.unit());
        page.table("numbers", heads);
        for (String part : bill.parts()) {
            page.row("").head(part);
            for (RunRecord run : bill.runs()) {
                boolean has = bill.has(run, part);
                page.number(has ? Amounts.threeDigits(bill.amount(run, part)) : Summary.NONE);
                page.cell("number faint", has ? range(bill.low(run, part), bill.high(run, part)) : "");
            }
            page.endRow();
        }
        page.row("sum").head("sum");
        for (RunRecord run : bill.runs()) {
            page.number(Amounts.threeDigits(bill.sum(run)));
            page.cell("number faint", range(bill.lowSum(run), bill.highSum(run)));
        }
        page.endRow().endTable();
        page.folded("how each line was worked out, and its source");
        for (RunRecord run : bill.runs()) {
            page.table("numbers", List.of(run.machine(), "what was counted and what each costs", "source"));
            for (CostLine line : bill.lines().apply(run)) {
                page.row("")
                        .head(line.part())
                        .cell(line.from())
                        .cell(line.source())
                        .endRow();
            }
            page.endTable();
        }
        page.endFolded();
    }

    private static String range(double low, double high) {
        return Amounts.threeDigits(low) + " - " + Amounts.threeDigits(high);
    }

    void links() {
        section(
                "network",
                "Load of the network",
                ReportFigures::links,
                "Each square is a router, named by column and row; each arrow a link, coloured and labelled by the share of the "
                        + "measured cycles in which a flit passed over it. All maps have the same scale.");
    }

    void memory() {
        section(
                "memory",
                "Memory",
                ReportFigures::memory,
                "Inside a frame only checks keep owners apart; no address of one frame leads into another.");
    }

    private void section(String id, String title, Function<ReportFigures, List<Figure>> which, String note) {
        List<Figure> here = which.apply(drawings);
        if (!here.isEmpty()) {
            page.section(id, title);
            figures.write(here);
            page.note(note).endSection();
        }
    }

    private static List<String> heads(String first, List<String> machines, String... last) {
        List<String> heads = new ArrayList<>(List.of(first));
        machines.forEach(machine -> heads.add("#" + machine));
        heads.addAll(List.of(last));
        return heads;
    }
}
