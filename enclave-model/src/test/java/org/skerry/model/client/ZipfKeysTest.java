package org.skerry.model.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.ToIntFunction;
import org.junit.jupiter.api.Test;
import org.skerry.sim.rng.RandomStream;
import org.skerry.sim.rng.RandomStreams;

/** Held against the law itself, which the sampler does not compute. */
class ZipfKeysTest {
    private static final int DRAWS = 400_000;

    /** Five standard deviations of chi-square with that many degrees of freedom, a mean of as many and a variance of twice as many. */
    private static final double DEVIATIONS = 5;

    private static double[] law(int keys, int exponentPermille) {
        double[] law = new double[keys];
        double sum = 0;
        for (int k = 0; k < keys; k++) {
            law[k] = Math.exp(-exponentPermille / 1000.0 * Math.log(k + 1));
            sum += law[k];
        }
        for (int k = 0; k < keys; k++) {
            law[k] /= sum;
        }
        return law;
    }

    /** By how many standard deviations chi-square is above its mean; keys that are too rare to count share a class. */
    private static double excess(double[] law, ToIntFunction<RandomStream> sampler, long seed) {
        long[] found = new long[law.length];
        RandomStream random = new RandomStreams(seed).stream("keys", 0);
        for (int i = 0; i < DRAWS; i++) {
            found[sampler.applyAsInt(random)]++;
        }
        double chi = 0;
        int classes = 0;
        double rareExpected = 0;
        long rareFound = 0;
        for (int k = 0; k < law.length; k++) {
            double expected = law[k] * DRAWS;
            if (expected < 10) {
                rareExpected += expected;
                rareFound += found[k];
            } else {
                chi += (found[k] - expected) * (found[k] - expected) / expected;
                classes++;
            }
        }
        if (rareExpected >= 10) {
            chi += (rareFound - rareExpected) * (rareFound - rareExpected) / rareExpected;
            classes++;
        }
        int freedom = Math.max(1, classes - 1);
        return (chi - freedom) / Math.sqrt(2.0 * freedom);
    }

    @Test
    void drawsFollowTheLawForEveryExponent() {
        for (int exponent : new int[] {0, 500, 990, 1000, 2000}) {
            for (int keys : new int[] {2, 7, 1000}) {
                ZipfKeys sampler = new ZipfKeys(keys, exponent);
                double excess = excess(law(keys, exponent), sampler::next, 3);
                assertTrue(Math.abs(excess) < DEVIATIONS, keys + " keys, " + exponent + ": " + excess);
            }
        }
    }

    @Test
    void anotherLawIsFound() {
        ZipfKeys near = new ZipfKeys(1000, 960);
        assertTrue(excess(law(1000, 990), near::next, 3) > DEVIATIONS);
        ZipfKeys shifted = new ZipfKeys(1000, 990);
        assertTrue(excess(law(1000, 990), random -> (shifted.next(random) + 1) % 1000, 3) > DEVIATIONS);
    }

    /** Each key gets from all columns exactly its weight times their number: nothing is lost in the table. */
    @Test
    void theTableHoldsTheWeightsExactly() {
        for (int exponent : new int[] {0, 990, 4000}) {
            for (int keys : new int[] {1, 2, 3, 1000}) {
                ZipfKeys sampler = new ZipfKeys(keys, exponent);
                long[] shares = sampler.shares();
                long[] weights = ZipfKeys.weights(keys, exponent);
                for (int k = 0; k < keys; k++) {
                    assertEquals(weights[k] * keys, shares[k], keys + " keys, " + exponent + ", key " + k);
                }
            }
        }
    }
}
