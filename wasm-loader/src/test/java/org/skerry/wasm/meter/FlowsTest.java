package org.skerry.wasm.meter;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.skerry.sim.actor.Step;
import org.skerry.sim.memory.FlowModel;
import org.skerry.wasm.WasmLoader;
import org.skerry.wasm.actor.WasmProgram;
import org.skerry.wasm.load.Policy;
import org.skerry.wasm.testing.Kernels;
import org.skerry.wasm.testing.ModuleBuilder;
import org.skerry.wasm.testing.RandomModule;
import org.skerry.wasm.testing.Stage;
import org.skerry.wasm.testing.WatchedMemory;

/** What a load's value was used for, seen from the machine. Loads are numbered from 1 in the order of execution. */
class FlowsTest {
    private static final int CASES = 24;

    /** Notes of each access which load its address, and of a store its value, was computed from. */
    private static final class Notes implements FlowModel {
        private final List<String> seen = new ArrayList<>();
        private long loads;
        private long stores;

        @Override
        public void load(long address, int bytes) {
            load(address, bytes, 0);
        }

        @Override
        public void store(long address, int bytes) {
            store(address, bytes, 0, 0);
        }

        @Override
        public long load(long address, int bytes, long after) {
            if (seen.size() < 100) {
                seen.add("load after " + after);
            }
            return ++loads;
        }

        @Override
        public void store(long address, int bytes, long after, long value) {
            if (seen.size() < 100) {
                seen.add("store after " + after + " of " + value);
            }
            stores++;
        }
    }

    private static List<String> accesses(ModuleBuilder module) {
        Notes notes = new Notes();
        assertEquals(Step.DONE, Stage.watched(module.build(), notes).send(""));
        return notes.seen;
    }

    private static List<String> accesses(String locals, String body) {
        return accesses(new ModuleBuilder().memory(1, 1).function("receive", ">", locals, body));
    }

    @ParameterizedTest
    @CsvSource({
        "'an address that is written in the code', i32.const 8 i32.load 0 drop i32.const 8 i32.load 0 drop, 0",
        "'a value', i32.const 8 i32.load 0 i32.load 0 drop, 1",
        "'a sum', i32.const 4 i32.const 8 i32.load 0 i32.add i32.load 0 drop, 1",
        "'a local', i32.const 8 i32.load 0 local.set 0 local.get 0 i32.load 0 drop, 1",
        "'a local written twice', i32.const 8 i32.load 0 local.set 0 i32.const 0 local.set 0 local.get 0 i32.load 0 drop, 0",
        "'what the local held before', i32.const 8 i32.load 0 local.set 0 local.get 0 i32.const 0 local.set 0 i32.load 0 drop, 1",
        "'what is chosen', i32.const 8 i32.const 16 i32.const 8 i32.load 0 select i32.load 0 drop, 1",
        "'a comparison', i32.const 8 i32.load 0 i32.eqz i32.load 0 drop, 1",
        "'one way of two', i32.const 8 i32.load 0 if i i32.const 8 else i32.const 8 i32.load 0 end i32.load 0 drop, 2",
        "'another way of two', i32.const 8 i32.load 0 i32.eqz if i i32.const 8 else i32.const 9 end i32.load 0 drop, 0",
        "'a branch that carries it', block i i32.const 8 i32.load 0 br 0 end i32.load 0 drop, 1",
        "'a branch that carries it past another', block i i32.const 1 i32.const 8 i32.load 0 br 0 end i32.load 0 drop, 1",
        "'the size of the memory', i32.const 8 i32.load 0 drop memory.size i32.load 0 drop, 0"
    })
    void theLastLoadIsAfter(String what, String body, int load) {
        List<String> seen = accesses("ii", body);
        assertEquals("load after " + load, seen.get(seen.size() - 1), what);
    }

    @Test
    void aChaseIsAfterItselfAndTwoChasesAreNotAfterEachOther() {
        String body = "loop _ local.get 0 i32.load 0 local.set 0 local.get 1 i32.load 4 local.set 1"
                + " local.get 2 i32.const 1 i32.add local.tee 2 i32.const 3 i32.ne br_if 0 end";
        assertEquals(
                List.of("load after 0", "load after 0", "load after 1", "load after 2", "load after 3", "load after 4"),
                accesses("iii", body));
    }

    @Test
    void aStoreTellsOfItsAddressAndOfItsValue() {
        assertEquals(
                List.of("load after 0", "load after 0", "store after 1 of 2", "store after 0 of 0"),
                accesses(
                        "",
                        "i32.const 8 i32.load 0 i32.const 8 i32.load 0 i32.store 0 i32.const 8 i32.const 9 i32.store 0"));
    }

