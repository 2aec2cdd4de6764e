package org.skerry.model.technology;

/**
 * What one of something costs, as a range.
 *
 * @param best   best estimate, in {@code unit}
 * @param low    lower end; at most {@code best}
 * @param high   upper end; at least {@code best}
 * @param unit   such as {@code "pJ"} or {@code "mm2"}
 * @param source where it comes from, or the word assumption
 */
public record UnitCost(double best, double low, double high, String unit, String source) {
    public UnitCost {
        if (!(0 <= low && low <= best && best <= high)) {
            throw new IllegalArgumentException(best + " " + unit + " does not lie between " + low + " and " + high);
        }
    }

    /** So many of it. */
    public UnitCost times(double count) {
        return new UnitCost(best * count, low * count, high * count, unit, source);
    }

    /** So many of it, as a figure in another unit: picojoules of a power and a time, say. */
    public UnitCost times(double count, String newUnit) {
        return new UnitCost(best * count, low * count, high * count, newUnit, source);
    }

    /** Both; the ends of the range add up, as if what is wrong with one were wrong with the other. */
    public UnitCost plus(UnitCost other) {
        if (!unit.equals(other.unit)) {
            throw new IllegalArgumentException(unit + " and " + other.unit + " cannot be added");
        }
        String both = source.equals(other.source) ? source : source + "; " + other.source;
        return new UnitCost(best + other.best, low + other.low, high + other.high, unit, both);
    }
}
