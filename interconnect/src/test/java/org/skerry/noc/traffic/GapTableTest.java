package org.skerry.noc.traffic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.skerry.sim.rng.RandomStream;
import org.skerry.sim.rng.RandomStreams;

class GapTableTest {
    private static final int DRAWS = 200_000;
    private final RandomStream random = new RandomStreams(1).stream("gaps", 0);

    @Test
    void theMeanGapIsOneOverTheChance() {
        for (double chance : new double[] {0.9, 0.5, 0.1, 0.01, 0.0005}) {
            GapTable gaps = new GapTable(chance);
            double sum = 0;
            for (int i = 0; i < DRAWS; i++) {
                sum += gaps.draw(random);
            }
            assertEquals(1 / chance, sum / DRAWS, 0.015 / chance, "chance " + chance);
        }
    }

    @Test
    void gapsAreGeometric() {
        GapTable gaps = new GapTable(0.3);
        int[] counts = new int[20];
        for (int i = 0; i < DRAWS; i++) {
            counts[(int) Math.min(19, gaps.draw(random))]++;
        }
        for (int gap = 1; gap < 10; gap++) {
            double expected = DRAWS * 0.3 * Math.pow(0.7, gap - 1);
            assertEquals(expected, counts[gap], 5 * Math.sqrt(expected), "gap " + gap);
        }
    }

    @Test
    void certainTrialsFollowEachOtherAndImpossibleOnesNeverCome() {
        assertEquals(1, new GapTable(1).draw(random));
        assertTrue(new GapTable(0).draw(random) >= GapTable.NEVER);
    }

    @Test
    void burstsOfferTheLoadThatIsAskedFor() {
        InjectionSpec spec = new InjectionSpec(true, 0.02, -1, 0.5);
        InjectionProcess process = spec.process(0.1, 1);
        long cycle = process.first(0, random);
        for (int i = 1; i < DRAWS; i++) {
            cycle = process.next(0, cycle, random);
        }
        assertEquals(10, (double) cycle / DRAWS, 0.3);
    }

    @Test
    void gapsWithinBurstsAreShortAndBetweenThemLong() {
        InjectionProcess process = new InjectionSpec(true, 0.001, 0.1, -1).process(0.005, 1);
        long cycle = process.first(0, random);
        int near = 0;
        for (int i = 0; i < 10_000; i++) {
            long next = process.next(0, cycle, random);
            assertTrue(next > cycle);
            near += next - cycle < 20 ? 1 : 0;
            cycle = next;
        }
        assertTrue(near > 7_000 && near < 9_500, near + " gaps are short");
    }
}
