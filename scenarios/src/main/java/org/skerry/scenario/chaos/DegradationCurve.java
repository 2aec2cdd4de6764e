package org.skerry.scenario.chaos;

import java.util.List;

/**
 * Goodput against the fraction that is dead.
 *
 * <pre>
 *   R50           = fraction at which goodput is half of that with nobody dead, between two points by a straight line
 *   safety margin = fraction at which goodput falls below the tolerance of the hypothesis, likewise, over the fraction that the service is
 *                   designed to lose; 1 is just what was designed for
 * </pre>
 */
public final class DegradationCurve {
    private DegradationCurve() {}

    /**
     * A point.
     *
     * @param fraction dead, 0 to 1
     * @param goodput  of those left, in whatever unit
     */
    public record Point(double fraction, double goodput) {}

    /** Where the curve first falls below a share of its first point; NaN if it never does. */
    public static double crossing(List<Point> curve, double share) {
        double level = share * curve.get(0).goodput;
        for (int i = 1; i < curve.size(); i++) {
            Point before = curve.get(i - 1);
            Point after = curve.get(i);
            if (after.goodput < level) {
                double part = (before.goodput - level) / (before.goodput - after.goodput);
                return before.fraction + Math.max(0, part) * (after.fraction - before.fraction);
            }
        }
        return Double.NaN;
    }

    /** Fraction dead at which goodput is half; NaN if it never is. */
    public static double r50(List<Point> curve) {
        return crossing(curve, 0.5);
    }

    /** How many times what a service is designed to lose it can lose; NaN if the curve never falls so low. */
    public static double safetyMargin(List<Point> curve, double tolerance, double designed) {
        return crossing(curve, tolerance) / designed;
    }
}
