package org.skerry.scenario.authority;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.skerry.model.enclave.ChipSpec;
import org.skerry.model.enclave.EnclaveChip;
import org.skerry.model.sharedmem.SharedMemoryMachine;
import org.skerry.model.sharedmem.SharedMemorySpec;
import org.skerry.sim.machine.ExecutionSpec;
import org.skerry.sim.machine.ImmediateMachine;

/** A few of the cases of `skerry validate authority`, which has them all. */
class RevocationRunTest {
    private static final int NEAR = 29;
    private static final int FAR = 253;

    @Test
    void aRevocationTakesItsClosedFormWhateverFanOutAndDepth() {
        List<RevocationCase> cases = List.of(
                of(FAR, 1, 2, 0, false), of(FAR, 64, 2, 0, false), of(NEAR, 16, 2, 5, false), of(NEAR, 0, 8, 0, false));
        for (RevocationCase each : cases) {
            holds(each, RevocationRun.of(each, 1));
        }
    }

    @Test
    void aRevocationTakesItsClosedFormUnderLoad() {
        RevocationCase each = of(NEAR, 16, 2, 0, true);
        RevocationOutcome outcome = RevocationRun.of(each, 1);
        assertTrue(outcome.lawWait() > 1, each + ": others cause no waits");
        holds(each, outcome);
    }

    @Test
    void theClosedFormOfAnotherDistanceIsMissed() {
        RevocationOutcome near = RevocationRun.of(of(NEAR, 1, 2, 0, false), 1);
        RevocationOutcome far = RevocationRun.of(of(FAR, 1, 2, 0, false), 1);
        assertTrue(!within(near.lawTold(), far.told()) && !within(near.lawDoor(), far.door()));
    }

    @Test
    void noUseIsAcceptedAfterTheDoorHasClosed() {
        RevocationCase each = new RevocationCase(NEAR, RevocationCase.MOST_HOLDERS, 2, 0, false, 2, 60);
        RevocationOutcome outcome = RevocationRun.of(each, 1);
        assertTrue(outcome.attemptsAfter() > 6000, outcome.attemptsAfter() + " attempts");
        assertEquals(0, outcome.acceptedAfter());
        assertEquals(0, outcome.acceptedPastDoor());
    }

    @Test
    void noForgedHandleNamesAnythingOnAnyMachine() {
        List<ForgeryRun> runs = List.of(
                ForgeryRun.of(() -> new ImmediateMachine(1, ExecutionSpec.SERIAL), 200),
                ForgeryRun.of(() -> new EnclaveChip(ChipSpec.of(4, 4, 1), 1, ExecutionSpec.SERIAL), 200),
                ForgeryRun.of(() -> new SharedMemoryMachine(SharedMemorySpec.of(4), 1, ExecutionSpec.SERIAL), 200));
        for (ForgeryRun run : runs) {
            assertEquals(new ForgeryRun(2 * 7 * 200 * ForgeryRun.OPERATIONS, 0), run);
        }
    }

    private static RevocationCase of(int target, int holders, int depth, int below, boolean loaded) {
        return new RevocationCase(target, holders, depth, below, loaded, 6, RevocationCase.lastingUses(holders));
    }

    private static void holds(RevocationCase each, RevocationOutcome outcome) {
        assertTrue(within(outcome.lawTold(), outcome.told()), each + ": told " + outcome);
        assertTrue(within(outcome.lawDoor(), outcome.door()), each + ": door " + outcome);
        assertEquals(0, outcome.acceptedAfter(), each.toString());
    }

    private static boolean within(double law, double measured) {
        return Math.abs(measured - law) <= 0.1 * law;
    }
}
