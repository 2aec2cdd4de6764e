package org.skerry.view.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.skerry.sim.machine.RunRecord;
import org.skerry.sim.stats.CostLine;

/**
 * The energy or the area of all runs, in one unit, their parts side by side.
 *
 * @param runs  those that have such a bill
 * @param parts what appears in any of them, in the order of the first that has it
 * @param unit  of every amount here
 * @param scale amounts of the runs' lines are multiplied by this
 * @param lines of a run
 */
record Bill(
        List<RunRecord> runs,
        List<String> parts,
        String unit,
        double scale,
        Function<RunRecord, List<CostLine>> lines) {
    /** Sums have at most four digits before the point, so that small parts need few behind it. */
    private static final double MOST = 10_000;

    private static final List<String> JOULES = List.of("pJ", "nJ", "\u00b5J", "mJ", "J");

    /** The bill of those runs that have {@code lines}. */
    static Bill of(List<RunRecord> all, Function<RunRecord, List<CostLine>> lines) {
        List<RunRecord> runs =
                all.stream().filter(run -> !lines.apply(run).isEmpty()).toList();
        Map<String, Boolean> parts = new LinkedHashMap<>();
        double largest = 0;
        String unit = "";
        for (RunRecord run : runs) {
            for (CostLine line : lines.apply(run)) {
                parts.put(line.part(), true);
                unit = line.unit();
            }
            largest = Math.max(
                    largest,
                    lines.apply(run).stream().mapToDouble(CostLine::amount).sum());
        }
        double scale = 1;
        int step = JOULES.indexOf(unit);
        while (step >= 0 && step < JOULES.size() - 1 && largest * scale >= MOST) {
            step++;
            scale /= 1000;
        }
        String shown = step >= 0 ? JOULES.get(step) : unit.equals("mm2") ? "mm\u00b2" : unit;
        return new Bill(runs, List.copyOf(parts.keySet()), shown, scale, lines);
    }

    boolean isEmpty() {
        return runs.isEmpty();
    }

    /** The lines of one part; a machine may have several of the same name. */
    private Stream<CostLine> lines(RunRecord run, String part) {
        return lines.apply(run).stream().filter(line -> line.part().equals(part));
    }

    boolean has(RunRecord run, String part) {
        return lines(run, part).findAny().isPresent();
    }

    double amount(RunRecord run, String part) {
        return lines(run, part).mapToDouble(CostLine::amount).sum() * scale;
    }

    double low(RunRecord run, String part) {
        return lines(run, part).mapToDouble(CostLine::low).sum() * scale;
    }

    double high(RunRecord run, String part) {
        return lines(run, part).mapToDouble(CostLine::high).sum() * scale;
    }

    double sum(RunRecord run) {
        return parts.stream().mapToDouble(part -> amount(run, part)).sum();
    }

    /** Ends of the sum's range: all lines low or all lines high, as their errors are likely to have one cause. */
    double lowSum(RunRecord run) {
        return parts.stream().mapToDouble(part -> low(run, part)).sum();
    }

    /** See {@link #lowSum}. */
    double highSum(RunRecord run) {
        return parts.stream().mapToDouble(part -> high(run, part)).sum();
    }

    /** The parts that matter most, largest first, at most {@code most}. */
    List<String> largest(int most) {
        List<String> sorted = new ArrayList<>(parts);
        sorted.sort(Comparator.comparingDouble((String part) -> runs.stream()
                        .mapToDouble(run -> amount(run, part))
                        .max()
                        .orElse(0))
                .reversed());
        return sorted.subList(0, Math.min(most, sorted.size()));
    }
}
