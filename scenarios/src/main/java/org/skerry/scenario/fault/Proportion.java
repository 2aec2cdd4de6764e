package org.skerry.scenario.fault;

/**
 * A share of trials with its 95 % confidence interval (Clopper, Pearson, Biometrika 26(4), 1934): exact, whatever the share is.
 *
 * @param count  of successes
 * @param trials in all; at least 1
 */
public record Proportion(int count, int trials) {
    private static final double TAIL = 0.025;
    private static final int HALVINGS = 60;

    /** Lower end: with this share, so many successes or more have a chance of 2.5 %. */
    public double low() {
        return count == 0 ? 0 : solve(p -> 1 - atMost(count - 1, p), true);
    }

    /** Upper end: with this share, so many successes or fewer have a chance of 2.5 %. */
    public double high() {
        return count == trials ? 1 : solve(p -> atMost(count, p), false);
    }

    private static double solve(java.util.function.DoubleUnaryOperator chance, boolean rising) {
        double low = 0;
        double high = 1;
        for (int i = 0; i < HALVINGS; i++) {
            double middle = (low + high) / 2;
            if (chance.applyAsDouble(middle) < TAIL == rising) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return (low + high) / 2;
    }

    /** Chance of at most {@code most} successes where each trial succeeds with chance {@code p}. */
    private double atMost(int most, double p) {
        double term = trials * Math.log1p(-p); // of no success, as a logarithm
        double sum = Math.exp(term);
        for (int k = 1; k <= most; k++) {
            term += Math.log(trials - k + 1.0) - Math.log(k) + Math.log(p) - Math.log1p(-p);
            sum += Math.exp(term);
        }
        return Math.min(1, sum);
    }
}
