package org.skerry.scenario.grid;

import java.util.List;
import org.skerry.scenario.spec.GridSpec;
import org.skerry.scenario.statistics.Interval;
import org.skerry.scenario.statistics.Sample;

/**
 * What a grid of cases gave.
 *
 * @param spec  what was asked
 * @param seeds that were run
 * @param cells cases, in the order of rate, size and sharing
 */
public record GridResult(GridSpec spec, List<Long> seeds, List<Cell> cells) {
    public GridResult {
        seeds = List.copyOf(seeds);
        cells = List.copyOf(cells);
    }

    /**
     * One case.
     *
     * @param sharing  value of the degree of sharing
     * @param size     value of the size
     * @param rate     value of the rate
     * @param messages that arrived on the fixed machine in a millisecond of simulated time, on average over seeds
     * @param each     what was found, a seed each
     */
    public record Cell(long sharing, long size, long rate, double messages, List<BreakEven> each) {
        public Cell {
            each = List.copyOf(each);
        }

        /** How many seeds ended so. */
        public long count(BreakEven.State state) {
            return each.stream().filter(one -> one.state() == state).count();
        }

        /** The cost at which both are equally fast, over the seeds that have one; of size 0 if none has. */
        public Interval cycles() {
            return Interval.of(Sample.of(each.stream()
                    .filter(one -> one.state() == BreakEven.State.WITHIN)
                    .map(BreakEven::value)
                    .toList()));
        }

        /** Whether all seeds have such a cost. */
        public boolean within() {
            return count(BreakEven.State.WITHIN) == each.size();
        }
    }

    /** Runs on the machine whose messages got dearer. */
    public int runs() {
        return cells.stream()
                .flatMap(cell -> cell.each().stream())
                .mapToInt(BreakEven::runs)
                .sum();
    }

    /** The case of three values. */
    public Cell cell(long sharing, long size, long rate) {
        return cells.stream()
                .filter(cell -> cell.sharing == sharing && cell.size == size && cell.rate == rate)
                .findFirst()
                .orElseThrow();
    }
}
