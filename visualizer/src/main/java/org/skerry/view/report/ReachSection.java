package org.skerry.view.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.skerry.sim.machine.RunRecord;
import org.skerry.sim.trace.Reach;
import org.skerry.sim.trace.Reach.Whose;
import org.skerry.view.chart.Amounts;
import org.skerry.view.report.Chapter.Cell;
import org.skerry.view.report.Chapter.KeyFigure;
import org.skerry.view.report.Chapter.Tone;

/** Who reached whose bytes, where runs have something to say about it: told with the parts that others write chapters with. */
final class ReachSection {
    private ReachSection() {}

    /** Whether anybody tried anything in any of the runs. */
    static boolean isNeeded(Report report) {
        return report.runs().stream().anyMatch(run -> !run.reach().isEmpty());
    }

    /** Numbers for each machine, then every owner, then what ended the attempts. Machines that map no memory tell nothing. */
    static Chapter chapter(Report report) {
        List<RunRecord> runs = report.runs().stream()
                .filter(run -> !run.memory().isEmpty() || !run.reach().isEmpty())
                .toList();
        List<Chapter.Part> parts = new ArrayList<>();
        List<KeyFigure> keys = new ArrayList<>();
        for (RunRecord run : runs) {
            long foreign = bytes(run, Whose.ANOTHER);
            keys.add(new KeyFigure(
                    run.machine() + ": bytes of other actors reached",
                    Amounts.whole(foreign),
                    foreign == 1 ? "byte" : "bytes",
                    others(run),
                    foreign == 0 ? Tone.GOOD : Tone.BAD));
        }
        parts.add(new Chapter.KeyFigures(keys));
        parts.add(landings(runs));
        parts.add(stops(runs));
        parts.add(new Chapter.Paragraph(
                "Counted where bytes move, by the same code on every machine, over the whole run: only accesses "
                        + "that left what their maker had been given. A byte reached twice counts twice."));
        return new Chapter("Who reached whose bytes", parts);
    }

    private static Chapter.Table landings(List<RunRecord> runs) {
        List<String> columns = new ArrayList<>(List.of("owner of the bytes"));
        for (RunRecord run : runs) {
            columns.add(run.machine() + ": read");
            columns.add(run.machine() + ": changed");
        }
        List<List<Cell>> cells = new ArrayList<>();
        for (Whose whose : List.of(Whose.ANOTHER, Whose.MACHINE, Whose.OWN, Whose.NOBODY)) {
            Tone tone = whose == Whose.ANOTHER ? Tone.BAD : Tone.PLAIN;
            bytesByOwner(runs, whose).forEach((owner, bytes) -> {
                List<Cell> row = new ArrayList<>(List.of(Cell.of(owner)));
                for (long count : bytes) {
                    row.add(new Cell(Amounts.whole(count), count > 0 ? tone : Tone.PLAIN));
                }
                cells.add(row);
            });
        }
        return new Chapter.Table("Bytes reached, by owner", columns, cells);
    }

    /** For each owner the bytes read and changed on each machine, in turn. */
    private static Map<String, long[]> bytesByOwner(List<RunRecord> runs, Whose whose) {
        Map<String, long[]> rows = new TreeMap<>();
        for (int i = 0; i < runs.size(); i++) {
            for (Reach.Landing landing : runs.get(i).reach().landings()) {
                if (landing.whose() == whose) {
                    long[] bytes = rows.computeIfAbsent(owner(landing), owner -> new long[2 * runs.size()]);
                    bytes[2 * i] += landing.bytesRead();
                    bytes[2 * i + 1] += landing.bytesWritten();
                }
            }
        }
        return rows;
    }

    private static Chapter.Table stops(List<RunRecord> runs) {
        List<List<Cell>> cells = new ArrayList<>();
        for (RunRecord run : runs) {
            for (Reach.Stop stop : run.reach().stops()) {
                cells.add(List.of(
                        Cell.of(run.machine()),
                        Cell.of(stop.by()),
                        Cell.of(stop.where()),
                        Cell.of(Amounts.whole(stop.reads())),
                        Cell.of(Amounts.whole(stop.writes()))));
            }
        }
        return new Chapter.Table(
                "What ended the attempts", List.of("machine", "who tried", "ended by", "reads", "writes"), cells);
    }

    private static String owner(Reach.Landing landing) {
        return switch (landing.whose()) {
            case OWN -> landing.by() + " itself";
            case ANOTHER -> landing.actor();
            case MACHINE -> "the machine's software: " + landing.what();
            case NOBODY -> "nobody";
        };
    }

    private static long bytes(RunRecord run, Whose whose) {
        return run.reach().everybody().stream()
                .mapToLong(by -> run.reach().bytesRead(by, whose) + run.reach().bytesWritten(by, whose))
                .sum();
    }

    /** Such as "of 8 actors; beside them 704 bytes of the machine's software". */
    private static String others(RunRecord run) {
        long owners = owners(run);
        long machine = bytes(run, Whose.MACHINE);
        return (owners == 0 ? "of nobody" : owners == 1 ? "of 1 actor" : "of " + Amounts.whole(owners) + " actors")
                + (machine == 0 ? "" : "; beside them " + Amounts.whole(machine) + " bytes of the machine's software");
    }

    private static long owners(RunRecord run) {
        return run.reach().everybody().stream()
                .flatMap(by -> run.reach().others(by).stream())
                .distinct()
                .count();
    }
}
