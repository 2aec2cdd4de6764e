package org.skerry.model.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.skerry.sim.kernel.ClockDomain;

/** What was fitted comes out as it went in; what was not lies in stated bands (docs/ENERGY.md). */
class SramModelTest {
    private static final ClockDomain ONE = new ClockDomain("core", 1, 1);
    private static final long GHZ = 1_000_000_000L;

    private static SramModel kib(long kib) {
        return new SramModel(kib << 10);
    }

    @Test
    void fittedLoadsTakeTheCyclesTheyWereFittedTo() {
        assertEquals(8, 1 + kib(1464).loadCycles(ONE, GHZ), "Tenstorrent Wormhole at 1 GHz");
        assertEquals(6, 1 + kib(256).loadCycles(ONE, 1_600_000_000L), "Graphcore GC2 at 1.6 GHz");
        assertEquals(6_500_000, kib(1464).accessFemtoseconds(), 1000);
        assertEquals(2_812_500, kib(256).accessFemtoseconds(), 1000);
    }

    @Test
    void aSmallLocalMemoryTakesTwoCyclesAsWormholesDoes() {
        assertEquals(2, 1 + kib(4).loadCycles(ONE, GHZ));
    }

    /** AnandTech 14694; a cycle of the core and the access. None of these was fitted. */
    @Test
    void cachesOfOtherMakersComeOutWithinAFifth() {
        assertWithin(20, 4 * 370, 370 + picoseconds(32)); // Skylake-SP, first level, 2.7 GHz
        assertWithin(20, 14 * 370, 370 + picoseconds(1024)); // second level
        assertWithin(20, 4 * 303, 303 + picoseconds(32)); // EPYC Rome, first level, 3.3 GHz
        assertWithin(20, 13 * 303, 303 + picoseconds(512)); // second level
    }

    private static long picoseconds(long kib) {
        return kib(kib).accessFemtoseconds() / 1000;
    }

    private static void assertWithin(int percent, long expected, long actual) {
        assertTrue(Math.abs(actual - expected) * 100 <= percent * expected, actual + " instead of " + expected);
    }

    @Test
    void latencyAndEnergyGrowWithTheSize() {
        for (long bytes = 64; bytes < 1L << 34; bytes *= 2) {
            SramModel small = new SramModel(bytes);
            SramModel large = new SramModel(2 * bytes);
            assertTrue(large.accessFemtoseconds() > small.accessFemtoseconds(), small.toString());
            assertTrue(large.read(32).best() >= small.read(32).best(), small.toString());
        }
    }

    @Test
    void aFasterCoreWaitsForMoreOfItsCycles() {
        assertEquals(8, kib(2048).loadCycles(ONE, GHZ));
        assertEquals(16, kib(2048).loadCycles(new ClockDomain("core", 2, 1), GHZ));
        assertEquals(4, kib(2048).loadCycles(new ClockDomain("core", 1, 2), GHZ));
    }

    @Test
    void energiesAreThoseOfTheSource() {
        assertEquals(5.8 + 3.0, kib(32).read(32).best(), 0.01, "3 pJ for the banks of 32 KiB");
        assertEquals(9.1 + 3.0 * 1.5, kib(64).write(32).best(), 0.01, "half as much again with each doubling");
        assertEquals(2 * kib(64).read(32).best(), kib(64).read(64).best(), 1e-9);
        assertEquals(0.287, kib(1024).area().best(), 1e-9);
        assertEquals(640, kib(1024).leakage().best(), 1e-9);
    }
}
