package org.skerry.scenario.statistics;

/** The standard normal distribution. */
final class Normal {
    private static final double STEP = 1e-12;

    private Normal() {}

    /** Part of it below {@code x}; Abramowitz and Stegun 26.2.17, off by less than 8e-8. */
    static double cumulative(double x) {
        if (x < 0) {
            return 1 - cumulative(-x);
        }
        double t = 1 / (1 + 0.2316419 * x);
        double polynomial =
                t * (0.319381530 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
        return 1 - Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI) * polynomial;
    }

    /** Where the part below is {@code share}, 0 to 1 exclusive; by bisection. */
    static double quantile(double share) {
        double low = -9;
        double high = 9;
        while (high - low > STEP) {
            double middle = (low + high) / 2;
            if (cumulative(middle) < share) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return (low + high) / 2;
    }
}
