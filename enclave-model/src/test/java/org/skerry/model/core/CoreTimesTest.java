package org.skerry.model.core;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.skerry.sim.kernel.ClockDomain;
import org.skerry.sim.rng.RandomStream;
import org.skerry.sim.rng.RandomStreams;

class CoreTimesTest {
    @Test
    void saysWhatTheSpecificationSays() {
        for (long seed = 1; seed <= 300; seed++) {
            RandomStream random = new RandomStreams(seed).stream("cores", seed);
            CoreSpec core = new CoreSpec(
                    new ClockDomain("core", 1 + bits(random, 12), 1 + bits(random, 12)),
                    1 + (int) bits(random, 14),
                    (int) bits(random, 16),
                    (int) bits(random, 16),
                    1 + (int) bits(random, 10),
                    1 + (int) bits(random, 10),
                    (int) bits(random, 8),
                    (int) bits(random, 10),
                    (int) bits(random, 10));
            CoreTimes times = new CoreTimes(core);
            assertEquals(core.wakeUpMeshCycles(), times.wakeUpMeshCycles());
            for (int i = 0; i < 200; i++) {
                long instructions = bits(random, 36);
                long loads = bits(random, 30);
                long stores = bits(random, 30);
                long sends = bits(random, 20);
                String what = core + ", seed " + seed + ", " + instructions + " instructions, " + loads + " loads, "
                        + stores + " stores, " + sends + " sends";
                assertEquals(
                        core.busyCycles(instructions, loads, stores, sends),
                        times.busyCycles(instructions, loads, stores, sends),
                        what);
                assertEquals(core.memoryCycles(loads, stores), times.memoryCycles(loads, stores), what);
                assertEquals(core.softwareCycles(sends), times.softwareCycles(sends), what);
            }
        }
    }

    /** A number of at most so many bits, small ones as often as large ones. */
    private static long bits(RandomStream random, int most) {
        return random.nextLong() >>> Long.SIZE - random.nextInt(most + 1) & (1L << most) - 1;
    }
}
