package org.skerry.wasm.meter;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.dylibso.chicory.runtime.ByteArrayMemory;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.wasm.ChicoryException;
import com.dylibso.chicory.wasm.Parser;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.skerry.sim.actor.Step;
import org.skerry.wasm.load.ModuleImage;
import org.skerry.wasm.load.Policy;
import org.skerry.wasm.load.WasmReader;
import org.skerry.wasm.testing.ModuleBuilder;
import org.skerry.wasm.testing.RandomModule;
import org.skerry.wasm.testing.Stage;

/**
 * A rewritten module means the same to any engine: Chicory's interpreter, which knows nothing of the pass over compiled classes,
 * counts and computes what compiled execution does, to the bits of its NaNs.
 */
final class RewrittenOnlyTest {
    private static final int BUDGET = 300_000;
    private static final int SEEN_BYTES = 2048;

    @Test
    void interpreterAndCompiledCodeAgreeOnCountsMemoryAndNans() {
        for (long seed = 1_000; seed < 1_060; seed++) {
            compare(seed, 5);
        }
    }

    @Test
    void theyStillAgreeWhenTheJitHasCompiledTheCode() {
        for (long seed : new long[] {1_001, 1_004, 1_007}) {
            assertEquals(1_500, compare(seed, 1_500), "seed " + seed);
        }
    }

    /** Runs both; returns how many turns went by without a trap. */
    private static int compare(long seed, int turns) {
        byte[] module = RandomModule.withRawNans(seed);
        ModuleImage image = WasmReader.read("random", module, Policy.DEFAULT);
        Stage compiled =
                new Stage(org.skerry.wasm.WasmLoader.load("random", module, Policy.DEFAULT.withTurnBudget(BUDGET)));
        Instance interpreted = Instance.builder(Parser.parse(Rewriter.rewrite(image, Policy.DEFAULT)))
                .withMemoryFactory(ByteArrayMemory::new)
                .build();
        MeterGlobals meter = new MeterGlobals(image.globals().size(), image.functionCount());
        for (int turn = 0; turn < turns; turn++) {
            String where = "seed " + seed + ", turn " + turn;
            boolean trapped = interpret(interpreted, meter);
            Step step = compiled.send("");
            assertEquals(trapped, step instanceof Step.Trapped, where + ": " + step);
            assertArrayEquals(
                    interpreted.memory().readBytes(0, SEEN_BYTES),
                    Arrays.copyOf(compiled.memory.window(), SEEN_BYTES),
                    where);
            if (trapped) {
                return turn;
            }
            long left = Meter.instructionsLeft(interpreted.global(meter.fuel()).getValue());
            assertEquals(BUDGET - left, compiled.turn.ledger().instructions(), where);
            assertEquals(
                    interpreted.global(meter.traffic()).getValue() >>> 32,
                    compiled.turn.ledger().loads(),
                    where);
        }
        return turns;
    }

    private static boolean interpret(Instance instance, MeterGlobals meter) {
        instance.global(meter.fuel()).setValue(Meter.fuel(BUDGET, Policy.DEFAULT.callDepth()));
        instance.global(meter.traffic()).setValue(0);
        try {
            instance.export("receive").apply();
            return false;
        } catch (ChicoryException e) {
            return true;
        }
    }

    @Test
    void arithmeticOnNansWithPayloadsLeavesTheCanonicalNanHoweverOftenItRuns() {
        Stage stage = new Stage(new ModuleBuilder()
                .memory(1, 1)
                .function(
                        "receive",
                        ">",
                        "ffddi",
                        "i32.const 2143289345 f32.reinterpret_i32 local.set 0 i32.const -4194302 f32.reinterpret_i32 local.set 1"
                                + " i64.const 9221120237041090567 f64.reinterpret_i64 local.set 2"
                                + " i64.const -2251799813685239 f64.reinterpret_i64 local.set 3"
                                + " i32.const 1000 local.set 4 loop _"
                                + " i32.const 0 local.get 0 local.get 1 f32.add f32.store 0"
                                + " i32.const 4 local.get 1 local.get 0 f32.mul f32.store 0"
                                + " i32.const 8 local.get 2 local.get 3 f64.sub f64.store 0"
                                + " i32.const 16 local.get 3 local.get 2 f64.min f64.store 0"
                                + " i32.const 24 local.get 3 f64.sqrt f64.store 0"
                                + " i32.const 32 local.get 2 f32.demote_f64 f32.store 0"
                                + " i32.const 40 local.get 1 f64.promote_f32 f64.neg f64.store 0"
                                + " i32.const 48 local.get 2 f64.store 0"
                                + " local.get 4 i32.const 1 i32.sub local.tee 4 br_if 0 end")
                .build());
        for (int turn = 0; turn < 100; turn++) {
            assertEquals(Step.DONE, stage.send(""));
            String when = "turn " + turn;
            assertEquals(0x7FC00000, stage.i32(0), when);
            assertEquals(0x7FC00000, stage.i32(4), when);
            assertEquals(0x7FF8000000000000L, stage.i64(8), when);
            assertEquals(0x7FF8000000000000L, stage.i64(16), when);
            assertEquals(0x7FF8000000000000L, stage.i64(24), when);
            assertEquals(0x7FC00000, stage.i32(32), when);
            assertEquals(0xFFF8000000000000L, stage.i64(40), when);
            // What is only moved keeps its bits.
            assertEquals(9221120237041090567L, stage.i64(48), when);
        }
    }
}
