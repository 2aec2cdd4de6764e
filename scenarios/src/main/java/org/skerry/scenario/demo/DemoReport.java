package org.skerry.scenario.demo;

import java.util.ArrayList;
import java.util.List;
import org.skerry.scenario.run.FinishedRun;
import org.skerry.sim.machine.RunRecord;
import org.skerry.sim.trace.Reach;
import org.skerry.view.chart.Amounts;
import org.skerry.view.chart.MemoryMap;
import org.skerry.view.report.Chapter;
import org.skerry.view.report.Chapter.Cell;
import org.skerry.view.report.Chapter.KeyFigure;
import org.skerry.view.report.Chapter.Paragraph;
import org.skerry.view.report.Chapter.Part;
import org.skerry.view.report.Chapter.Tone;
import org.skerry.view.report.Report;

/** The page at the end: the acts as chapters, then everything about the runs of the first. */
final class DemoReport {
    private DemoReport() {}

    static Report of(DemoResult result, String command) {
        Report honest = result.honest().report(command);
        List<Chapter> chapters = new ArrayList<>();
        chapters.add(speed(result.speed()));
        chapters.add(check(result.check()));
        chapters.add(control(result.control()));
        List<Part> end = new ArrayList<>();
        result.point().forEach(sentence -> end.add(new Paragraph(sentence)));
        end.add(new Paragraph(result.limits()));
        chapters.add(new Chapter("The point", end));
        return new Report(
                "The demo: pliable or durable",
                "Three acts on two simulated machines, played by skerry demo. " + Cast.SHARED + ": " + Cast.ABOUT_SHARED
                        + " " + Cast.CHIP + ": " + Cast.ABOUT_CHIP
                        + " What follows the chapters is about the runs of the first act.",
                String.join(" ", result.point()),
                timed(result),
                honest.work(),
                honest.verdicts(),
                honest.caveats(),
                command,
                chapters);
    }

    /** Without the oracle, which has no figures but only the right result. */
    private static List<RunRecord> timed(DemoResult result) {
        return result.honest().runs().stream()
                .filter(run -> run.femtosecondsPerCycle() > 0)
                .map(FinishedRun::record)
                .toList();
    }

    private static Chapter speed(SpeedAct act) {
        List<Part> parts = new ArrayList<>();
        parts.add(new Paragraph(act.about()));
        List<KeyFigure> keys = new ArrayList<>();
        for (Pace pace : act.paces()) {
            keys.add(new KeyFigure(
                    pace.name(),
                    Amounts.whole(Math.round(pace.perMillisecond())),
                    "requests per ms",
                    "of simulated time",
                    Tone.PLAIN));
        }
        parts.add(new Chapter.KeyFigures(keys));
        parts.add(table("Pace and price", act.table(), false));
        return end("Act 1: " + act.name(), parts, act);
    }

    private static Chapter check(CheckAct act) {
        List<Part> parts = new ArrayList<>();
        parts.add(new Paragraph(act.about()));
        parts.add(new Chapter.KeyFigures(reached(act.attacks())));
        maps(parts, "check", act.exposed());
        parts.add(table("Bytes reached, by owner", CheckAct.ownerTable(act.attacks()), true));
        return end("Act 2: " + act.name(), parts, act);
    }

    private static Chapter control(ControlAct act) {
        List<Part> parts = new ArrayList<>();
        parts.add(new Paragraph(act.about()));
        parts.add(new Chapter.KeyFigures(reached(act.attacks())));
        maps(parts, "control", act.attacks());
        parts.add(table("What was lost", Loss.table(act.losses()), true));
        return end("Act 3: " + act.name(), parts, act);
    }

    /** How many victims were reached, machine by machine. */
    private static List<KeyFigure> reached(List<Attack> attacks) {
        List<KeyFigure> keys = new ArrayList<>();
        for (Attack attack : attacks) {
            keys.add(new KeyFigure(
                    attack.machine(),
                    attack.reached().size() + " of " + attack.victims().size(),
                    "actors reached",
                    attack.total().text().equals("-")
                            ? "no byte"
                            : "bytes: " + attack.total().text(),
                    attack.extent() == Extent.NONE ? Tone.GOOD : Tone.BAD));
        }
        return keys;
    }

    private static void maps(List<Part> parts, String act, List<Attack> attacks) {
        List<String> kinds = attacks.stream()
                .flatMap(attack -> MemoryMap.kinds(attack.memory()).stream())
                .distinct()
                .toList();
        for (Attack attack : attacks) {
            if (!attack.memory().isEmpty()) {
                List<Reach.Landing> landings = attack.run().record().reach().landings();
                parts.add(new Chapter.Picture(new MemoryMap(
                        act + "-" + attack.machine(),
                        "Memory of " + attack.machine() + ", and what " + attack.by() + " reached of others",
                        attack.memory(),
                        landings,
                        kinds)));
            }
        }
    }

    /** A table of texts: the first row heads it. Where {@code loss} is told, what was kept is good and what was reached bad. */
    private static Chapter.Table table(String caption, List<List<String>> rows, boolean loss) {
        List<List<Cell>> cells = new ArrayList<>();
        for (List<String> row : rows.subList(1, rows.size())) {
            List<Cell> line = new ArrayList<>(List.of(Cell.of(row.get(0))));
            row.subList(1, row.size()).forEach(text -> line.add(new Cell(text, loss ? tone(text) : Tone.PLAIN)));
            cells.add(line);
        }
        return new Chapter.Table(caption, rows.get(0), cells);
    }

    private static Tone tone(String text) {
        if (text.startsWith("kept")) {
            return Tone.GOOD;
        }
        return text.equals("-") ? Tone.PLAIN : Tone.BAD;
    }

    /** What every act ends with: findings, predictions, and how to see it again. */
    private static Chapter end(String title, List<Part> parts, Act act) {
        act.findings().forEach(finding -> parts.add(new Paragraph(finding)));
        if (!act.predictions().isEmpty()) {
            List<List<String>> rows = new ArrayList<>();
            rows.add(List.of("on", "expected", "came out"));
            for (Prediction prediction : act.predictions()) {
                rows.add(List.of(prediction.machine(), prediction.expected().orElse("no guess"), prediction.found()));
            }
            parts.add(table("Predicted: " + act.predictions().get(0).about(), rows, false));
        }
        for (Experiment experiment : act.experiments()) {
            parts.add(new Paragraph("This act again: " + experiment.command()));
        }
        return new Chapter(title, parts);
    }
}
