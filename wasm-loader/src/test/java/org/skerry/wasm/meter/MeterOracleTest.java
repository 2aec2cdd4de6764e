package org.skerry.wasm.meter;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.skerry.sim.actor.Ledger;
import org.skerry.sim.actor.Step;
import org.skerry.sim.actor.Turn;
import org.skerry.sim.memory.AccessModel;
import org.skerry.wasm.testing.CountingInterpreter;
import org.skerry.wasm.testing.Kernels;
import org.skerry.wasm.testing.RandomModule;
import org.skerry.wasm.testing.Stage;

final class MeterOracleTest {
    private static final int CASES = 80;
    private static final long LIMIT = 2_000_000;

    /** Watches a memory and holds every access against the meter at that moment. */
    private static final class Watcher implements AccessModel {
        private Turn turn;
        private long loads;
        private long stores;
        private long lastInstruction;
        private String wrong;

        @Override
        public void load(long address, int bytes) {
            loads++;
            check();
        }

        @Override
        public void store(long address, int bytes) {
            stores++;
            check();
        }

        private void check() {
            turn.settle();
            Ledger ledger = turn.ledger();
            // A range operation is charged as a whole before its first word.
            if (ledger.loads() < loads || ledger.stores() < stores || ledger.instructions() < lastInstruction) {
                wrong = loads + " loads and " + stores + " stores seen, " + ledger.loads() + " and " + ledger.stores()
                        + " counted";
            }
            lastInstruction = ledger.instructions();
        }
    }

    @Test
    void countsEqualTheInterpreterOnWhatClangBuilds() {
        for (String kernel : Kernels.NAMES) {
            CountingInterpreter oracle = new CountingInterpreter(Kernels.module(kernel), Long.MAX_VALUE);
            oracle.call("receive");
            Stage stage = new Stage(Kernels.module(kernel));
            assertEquals(Step.DONE, stage.send(""), kernel);
            assertEquals(oracle.instructions, stage.turn.ledger().instructions(), kernel);
            assertEquals(oracle.loads, stage.turn.ledger().loads(), kernel);
            assertEquals(oracle.stores, stage.turn.ledger().stores(), kernel);
        }
    }

    @Test
    void watchedExecutionCountsTheSameAndIsExactAtEachAccess() {
        for (long seed = 0; seed < CASES; seed += 4) {
            byte[] module = RandomModule.of(seed);
            Stage plain = new Stage(module);
            Step step = plain.send("");
            Watcher watcher = new Watcher();
            Stage watched = Stage.watched(module, watcher);
            watcher.turn = watched.turn;
            String where = "seed " + seed + ": " + step;
            assertEquals(step.getClass(), watched.send("").getClass(), where);
            assertNull(watcher.wrong, where);
            assertArrayEquals(plain.memory.window(), watched.memory.window(), where);
            if (step == Step.DONE) {
                assertEquals(
                        plain.turn.ledger().instructions(),
                        watched.turn.ledger().instructions(),
                        where);
                assertEquals(plain.turn.ledger().loads(), watched.turn.ledger().loads(), where);
                assertEquals(plain.turn.ledger().stores(), watched.turn.ledger().stores(), where);
                assertEquals(watcher.loads, watched.turn.ledger().loads(), where);
                assertEquals(watcher.stores, watched.turn.ledger().stores(), where);
            }
        }
    }

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
