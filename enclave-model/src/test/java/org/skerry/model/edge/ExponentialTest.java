package org.skerry.model.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.skerry.sim.rng.RandomStreams;

class ExponentialTest {
    private static final int DRAWS = 200_000;
    private static final long MEAN = 1_000_000;

    @Test
    void momentsAndTailAreThoseOfTheDistribution() {
        Exponential gaps = new Exponential(new RandomStreams(3).stream("gaps", 0));
        double sum = 0;
        double squares = 0;
        int aboveMean = 0;
        int aboveThree = 0;
        for (int i = 0; i < DRAWS; i++) {
            double x = (double) gaps.next(MEAN) / MEAN;
            sum += x;
            squares += x * x;
            aboveMean += x > 1 ? 1 : 0;
            aboveThree += x > 3 ? 1 : 0;
        }
        // Five standard errors either way.
        assertEquals(1, sum / DRAWS, 5 / Math.sqrt(DRAWS));
        assertEquals(2, squares / DRAWS, 5 * Math.sqrt(20.0 / DRAWS));
        assertEquals(Math.exp(-1), (double) aboveMean / DRAWS, 5 * Math.sqrt(0.24 / DRAWS));
        assertEquals(Math.exp(-3), (double) aboveThree / DRAWS, 5 * Math.sqrt(0.05 / DRAWS));
    }
}
