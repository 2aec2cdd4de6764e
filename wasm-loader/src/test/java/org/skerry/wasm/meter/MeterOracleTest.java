package org.skerry.wasm.meter;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.skerry.sim.actor.Ledger;
import org.skerry.sim.actor.Step;
import org.skerry.sim.actor.Turn;
import org.skerry.sim.memory.AccessModel;
import org.skerry.wasm.WasmLoader;
import org.skerry.wasm.actor.WasmProgram;
import org.skerry.wasm.load.Policy;
import org.skerry.wasm.testing.CountingInterpreter;
import org.skerry.wasm.testing.FourWayCache;
import org.skerry.wasm.testing.Kernels;
import org.skerry.wasm.testing.ModuleBuilder;
import org.skerry.wasm.testing.RandomModule;
import org.skerry.wasm.testing.Stage;
import org.skerry.wasm.testing.WatchedMemory;

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
        for (String kernel : Kernels.all()) {
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
    void aTurnThatTrapsOrRunsOutIsChargedTheSameWatchedOrNot() {
        int stopped = 0;
        for (long seed = 0; seed < CASES; seed++) {
            Policy policy = Policy.DEFAULT.withTurnBudget(1 + new Random(seed).nextInt(2_000));
            WasmProgram program = WasmLoader.load("random.wasm", RandomModule.of(seed), policy);
            Stage plain = new Stage(program);
            Stage watched = new Stage(program, new WatchedMemory(1, 2, new FourWayCache()));
            for (int turn = 0; turn < 3; turn++) {
                String where = "seed " + seed + ", turn " + turn;
                Step step = plain.send("");
                assertEquals(step, watched.send(""), where);
                assertEquals(
                        plain.turn.ledger().instructions(),
                        watched.turn.ledger().instructions(),
                        where);
                assertEquals(plain.turn.ledger().loads(), watched.turn.ledger().loads(), where);
                assertEquals(plain.turn.ledger().stores(), watched.turn.ledger().stores(), where);
                stopped += step == Step.DONE ? 0 : 1;
            }
        }
        assertTrue(stopped > CASES / 4, "only " + stopped + " turns were stopped or trapped");
    }

    @Test
    void functionsAndBlocksWithSeveralResultsCountAndComputeTheSame() {
        ModuleBuilder module = new ModuleBuilder().memory(1, 1).table(2, 2).elements(0, 1, 2);
        int pair = module.type("il>li");
        module.function(
                        "receive",
                        ">",
                        "il",
                        "i32.const 5 i64.const 7 call 1 local.set 0 local.set 1"
                                + " i32.const 0 local.get 1 i64.store 0 i32.const 8 local.get 0 i32.store 0"
                                + " local.get 0 local.get 1 i32.const 1 call_indirect " + pair + " 0"
                                + " local.set 0 local.set 1"
                                + " i32.const 16 local.get 1 i64.store 0 i32.const 24 local.get 0 i32.store 0")
                .function(
                        null,
                        "il>li",
                        "",
                        "local.get 0 local.get 1 block t" + pair
                                + " drop i64.extend_i32_u local.get 0 i32.const 3 i32.gt_u"
                                + " if _ i64.const 11 i32.const 12 return end i32.const 9 br 0 end")
                .function(
                        null,
                        "il>li",
                        "",
                        "local.get 0 local.get 1 loop t" + pair + " drop drop i64.const 1 i32.const 2 br 1 end");
        byte[] bytes = module.build();
        CountingInterpreter oracle = new CountingInterpreter(bytes, LIMIT);
        oracle.call("receive");
        Stage stage = new Stage(bytes);
        assertEquals(Step.DONE, stage.send(""));
        assertEquals(false, oracle.trapped);
        assertArrayEquals(oracle.memory(64), Arrays.copyOf(stage.memory.window(), 64));
        assertEquals(11, stage.i64(0));
        assertEquals(2, stage.i32(24));
        assertEquals(oracle.instructions, stage.turn.ledger().instructions());
        assertEquals(oracle.stores, stage.turn.ledger().stores());
    }

    @Test
    void aTrapAfterALongLoopIsChargedInFull() {
        Stage stage = new Stage(new ModuleBuilder()
                .memory(1, 1)
                .function("receive", ">", "", "i32.const 1000 call 1")
                .function(
                        null,
                        "i>",
                        "",
                        "loop _ i32.const 0 i32.const 1 i32.store 0 local.get 0 i32.const 1 i32.sub local.tee 0 br_if 0 end"
                                + " i32.const 65536 i32.load 0 drop")
                .build());
        assertInstanceOf(Step.Trapped.class, stage.send(""));
        // In sixteenths: a frame, a constant and a call; three operators and five operands in each round; the stretch
        // that traps.
        assertEquals(
                (13 * 16 + 1 + 32 + (3 * 16 + 5) * 1000 + 16 + 2 + 15) / 16,
                stage.turn.ledger().instructions());
        assertEquals(1000, stage.turn.ledger().stores());
        assertEquals(1, stage.turn.ledger().loads());
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
