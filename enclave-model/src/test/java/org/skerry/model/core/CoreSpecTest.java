package org.skerry.model.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.skerry.sim.config.ConfigException;
import org.skerry.sim.kernel.ClockDomain;

class CoreSpecTest {
    @Test
    void busyCyclesByHandAtTheClockOfTheMesh() {
        CoreSpec core = new CoreSpec(new ClockDomain("core", 1, 1), 1500, 2000, 250, 5, 20, 30);
        // 100 * 1.5 + 10 * 2 + 4 * 0.25 + 20 = 191, and 30 for each message handed over.
        assertEquals(191, core.busyCycles(100, 10, 4, 0));
        assertEquals(191 + 60, core.busyCycles(100, 10, 4, 2));
    }

    @Test
    void aFractionOfACycleRoundsUpOnceAndNeverAddsUp() {
        CoreSpec core = new CoreSpec(new ClockDomain("core", 1, 1), 333, 0, 0, 0, 0, 0);
        assertEquals(1, core.busyCycles(1, 0, 0, 0));
        assertEquals(1, core.busyCycles(3, 0, 0, 0));
        assertEquals(333, core.busyCycles(1000, 0, 0, 0));
    }

    @Test
    void aCoreThreeTimesAsFastTakesAThirdOfTheMeshCycles() {
        CoreSpec core = new CoreSpec(new ClockDomain("core", 3, 1), 1000, 0, 0, 7, 0, 0);
        assertEquals(100, core.busyCycles(300, 0, 0, 0));
        assertEquals(101, core.busyCycles(301, 0, 0, 0));
        assertEquals(3, core.wakeUpMeshCycles());
    }

    @Test
    void aCoreSlowerThanTheMeshTakesMoreOfItsCycles() {
        CoreSpec core = new CoreSpec(new ClockDomain("core", 2, 3), 1000, 0, 0, 0, 10, 0);
        assertEquals(15 + 150, core.busyCycles(100, 0, 0, 0));
        assertEquals(15, core.receiveMeshCycles());
    }

    @Test
    void theLargestTurnDoesNotOverflow() {
        CoreSpec core = new CoreSpec(new ClockDomain("core", 999_983, 999_979), 2000, 7000, 0, 0, 20, 20);
        assertTrue(core.busyCycles(1_000_000_000L, 300_000_000L, 300_000_000L, 1000) > 1_000_000_000L);
    }

    @Test
    void aCoreWithoutACostForInstructionsIsRefused() {
        assertTrue(assertThrows(
                        ConfigException.class, () -> new CoreSpec(new ClockDomain("core", 1, 1), 0, 0, 0, 0, 0, 0))
                .getMessage()
                .contains("core.milliCyclesPerInstruction=0"));
    }
}
