package org.skerry.scenario.authority;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.skerry.scenario.authority.CaretakerRun.Outcome;

/** What it costs to have an actor do what a set of revoked identifiers at the target's interface does. */
class CaretakerRunTest {
    @Test
    void eachUseThroughAnIdleCaretakerTakesAsMuchLongerAsTheFormSays() {
        Outcome straight = CaretakerRun.of(false, 1, 400, 60);
        Outcome through = CaretakerRun.of(true, 1, 400, 60);
        double extra = through.useCycles() - straight.useCycles();
        assertEquals(CaretakerRun.lawExtraCycles(), extra, 0.1 * CaretakerRun.lawExtraCycles());
    }

    /** The order to stop waits behind the uses that wait; an order to revoke does not. */
    @Test
    void aCaretakerThatIsBusyStopsLateAndTheDoorOfTheTargetDoesNot() {
        Outcome straight = CaretakerRun.of(false, 8, 240, 60);
        Outcome through = CaretakerRun.of(true, 8, 240, 60);
        assertTrue(straight.stopCycles() < 150, straight.toString());
        assertTrue(through.stopCycles() > 5 * straight.stopCycles(), through + " beside " + straight);
    }
}
