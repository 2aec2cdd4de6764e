package org.skerry.wasm.meter;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.skerry.sim.actor.Step;
import org.skerry.wasm.testing.CountingInterpreter;
import org.skerry.wasm.testing.RandomModule;
import org.skerry.wasm.testing.Stage;

final class MeterOracleTest {
    private static final int CASES = 120;
    private static final long LIMIT = 2_000_000;

    @Test
    void countsAndResultsEqualTheInterpreterOnTheOriginalModule() {
        int compared = 0;
        for (long seed = 0; seed < CASES; seed++) {
            byte[] module = RandomModule.of(seed);
            CountingInterpreter oracle = new CountingInterpreter(module, LIMIT);
            try {
                oracle.call("receive");
            } catch (CountingInterpreter.TooLong e) {
                continue;
            }
            Stage stage = new Stage(module);
            Step step = stage.send("");
            String where = "seed " + seed + ": " + step;
            assertEquals(oracle.trapped, step instanceof Step.Trapped, where);
            if (!oracle.trapped) {
                assertEquals(oracle.instructions, stage.turn.ledger().instructions(), where);
                assertEquals(oracle.loads, stage.turn.ledger().loads(), where);
                assertEquals(oracle.stores, stage.turn.ledger().stores(), where);
                compared++;
            }
            byte[] window = Arrays.copyOf(stage.memory.window(), 2048);
            assertArrayEquals(oracle.memory(2048), window, where);
        }
        assertTrue(compared > CASES / 2, "only " + compared + " of " + CASES + " modules ended normally");
    }
}
