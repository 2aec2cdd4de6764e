package org.skerry.scenario.compare;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;
import org.skerry.scenario.opponent.SiliconCount;
import org.skerry.scenario.run.FinishedRun;
import org.skerry.sim.stats.CostLine;
import org.skerry.view.report.Chapter;

/** What an opponent has beyond what its rule makes equal: for coherence, for translation, for memory. In bits, area and energy of its run. */
final class AddedSilicon {
    /** A thing that is added: its name, its key, its bits, and the parts of bills that are it. */
    private record Row(
            String name, String key, ToLongFunction<SiliconCount> bits, List<String> area, List<String> energy) {}

    private static final List<Row> ROWS = List.of(
            new Row("tags and states of lines", "tags", SiliconCount::tagBits, List.of("tags"), List.of("tags")),
            new Row(
                    "directories: coherence",
                    "directories",
                    SiliconCount::directoryBits,
                    List.of("directory"),
                    List.of("directory")),
            new Row(
                    "look-aside buffers: translation",
                    "translation",
                    SiliconCount::translationBits,
                    List.of("look-aside buffers"),
                    List.of("translation")),
            new Row(
                    "memory channels and DRAM",
                    "memory",
                    count -> 0,
                    List.of("DRAM channels"),
                    List.of("DRAM", "DRAM, idle")));

    private AddedSilicon() {}

    /** A table of a machine that was made of so much and ran. */
    static Chapter.Table table(SiliconCount count, FinishedRun run) {
        String piece = run.about().work().map(work -> work.unit()).orElse("turn");
        List<List<String>> lines = new ArrayList<>();
        lines.add(List.of(
                "",
                "SRAM [Kibit]",
                "area [mm²]",
                "of its area [%]",
                "energy per " + piece + " [pJ]",
                "of its energy [%]"));
        for (Row row : ROWS) {
            double area = sum(run.record().area(), row.area);
            double energy = sum(run.record().energy(), row.energy);
            lines.add(List.of(
                    row.name,
                    digits(row.bits.applyAsLong(count) / 1024.0, "%,.0f"),
                    digits(area, "%,.2f"),
                    digits(100 * area / all(run.record().area()), "%.1f"),
                    digits(energy / Merit.pieces(run), "%,.0f"),
                    digits(100 * energy / all(run.record().energy()), "%.1f")));
        }
        return Chapter.Table.of("What " + count.machine() + " has beyond that", lines);
    }

    /** The same as numbers. */
    static void json(ObjectNode into, SiliconCount count, FinishedRun run) {
        for (Row row : ROWS) {
            into.putObject(row.key)
                    .put("bits", row.bits.applyAsLong(count))
                    .put("squareMillimetres", sum(run.record().area(), row.area))
                    .put("picojoulesPerPiece", sum(run.record().energy(), row.energy) / Merit.pieces(run));
        }
    }

    /** Whether a run has what is needed: a bill, and work done. */
    static boolean isBilled(FinishedRun run) {
        return !run.record().area().isEmpty() && !run.record().energy().isEmpty() && Merit.pieces(run) > 0;
    }

    private static double sum(List<CostLine> bill, List<String> parts) {
        return bill.stream()
                .filter(line -> parts.contains(line.part()))
                .mapToDouble(CostLine::amount)
                .sum();
    }

    private static double all(List<CostLine> bill) {
        return CostLine.sum(bill).amount();
    }

    private static String digits(double value, String format) {
        return String.format(Locale.ROOT, format, value);
    }
}
