package org.skerry.view.report;

import java.util.ArrayList;
import java.util.List;
import org.skerry.sim.machine.RunRecord;
import org.skerry.sim.trace.OrderOutcome;
import org.skerry.view.chart.Amounts;
import org.skerry.view.report.Chapter.Cell;
import org.skerry.view.report.Chapter.Tone;

/** What came of the orders of whoever had taken over the control of a machine: one row for each order, a column for each machine. */
final class OrderSection {
    private OrderSection() {}

    /** Whether anybody gave orders in any of the runs. */
    static boolean isNeeded(Report report) {
        return report.runs().stream().anyMatch(run -> !run.orders().isEmpty());
    }

    static Chapter chapter(Report report) {
        List<RunRecord> runs =
                report.runs().stream().filter(run -> !run.orders().isEmpty()).toList();
        List<String> columns = new ArrayList<>(List.of("order"));
        runs.forEach(run -> columns.add(run.machine()));
        List<List<Cell>> rows = new ArrayList<>();
        for (String order : orders(runs)) {
            List<Cell> row = new ArrayList<>(List.of(Cell.of(order)));
            for (RunRecord run : runs) {
                row.add(run.orders().stream()
                        .filter(outcome -> name(outcome).equals(order))
                        .findFirst()
                        .map(OrderSection::cell)
                        .orElse(Cell.of(Summary.NONE)));
            }
            rows.add(row);
        }
        return new Chapter(
                "What a hostile control achieved",
                List.of(
                        new Chapter.Table("", columns, rows),
                        new Chapter.Paragraph(
                                "Turns are those taken under the actor's name, whoever's code took them.")));
    }

    private static List<String> orders(List<RunRecord> runs) {
        return runs.stream()
                .flatMap(run -> run.orders().stream())
                .map(OrderSection::name)
                .distinct()
                .toList();
    }

    /** The same order may be given twice. */
    private static String name(OrderOutcome outcome) {
        return outcome.order() + ", at cycle " + Amounts.whole(outcome.cycle());
    }

    private static Cell cell(OrderOutcome outcome) {
        if (outcome.obeyedCycle() < 0) {
            return new Cell("never obeyed", Tone.GOOD);
        }
        long after = outcome.obeyedCycle() - outcome.cycle();
        String obeyed = after == 0 ? "obeyed at once" : "obeyed after " + Amounts.whole(after) + " cycles";
        if (outcome.actor().isEmpty() && !outcome.order().startsWith("read")) {
            return Cell.of(obeyed); // what was written is told by the bytes
        }
        if (outcome.actor().isEmpty()) {
            return outcome.found() == 0
                    ? new Cell(obeyed + "; what it looked for was not there", Tone.GOOD)
                    : new Cell(obeyed + "; found " + times(outcome.found()), Tone.BAD);
        }
        String diverted =
                outcome.diverted() == 0 ? "" : "; " + Amounts.whole(outcome.diverted()) + " messages diverted";
        return Cell.of(obeyed + "; " + Amounts.whole(outcome.turnsBefore()) + " turns before, "
                + Amounts.whole(outcome.turnsAfter()) + " after" + diverted);
    }

    private static String times(long count) {
        return "what it looked for " + (count == 1 ? "once" : Amounts.whole(count) + " times");
    }
}
