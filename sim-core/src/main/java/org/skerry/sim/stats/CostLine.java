package org.skerry.sim.stats;

import java.util.List;

/**
 * One line of a bill that is worked out after a run: energy from counters, or area from sizes. Never takes part in a simulation.
 *
 * @param part   what the line is for, in words: {@code "routers"}
 * @param amount best estimate, in {@code unit}
 * @param low    lower end of the range of uncertainty; at most {@code amount}
 * @param high   upper end; at least {@code amount}
 * @param unit   unit of the three: {@code "pJ"} or {@code "mm2"}
 * @param from   what was counted and what each cost: {@code "1 204 flits x 32 B x 0.43 pJ/bit"}
 * @param source where the cost comes from, or the word assumption
 */
public record CostLine(String part, double amount, double low, double high, String unit, String from, String source) {
    public CostLine {
        if (!(low <= amount && amount <= high)) {
            throw new IllegalArgumentException(
                    part + ": " + amount + " " + unit + " does not lie between " + low + " and " + high);
        }
    }

    /** A whole bill as one line, with all of its lines at their low or all at their high end; they have one unit, and there is one. */
    public static CostLine sum(List<CostLine> lines) {
        return new CostLine(
                "sum",
                lines.stream().mapToDouble(CostLine::amount).sum(),
                lines.stream().mapToDouble(CostLine::low).sum(),
                lines.stream().mapToDouble(CostLine::high).sum(),
                lines.get(0).unit,
                "all lines",
                "that of each line");
    }

    /** The share of one of {@code pieces} equal pieces. */
    public CostLine each(double pieces) {
        return new CostLine(part, amount / pieces, low / pieces, high / pieces, unit, from, source);
    }

    /** Whether two ranges have a value in common, so that neither can be called the smaller. */
    public boolean overlaps(CostLine other) {
        return low <= other.high && other.low <= high;
    }
}
