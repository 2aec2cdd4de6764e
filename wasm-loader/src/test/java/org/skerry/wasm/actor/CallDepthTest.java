package org.skerry.wasm.actor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.skerry.sim.actor.GuestFault;
import org.skerry.sim.actor.Step;
import org.skerry.wasm.WasmLoader;
import org.skerry.wasm.load.Policy;
import org.skerry.wasm.testing.ModuleBuilder;
import org.skerry.wasm.testing.Stage;

final class CallDepthTest {
    /** Half of what the machine's threads have: the proof keeps a factor of two in reserve. */
    private static final long STACK_BYTES = 8L << 20;

    /** Enough turns for the JIT to replace the code in between. */
    private static final int TURNS = 25;

    @Test
    void theDeepestRecursionOfTheWidestFramesFitsHalfAStackAndEndsAtTheSameLevelEveryTime() throws Exception {
        for (int locals : new int[] {0, 110, 240, 1_000}) {
            for (char type : new char[] {'i', 'd'}) {
                List<String> ends = new ArrayList<>();
                WasmProgram program = WasmLoader.load(
                        "deep.wasm", recursion(type, locals), Policy.DEFAULT.withCallDepth(Policy.MAX_CALL_DEPTH));
                Thread thread = new Thread(null, () -> turns(program, ends), "guest", STACK_BYTES);
                thread.start();
                thread.join();
                assertEquals(TURNS, ends.size());
                assertEquals(List.of(ends.get(0)), ends.stream().distinct().toList(), locals + " locals of " + type);
            }
        }
    }

    @Test
    void aLargeFrameCostsMoreDepthThanASmallOne() throws InterruptedException {
        assertEquals(1_000, levels(recursion('i', 10)));
        assertEquals(500, levels(recursion('i', 400)));
        assertEquals(250, levels(recursion('d', 400)));
    }

    @Test
    void recursionThroughATableIsCounted() throws InterruptedException {
        assertEquals(
                1_000,
                levels(new ModuleBuilder()
                        .memory(1, 1)
                        .table(1, 1)
                        .elements(0, 0)
                        .function("receive", ">", "", count() + "i32.const 0 call_indirect 0 0")
                        .build()));
    }

    @Test
    void depthIsGivenBackWhenCallsReturn() {
        Stage stage = new Stage(new ModuleBuilder()
                .memory(1, 1)
                .function(
                        "receive",
                        ">",
                        "i",
                        "i32.const 3000 local.set 0 loop _ i32.const 20 call 1 local.get 0 i32.const 1 i32.sub"
                                + " local.tee 0 br_if 0 end")
                .function(null, "i>", "", "local.get 0 i32.eqz if _ return end local.get 0 i32.const 1 i32.sub call 1")
                .build());
        assertEquals(Step.DONE, stage.send(""));
    }

    private static void turns(WasmProgram program, List<String> ends) {
        for (int i = 0; i < TURNS; i++) {
            Stage stage = new Stage(program);
            GuestFault fault = ((Step.Trapped) stage.send("")).fault();
            ends.add(stage.i32(0) + " levels, " + fault);
        }
    }

    private static int levels(byte[] module) throws InterruptedException {
        List<String> ends = new ArrayList<>();
        Stage stage = new Stage(module);
        Thread thread = new Thread(
                null, () -> ends.add(((Step.Trapped) stage.send("")).fault().explain()), "guest", STACK_BYTES);
        thread.start();
        thread.join();
        assertTrue(ends.get(0).startsWith("calls nested deeper than 1000 in function receive"), ends.get(0));
        return stage.i32(0);
    }

    /** Recurses for ever with many locals alive, and counts its levels at address 0. */
    private static byte[] recursion(char type, int locals) {
        StringBuilder code = new StringBuilder(count());
        String add = type == 'i' ? "i32.const 3 i32.add" : "f64.const 3 f64.add";
        for (int i = 0; i < locals; i++) {
            code.append("local.get ")
                    .append(i)
                    .append(' ')
                    .append(add)
                    .append(" local.set ")
                    .append(i)
                    .append(' ');
        }
        code.append("call 0 ");
        for (int i = 0; i < locals; i++) {
            code.append("local.get ").append(i).append(" drop ");
        }
        return new ModuleBuilder()
                .memory(1, 1)
                .function("receive", ">", String.valueOf(type).repeat(locals), code.toString())
                .build();
    }

    private static String count() {
        return "i32.const 0 i32.const 0 i32.load 0 i32.const 1 i32.add i32.store 0 ";
    }
}