    @Test
    void aCallTakesMarksAlongAndBringsOneBack() {
        ModuleBuilder module = new ModuleBuilder()
                .memory(1, 1)
                .function("receive", ">", "", "i32.const 8 i32.load 0 call 1 i32.load 0 drop i32.const 8 call 1 drop")
                .function("callee", "i>i", "", "local.get 0 i32.load 0");
        assertEquals(List.of("load after 0", "load after 1", "load after 2", "load after 0"), accesses(module));
    }

    @Test
    void aCallBringsNoMarkOfWhatItsResultWasNotComputedFrom() {
        ModuleBuilder module = new ModuleBuilder()
                .memory(1, 1)
                .function("receive", ">", "", "i32.const 8 call 1 i32.load 0 drop")
                .function("callee", "i>i", "", "local.get 0 i32.load 0 drop i32.const 16");
        assertEquals(List.of("load after 0", "load after 0"), accesses(module));
    }

    @Test
    void aResultOfTheHostHasNoMarkOfWhatLayThereBefore() {
        ModuleBuilder module = new ModuleBuilder()
                .skerry("message_size", ">i")
                .memory(1, 1)
                .function("receive", ">", "", "i32.const 8 i32.load 0 drop call 0 i32.load 0 drop");
        assertEquals(List.of("load after 0", "load after 0"), accesses(module));
    }

    @Test
    void whatIsLoadedAfterACallOfTheHostIsNotAfterItsArguments() {
        ModuleBuilder module = new ModuleBuilder()
                .skerry("message_read", "iii>i")
                .memory(1, 1)
                .function(
                        "receive",
                        ">",
                        "",
                        "i32.const 8 i32.load 0 i32.const 0 i32.const 0 call 0 drop i32.const 16 i32.load 0 drop");
        List<String> seen = accesses(module);
        assertEquals("load after 0", seen.get(seen.size() - 1), seen.toString());
    }

    @Test
    void whatAFunctionLoadsFromElsewhereIsNotAfterItsArguments() {
        ModuleBuilder module = new ModuleBuilder()
                .memory(1, 1)
                .function("receive", ">", "", "i32.const 8 i32.load 0 call 1")
                .function("callee", "i>", "", "i32.const 16 i32.load 0 drop");
        assertEquals(List.of("load after 0", "load after 0"), accesses(module));
    }

    @Test
    void aFunctionBringsNoMarkThatAnotherBroughtBefore() {
        ModuleBuilder module = new ModuleBuilder()
                .memory(1, 1)
                .function("receive", ">", "", "i32.const 8 call 1 drop call 2 i32.load 0 drop call 3 i32.load 0 drop")
                .function("loads", "i>i", "", "local.get 0 i32.load 0")
                .function("falls", ">i", "", "i32.const 16")
                .function("returns", ">i", "", "i32.const 16 return");
        assertEquals(List.of("load after 0", "load after 0", "load after 0"), accesses(module));
    }

    @Test
    void followedCodeDoesWhatItDidAndCountsTheSame() {
        for (long seed = 0; seed < CASES; seed++) {
            same("seed " + seed, RandomModule.of(seed));
        }
        for (String kernel : Kernels.all().subList(0, 1)) {
            same(kernel, Kernels.module(kernel));
        }
    }

    private static void same(String where, byte[] module) {
        Stage plain = new Stage(module);
        Step step = plain.send("");
        Notes notes = new Notes();
        Stage followed = Stage.watched(module, notes);
        assertEquals(step.getClass(), followed.send("").getClass(), where);
        assertArrayEquals(plain.memory.window(), followed.memory.window(), where);
        assertEquals(plain.turn.ledger().instructions(), followed.turn.ledger().instructions(), where);
        assertEquals(plain.turn.ledger().loads(), followed.turn.ledger().loads(), where);
        assertEquals(plain.turn.ledger().stores(), followed.turn.ledger().stores(), where);
        if (step == Step.DONE) {
            assertEquals(notes.loads, followed.turn.ledger().loads(), where);
            assertEquals(notes.stores, followed.turn.ledger().stores(), where);
        }
    }

    @Test
    void aTurnThatTrapsOrRunsOutIsChargedTheSame() {
        int stopped = 0;
        for (long seed = 0; seed < CASES; seed++) {
            Policy policy = Policy.DEFAULT.withTurnBudget(1 + new Random(seed).nextInt(200));
            WasmProgram program = WasmLoader.load("random.wasm", RandomModule.of(seed), policy);
            Stage plain = new Stage(program);
            Stage followed = new Stage(program, new WatchedMemory(1, 2, new Notes()));
            Step step = plain.send("");
            assertEquals(step, followed.send(""), "seed " + seed);
            assertEquals(
                    plain.turn.ledger().instructions(), followed.turn.ledger().instructions(), "seed " + seed);
            stopped += step == Step.DONE ? 0 : 1;
        }
        assertTrue(stopped > CASES / 8, "only " + stopped + " turns were stopped or trapped");
    }
}
