package org.skerry.sim.machine;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.skerry.sim.state.StateException;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;

class CheckpointOriginTest {
    private static final CheckpointOrigin ORIGIN = new CheckpointOrigin("a machine", "a plan");

    private static StateReader beginning(String head) {
        StateWriter out = new StateWriter();
        out.section(head);
        out.writeString(ORIGIN.configuration());
        out.writeString(ORIGIN.plan());
        return new StateReader(out.toByteArray());
    }

    private static String refusal(String head) {
        return assertThrows(StateException.class, () -> ORIGIN.check(beginning(head)))
                .getMessage();
    }

    @Test
    void aCheckpointOfThisFormatIsRead() {
        StateWriter out = new StateWriter();
        ORIGIN.write(out);
        assertDoesNotThrow(() -> ORIGIN.check(new StateReader(out.toByteArray())));
        assertDoesNotThrow(() -> ORIGIN.check(beginning("skerry checkpoint " + CheckpointOrigin.FORMAT)));
    }

    @Test
    void anotherFormatIsRefusedWithBothNumbers() {
        assertEquals(
                "the checkpoint has format 1, and this build of Skerry reads format " + CheckpointOrigin.FORMAT
                        + " only. Restore it with the build that saved it, or run the scenario from the beginning with this one.",
                refusal("skerry checkpoint 1"));
        assertTrue(refusal("skerry checkpoint " + (CheckpointOrigin.FORMAT + 1)).contains("has format"));
    }

    @Test
    void whatIsNoCheckpointIsRefusedByName() {
        assertTrue(refusal("caches").startsWith("the bytes begin with section 'caches' and are no checkpoint"));
    }
}
