package org.skerry.scenario.statistics;

import java.util.Arrays;
import org.skerry.sim.digest.Mix;

/**
 * The mean of a sample and the range that it is expected in, 95 of 100 times: bias-corrected and accelerated bootstrap (Efron, JASA 82, 1987).
 *
 * @param mean of the sample; NaN of none
 * @param low  lower end; the mean itself if there is no spread, or only one number
 * @param high upper end
 * @param size numbers of the sample
 */
public record Interval(double mean, double low, double high, int size) {
    /** Enough for two digits of the ends; 10 000 move them by less than a hundredth of their distance. */
    private static final int RESAMPLES = 4000;

    private static final double TAIL = 0.025;

    /** The interval of a sample. */
    public static Interval of(Sample sample) {
        int size = sample.size();
        double mean = sample.mean();
        if (size < 2 || sample.at(0) == sample.largest()) {
            return new Interval(size == 0 ? Double.NaN : mean, mean, mean, size);
        }
        double[] means = new double[RESAMPLES];
        long state = 0x5eed;
        for (int i = 0; i < RESAMPLES; i++) {
            double sum = 0;
            for (int j = 0; j < size; j++) {
                state = Mix.combine(state, j);
                sum += sample.at((int) Long.remainderUnsigned(state, size));
            }
            means[i] = sum / size;
        }
        Arrays.sort(means);
        double rounding = 1e-12 * Math.max(Math.abs(sample.at(0)), Math.abs(sample.largest()));
        double below = Arrays.stream(means)
                .map(value -> Math.abs(value - mean) <= rounding ? 0.5 : value < mean ? 1 : 0)
                .sum();
        double bias = Normal.quantile(Math.min(1 - 0.5 / RESAMPLES, Math.max(0.5 / RESAMPLES, below / RESAMPLES)));
        double acceleration = acceleration(sample, mean);
        return new Interval(mean, end(means, bias, acceleration, TAIL), end(means, bias, acceleration, 1 - TAIL), size);
    }

    private static double end(double[] means, double bias, double acceleration, double tail) {
        double shifted = bias + Normal.quantile(tail);
        double corrected = Normal.cumulative(bias + shifted / (1 - acceleration * shifted));
        int rank = (int) Math.floor(corrected * means.length);
        return means[Math.max(0, Math.min(means.length - 1, rank))];
    }

    /** From the means with one number left out. */
    private static double acceleration(Sample sample, double mean) {
        double cubes = 0;
        double squares = 0;
        for (int i = 0; i < sample.size(); i++) {
            double difference = (sample.at(i) - mean) / (sample.size() - 1);
            squares += difference * difference;
            cubes += difference * difference * difference;
        }
        return squares == 0 ? 0 : cubes / (6 * Math.pow(squares, 1.5));
    }

    /** Half of its length. */
    public double halfWidth() {
        return (high - low) / 2;
    }
}
