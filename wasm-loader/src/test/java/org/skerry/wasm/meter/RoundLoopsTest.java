package org.skerry.wasm.meter;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.skerry.sim.actor.Step;
import org.skerry.wasm.WasmLoader;
import org.skerry.wasm.actor.WasmProgram;
import org.skerry.wasm.load.ModuleImage;
import org.skerry.wasm.load.Policy;
import org.skerry.wasm.load.WasmReader;
import org.skerry.wasm.testing.CountingInterpreter;
import org.skerry.wasm.testing.FourWayCache;
import org.skerry.wasm.testing.Kernels;
import org.skerry.wasm.testing.ModuleBuilder;
import org.skerry.wasm.testing.Stage;
import org.skerry.wasm.testing.WatchedMemory;

/** Loops that count rounds, and code that is written out in functions that have one: nothing changes but the speed. */
final class RoundLoopsTest {
    private static final String COUNTED = "loop _ local.get 0 i64.const 7 i64.store 16"
            + " local.get 0 i32.const 8 i32.add local.tee 0 i32.const %d i32.ne br_if 0 end";

    private static ModuleImage image(String body) {
        byte[] module = new ModuleBuilder()
                .memory(1, 1)
                .function("receive", ">", "ii", body)
                .build();
        return WasmReader.read("loops", module, Policy.DEFAULT);
    }

    private static int found(String body) {
        ModuleImage image = image(body);
        return RoundLoops.of(image, image.functions().get(0)).size();
    }

    @Test
    void straightLoopsThatCountAreFound() {
        assertEquals(1, found(COUNTED.formatted(64)));
        assertEquals(1, found("loop _ " + COUNTED.formatted(64) + " br 0 end"));
    }

    @Test
    void loopsThatSplitSearchOrCallAreNot() {
        assertEquals(0, found("loop _ local.get 0 i32.const 1 i32.sub local.tee 0 br_if 0 end"));
        String count = " local.get 0 i32.const 1 i32.add local.tee 0 i32.const 9 i32.ne";
        assertEquals(0, found("loop _ i32.const 0 i32.load 0 br_if 0 end"));
        assertEquals(0, found("block _ loop _ local.get 1 br_if 1" + count + " br_if 0 end end"));
        assertEquals(0, found("loop _ local.get 1 if _ nop end" + count + " br_if 0 end"));
        assertEquals(0, found("loop _ call 0" + count + " br_if 0 end"));
        assertEquals(0, found("loop _" + count + " br_if 0 local.get 1 br_if 0 end"));
        assertEquals(0, found("loop _ i32.const 0 i32.const 0 i32.const 9 memory.fill" + count + " br_if 0 end"));
    }

    @Test
    void everyKernelButRecursionAndRegistersHasOne() {
        for (String kernel : List.of("crc", "sieve", "sha256", "matmul", "words")) {
            ModuleImage image = WasmReader.read(kernel, Kernels.module(kernel), Policy.DEFAULT);
            assertTrue(
                    image.functions().stream()
                            .anyMatch(
                                    function -> !RoundLoops.of(image, function).isEmpty()),
                    kernel);
        }
    }

    @Test
    void aBudgetStopsThemInTheRoundInWhichItStopsAnyLoop() {
        // Watched code counts instructions in every loop.
        byte[] module = image("loop _ i32.const 0 local.set 0 " + COUNTED.formatted(48)
                        + " local.get 1 i32.const 1 i32.add local.tee 1 i32.const 9 i32.lt_s br_if 0 end")
                .bytes();
        int stopped = 0;
        for (int budget = 1; budget < 1_500; budget += 1 + budget / 5) {
            Step step = compare(module, budget);
            stopped += step == Step.DONE ? 0 : 1;
        }
        assertTrue(stopped > 10, "only " + stopped + " were stopped");
        assertEquals(Step.DONE, compare(module, 10_000));
    }

    @Test
    void aTrapInTheMiddleIsChargedWithTheRoundsBeforeIt() {
        byte[] module = image("i32.const 65000 local.set 0 " + COUNTED.formatted(128_008))
                .bytes();
        assertInstanceOf(Step.Trapped.class, compare(module, 1_000_000));
        Stage stage = new Stage(module);
        stage.send("");
        // 65 of the 66 rounds stored.
        assertEquals(66, stage.turn.ledger().stores());
        assertEquals(7, stage.i64(65_000 + 16 + 64 * 8));
    }

