package org.skerry.scenario.statistics;

import java.util.Arrays;
import java.util.Collection;

/** Numbers that were measured, in order of size. */
public final class Sample {
    private final double[] sorted;

    private Sample(double[] sorted) {
        this.sorted = sorted;
    }

    /** A sample of these numbers. */
    public static Sample of(Collection<? extends Number> numbers) {
        return of(numbers.stream().mapToDouble(Number::doubleValue).toArray());
    }

    /** A sample of these numbers. */
    public static Sample of(double... numbers) {
        double[] sorted = numbers.clone();
        Arrays.sort(sorted);
        return new Sample(sorted);
    }

    /** How many there are. */
    public int size() {
        return sorted.length;
    }

    /** The arithmetic mean; NaN of none. */
    public double mean() {
        return Arrays.stream(sorted).average().orElse(Double.NaN);
    }

    /** The median; the mean of the two in the middle where their number is even. NaN of none. */
    public double median() {
        return sorted.length == 0 ? Double.NaN : (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }

    /** The smallest number that so many of a hundred are not above (nearest rank); NaN of none. */
    public double percentile(double percent) {
        if (sorted.length == 0) {
            return Double.NaN;
        }
        int rank = (int) Math.ceil(percent / 100 * sorted.length - 1e-9);
        return sorted[Math.max(0, Math.min(sorted.length - 1, rank - 1))];
    }

    /** The largest; NaN of none. */
    public double largest() {
        return sorted.length == 0 ? Double.NaN : sorted[sorted.length - 1];
    }

    double at(int rank) {
        return sorted[rank];
    }
}
