package org.skerry.model.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.skerry.sim.kernel.ClockDomain;

/** Core models against published cycles of CoreMark; docs/VALIDATION.md has the sources. */
class CoreModelTest {
    /** One iteration of CoreMark (clang -O2) by the meter: benchmarks/calibration/coremark. */
    private static final long INSTRUCTIONS = 378_223;

    private static final long LOADS = 53_479;

    private static double cycles(CoreModel model, int loadLatency) {
        CoreSpec core = model.inPlaceOf(CoreSpec.DEFAULT).withMemory(1000 * (loadLatency - 1), 0);
        return core.busyCycles(INSTRUCTIONS, LOADS, 0, 0);
    }

    @Test
    void anInOrderCoreTakesTheCyclesForAnInstructionThatRtlOfSuchCoresTakes() {
        double cpi = cycles(CoreModel.IN_ORDER, 2) / INSTRUCTIONS;
        assertTrue(cpi > 1.06 && cpi < 1.34, "CPI " + cpi);
    }

    @Test
    void aSecondIssueSlotSavesWhatItSavedInRtl() {
        assertEquals(3.06 / 4.31, cycles(CoreModel.DUAL_ISSUE, 2) / cycles(CoreModel.IN_ORDER, 2), 0.01);
    }

    @Test
    void anOutOfOrderCoreIsAsMuchFasterAsItsCoreMark() {
        assertEquals(3.06 / 6.2, cycles(CoreModel.OUT_OF_ORDER, 4) / cycles(CoreModel.IN_ORDER, 2), 0.01);
    }

    @Test
    void theDefaultIsTheInOrderCore() {
        assertEquals(CoreSpec.DEFAULT, CoreModel.IN_ORDER.inPlaceOf(CoreSpec.DEFAULT));
    }

    @Test
    void softwareAndWaitsScaleAndMemoryStaysThatOfTheMachine() {
        CoreSpec slow = new CoreSpec(new ClockDomain("core", 1, 1), 1000, 3000, 0, 5, 20, 30);
        CoreSpec wide = CoreModel.OUT_OF_ORDER.inPlaceOf(slow);
        assertEquals(3000, wide.milliCyclesPerLoad());
        // 100 * 0.5 + 10 * 0.45 + 0.49 * (20 + 2 * 30) = 93.7
        assertEquals(94, wide.busyCycles(100, 10, 7, 2));
        assertEquals(4, wide.memoryCycles(10, 7));
        assertEquals(39, wide.softwareCycles(2));
        assertEquals(10, wide.receiveMeshCycles());
        assertEquals(49, wide.softwareMeshCycles(100));
    }
}