    /** Runs a module plain and watched; both must end alike. */
    private static Step compare(byte[] module, long budget) {
        WasmProgram program = WasmLoader.load("loops", module, Policy.DEFAULT.withTurnBudget(budget));
        Stage plain = new Stage(program);
        Stage watched = new Stage(program, new WatchedMemory(1, 1, new FourWayCache()));
        String where = "budget " + budget;
        Step step = plain.send("");
        assertEquals(step, watched.send(""), where);
        assertEquals(plain.turn.ledger().instructions(), watched.turn.ledger().instructions(), where);
        assertEquals(plain.turn.ledger().stores(), watched.turn.ledger().stores(), where);
        assertArrayEquals(plain.memory.gathered(), watched.memory.gathered(), where);
        return step;
    }

    @Test
    void accessesOfEveryWidthReachTheLastByteAndNoFurther() {
        String[] types = {
            "i32.load8_u i32.store8 1", "i32.load16_s i32.store16 2", "i32.load i32.store 4",
            "i64.load i64.store 8", "f32.load f32.store 4", "f64.load f64.store 8"
        };
        for (String type : types) {
            String[] words = type.split(" ");
            int last = 65_536 - Integer.parseInt(words[2]);
            for (int offset : new int[] {0, 60_000}) {
                String copy = COUNTED.formatted(64)
                        + " %s local.set 1 local.get 1 local.get 1 %s %d %s %d"
                                .formatted("%s", words[0], offset, words[1], offset);
                // Compiled code is told the base through its memory.
                WasmProgram program = WasmLoader.load(
                        "widths",
                        image(copy.formatted("i32.const 0 i32.load 0")).bytes());
                for (int end : new int[] {last, last + 1, -1, Integer.MIN_VALUE, 100}) {
                    int base = end - offset;
                    CountingInterpreter oracle = new CountingInterpreter(
                            image(copy.formatted("i32.const " + base)).bytes(), 10_000);
                    oracle.call("receive");
                    Stage stage = new Stage(program);
                    stage.memory.store(0, 4, base);
                    String where = type + ", offset " + offset + ", base " + base;
                    assertEquals(oracle.trapped, stage.send("") instanceof Step.Trapped, where);
                    assertArrayEquals(
                            Arrays.copyOfRange(oracle.memory(200), 4, 200),
                            Arrays.copyOfRange(stage.memory.gathered(), 4, 200),
                            where);
                }
            }
        }
    }

    @Test
    void comparisonsBranchAsTheInterpreterDoes() {
        String[] integers = {"0", "1", "-1", "2147483647", "-2147483648"};
        String orders = "eq ne lt_s lt_u le_s le_u gt_s gt_u ge_s ge_u";
        StringBuilder body = new StringBuilder();
        int at = 0;
        for (String type : List.of("i32", "i64", "f32", "f64")) {
            boolean integer = type.startsWith("i");
            for (String order : (integer ? orders : "eq ne lt le gt ge").split(" ")) {
                for (String a : integers) {
                    for (String b : integers) {
                        String convert = integer ? "" : " " + type + ".convert_i32_s " + type + ".sqrt";
                        String literal = (integer ? type : "i32") + ".const ";
                        body.append(
                                "i32.const %d %s%s%s %s%s%s %s.%s if i i32.const 1 else i32.const 2 end i32.store8 0 "
                                        .formatted(at++, literal, a, convert, literal, b, convert, type, order));
                    }
                }
            }
        }
        for (String type : List.of("i32", "i64")) {
            for (String a : integers) {
                body.append("block _ %s.const %s %s.eqz br_if 0 i32.const %d i32.const 3 i32.store8 0 end "
                        .formatted(type, a, type, at++));
            }
        }
        byte[] module = image(body.toString()).bytes();
        CountingInterpreter oracle = new CountingInterpreter(module, 1_000_000);
        oracle.call("receive");
        Stage stage = new Stage(module);
        assertEquals(Step.DONE, stage.send(""));
        assertArrayEquals(oracle.memory(at), Arrays.copyOf(stage.memory.gathered(), at));
    }
}
