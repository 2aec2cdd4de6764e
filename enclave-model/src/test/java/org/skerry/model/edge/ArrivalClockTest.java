package org.skerry.model.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.skerry.model.edge.Arrivals.Plan;
import org.skerry.model.edge.Arrivals.Process;
import org.skerry.sim.device.Device;
import org.skerry.sim.rng.RandomStreams;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;

/** Arrivals against the moments of their processes. */
class ArrivalClockTest {
    private static final int COUNT = 400_000;

    private static ArrivalClock clock(Plan plan, long seed) {
        return new ArrivalClock(plan, new RandomStreams(seed).stream("arrivals", 0));
    }

    private static Plan onOff(int sources, long on, long off, long every) {
        return new Plan(Process.ON_OFF, COUNT, 0, every, new long[0], Burst.onOff(sources, on, off));
    }

    private static Plan mmpp(long calm, long burst, long every, long burstEvery) {
        return new Plan(Process.MMPP, COUNT, 0, every, new long[0], Burst.twoRates(calm, burst, burstEvery));
    }

    private static Plan poisson(long every) {
        return new Plan(Process.POISSON, COUNT, 0, every, new long[0]);
    }

    /** Mean and variance over mean of the number of arrivals in windows of a length. */
    private static double[] counts(Plan plan, long window) {
        ArrivalClock clock = clock(plan, 7);
        double sum = 0;
        double squares = 0;
        long windows = 0;
        long inside = 0;
        while (clock.next() != Device.NEVER) {
            while (clock.next() >= (windows + 1) * window) {
                sum += inside;
                squares += (double) inside * inside;
                windows++;
                inside = 0;
            }
            inside++;
            clock.advance();
        }
        double mean = sum / windows;
        return new double[] {mean, (squares / windows - mean * mean) / mean};
    }

    @Test
    void poissonCountsAreAsVariableAsTheirMean() {
        double[] counts = counts(poisson(1000), 100_000);
        assertEquals(100, counts[0], 1);
        assertEquals(1, counts[1], 0.1);
    }

    @Test
    void onOffSourcesComeAtTheirLongRunRate() {
        // 20 sources, each a quarter of the time at one in 5000 ns: one in 1000 ns.
        Plan plan = onOff(20, 50_000, 150_000, 5000);
        assertEquals(1000, plan.meanGapNanoseconds());
        assertEquals(1000, 1_000_000 / counts(plan, 1_000_000)[0], 20);
    }

    /**
     * Index of dispersion of counts in the long run, for N sources with rate r while on, mean on time a and off time b:
     * 1 + 2 r p (1 - p) t / p, with p = a / (a + b) and t = ab / (a + b), the time in which a source forgets.
     */
    @Test
    void onOffSourcesAreAsBurstyAsTheirFormulaSays() {
        double on = 50_000;
        double off = 150_000;
        double share = on / (on + off);
        double forget = on * off / (on + off);
        double expected = 1 + 2.0 / 5000 * (1 - share) * forget;
        double found = counts(onOff(20, 50_000, 150_000, 5000), 4_000_000)[1];
        assertEquals(expected, found, 0.35 * expected); // of some hundred windows
        assertTrue(found > 5, "a Poisson process has 1, these " + found);
    }

    @Test
    void twoRatesComeAtTheirLongRunRate() {
        // Nine tenths of the time one in 2000 ns, one tenth one in 200: (0.9 / 2000 + 0.1 / 200) a nanosecond.
        Plan plan = mmpp(900_000, 100_000, 2000, 200);
        assertEquals(1053, plan.meanGapNanoseconds());
        assertEquals(1053, 10_000_000 / counts(plan, 10_000_000)[0], 60);
        assertTrue(counts(plan, 1_000_000)[1] > 20);
    }

    @Test
    void manyQuickSourcesLookLikeAPoissonProcess() {
        // Who forgets within a gap shows no bursts: dispersion is 1 + 2 r (1 - p) t = 1.01.
        double[] counts = counts(onOff(1, 20, 20, 1000), 200_000);
        assertEquals(100, counts[0], 1.5);
        assertEquals(1.01, counts[1], 0.1);
    }

    @Test
    void everyProcessGoesOnAlikeFromSavedState() {
        for (Plan plan : new Plan[] {poisson(1000), onOff(5, 3000, 4000, 500), mmpp(5000, 1000, 900, 90)}) {
            ArrivalClock first = clock(plan, 1);
            for (int i = 0; i < 1000; i++) {
                first.advance();
            }
            StateWriter out = new StateWriter();
            first.save(out);
            ArrivalClock second = clock(plan, 1);
            second.load(new StateReader(out.toByteArray()));
            for (int i = 0; i < 1000; i++) {
                assertEquals(first.next(), second.next());
                first.advance();
                second.advance();
            }
        }
    }

    @Test
    void timesNeverFall() {
        ArrivalClock clock = clock(onOff(1 << 20, 1000, 1000, 1_000_000), 2);
        long last = 0;
        for (int i = 0; i < 1000; i++) {
            assertTrue(clock.next() >= last);
            last = clock.next();
            clock.advance();
        }
        assertTrue(last > 1700 && last < 2100, "a thousand requests of half a million sources came within " + last);
    }
}
