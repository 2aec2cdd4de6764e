package org.skerry.view.report;

import java.util.ArrayList;
import java.util.List;
import org.skerry.sim.machine.RunRecord;
import org.skerry.sim.stats.StatsSnapshot;
import org.skerry.view.chart.Amounts;
import org.skerry.view.report.Chapter.Cell;

/** Where the cycles of measured loads went: a row for each step, a column for each machine that loaded anything. */
final class LoadSection {
    private static final String COUNT = "load.count";
    private static final List<List<String>> STEPS = List.of(
            List.of("wait for the tile's image management", "load.waitCycles"),
            List.of("hold the core", "load.holdCycles"),
            List.of("zeroise memory and registers", "load.zeroiseCycles"),
            List.of("stream the image over the mesh", "load.streamCycles"),
            List.of("hash", "load.hashCycles"),
            List.of("verify", "load.verifyCycles"),
            List.of("install capabilities", "load.installCycles"),
            List.of("release", "load.releaseCycles"));

    private LoadSection() {}

    /** Whether anything was loaded while one of the runs went on. */
    static boolean isNeeded(Report report) {
        return report.runs().stream().anyMatch(LoadSection::loaded);
    }

    private static boolean loaded(RunRecord run) {
        return run.metrics().has(COUNT) && run.metrics().value(COUNT) > 0;
    }

    static Chapter chapter(Report report) {
        List<RunRecord> runs =
                report.runs().stream().filter(LoadSection::loaded).toList();
        List<String> columns = new ArrayList<>(List.of("step"));
        runs.forEach(run -> columns.add(run.machine() + ": cycles a load"));
        List<List<Cell>> rows = new ArrayList<>();
        for (List<String> step : STEPS) {
            List<Cell> row = new ArrayList<>(List.of(Cell.of(step.get(0))));
            runs.forEach(run -> row.add(Cell.of(Amounts.whole(mean(run.metrics(), step.get(1))))));
            rows.add(row);
        }
        List<Cell> loads = new ArrayList<>(List.of(Cell.of("loads in all")));
        List<Cell> refused = new ArrayList<>(List.of(Cell.of("loads refused")));
        for (RunRecord run : runs) {
            loads.add(Cell.of(Amounts.whole(run.metrics().value(COUNT))));
            refused.add(Cell.of(Amounts.whole(run.metrics().value("load.refused"))));
        }
        rows.add(loads);
        rows.add(refused);
        return new Chapter(
                "What a measured load took",
                List.of(
                        new Chapter.Table("", columns, rows),
                        new Chapter.Paragraph(
                                "Programs that were put into enclaves while the run went on, for actors that were "
                                        + "created and in the place of others. Steps of loads that were refused count with those that were "
                                        + "not. What was deployed before cycle 0 cost nothing.")));
    }

    private static long mean(StatsSnapshot metrics, String step) {
        return metrics.value(step) / metrics.value(COUNT);
    }
}
