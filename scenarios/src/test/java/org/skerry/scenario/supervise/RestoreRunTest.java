package org.skerry.scenario.supervise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.skerry.model.enclave.ChipSpec;

class RestoreRunTest {
    @Test
    void anActorIsRestoredInItsClosedFormOnAChip() {
        for (int image : new int[] {0, 96 << 10}) {
            for (int memory : new int[] {512 << 10, 2 << 20}) {
                RestorePoint point = RestoreRun.onChip(memory, image, 15);
                assertTrue(Math.abs(point.percent()) < 0.5, point::toString);
            }
        }
    }

    @Test
    void theStepsOfALoadAreThoseOfTheClosedForm() {
        RestorePoint point = RestoreRun.onChip(512 << 10, 96 << 10, 5);
        assertEquals(point.predicted().zeroise(), point.measured().zeroise());
        assertEquals(point.predicted().hash(), point.measured().hash());
        assertEquals(point.predicted().verify(), point.measured().verify());
        assertEquals(point.predicted().relink(), point.measured().relink());
        assertEquals(99_905, point.measured().hash(), "1537 blocks of 65 cycles");
        assertEquals(16, ChipSpec.of(4, 4, 1).load().holdCycles());
    }

    @Test
    void anActorIsRestoredInItsClosedFormOnTheSharedMemoryMachine() {
        RestorePoint point = RestoreRun.onSharedMemory(16, 0);
        assertTrue(Math.abs(point.percent()) < 5, point::toString);
        assertEquals(0, point.measured().hash() + point.measured().verify());
    }

    @Test
    void theStepsOfARestartByTheRuntimeAreThoseOfTheClosedForm() {
        RestorePoint point = RestoreRun.onSharedMemory(16, 96 << 10);
        assertEquals(point.predicted().zeroise(), point.measured().zeroise());
        assertEquals(point.predicted().load(), point.measured().load());
    }
}
