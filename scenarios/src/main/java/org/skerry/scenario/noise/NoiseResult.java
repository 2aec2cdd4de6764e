package org.skerry.scenario.noise;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.skerry.scenario.spec.NoiseSpec;
import org.skerry.scenario.statistics.Interval;

/**
 * What an experiment about noisy neighbours found.
 *
 * @param spec  what was asked
 * @param seeds runs of each cell
 * @param cells of the interference matrices, machine by machine, neighbour by neighbour, victim by victim
 * @param rows  of what is about a neighbour and all victims together
 * @param points of the curves, if something was varied
 * @param price  what isolation costs, if that was asked
 */
public record NoiseResult(
        NoiseSpec spec,
        int seeds,
        List<Cell> cells,
        List<NeighbourRow> rows,
        List<Point> points,
        Optional<PriceResult> price) {
    public NoiseResult {
        cells = List.copyOf(cells);
        rows = List.copyOf(rows);
        points = List.copyOf(points);
    }

    /**
     * One victim beside one neighbour on one machine. Ratios are to the run of the same seed in which neighbours are quiet.
     *
     * @param machine    name of the machine
     * @param neighbour  name of the neighbour
     * @param victim     name of the victim
     * @param mean       slowdown of the mean latency
     * @param p50        of the median
     * @param p99        of the 99th of 100
     * @param p999       of the 999th of 1000
     * @param goodput    ratio of answers
     * @param loss       of goodput, the mean over seeds
     * @param index      isolation index of that loss
     * @param identical  whether the victim's trace was the same to the bit with every seed
     * @param quietNanoseconds mean latency beside quiet neighbours
     * @param noisyNanoseconds mean latency beside noisy ones
     * @param longestQuietNanoseconds longest latency beside quiet neighbours
     * @param longestNanoseconds longest latency beside noisy ones
     * @param unanswered requests that were never answered, of all seeds
     * @param recoveryNanoseconds from the end of the noise until goodput is back at nine tenths, the longest of all seeds; -1 never
     * @param fairShareKept what the worst served client kept of its fair share of flooded servers, the least of all seeds; NaN without servers
     */
    public record Cell(
            String machine,
            String neighbour,
            String victim,
            Interval mean,
            Interval p50,
            Interval p99,
            Interval p999,
            Interval goodput,
            double loss,
            double index,
            boolean identical,
            double quietNanoseconds,
            double noisyNanoseconds,
            double longestQuietNanoseconds,
            double longestNanoseconds,
            int unanswered,
            long recoveryNanoseconds,
            double fairShareKept) {}

    /**
     * A neighbour and all victims together.
     *
     * @param machine     name of the machine
     * @param neighbour   name of the neighbour
     * @param jain        Jain's index of what victims' actors keep of their goodput, the mean over seeds
     * @param unfairness  largest slowdown of a victim over the smallest
     * @param said        last line of a noisy actor, or empty: how far it came, and what it got hold of
     */
    public record NeighbourRow(String machine, String neighbour, double jain, double unfairness, String said) {}

    /**
     * A point of a curve.
     *
     * @param machine name of the machine
     * @param victim  name of the victim
     * @param value   of what was varied
     * @param answers in the time that was watched, the mean over seeds
     * @param most    the most of any seed
     */
    public record Point(String machine, String victim, long value, double answers, long most) {}

    /** The cell of three names. */
    public Cell cell(String machine, String neighbour, String victim) {
        return cells.stream()
                .filter(cell ->
                        cell.machine.equals(machine) && cell.neighbour.equals(neighbour) && cell.victim.equals(victim))
                .findFirst()
                .orElseThrow();
    }

    /** The names of machines, in the order of the runs. */
    public List<String> machines() {
        return Stream.concat(cells.stream().map(Cell::machine), points.stream().map(Point::machine))
                .distinct()
                .toList();
    }
}
