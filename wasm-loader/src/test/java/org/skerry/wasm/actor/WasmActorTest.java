package org.skerry.wasm.actor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.skerry.sim.actor.GuestFault;
import org.skerry.sim.actor.Ledger;
import org.skerry.sim.actor.Message;
import org.skerry.sim.actor.MessageKind;
import org.skerry.sim.actor.Step;
import org.skerry.sim.kernel.Carriers;
import org.skerry.sim.kernel.GuestCall;
import org.skerry.sim.kernel.Hold;
import org.skerry.wasm.WasmLoader;
import org.skerry.wasm.load.Policy;
import org.skerry.wasm.testing.ModuleBuilder;
import org.skerry.wasm.testing.Stage;

final class WasmActorTest {
    @Test
    void aTurnRunsTheHandlerAndCountsWhatItDid() {
        Stage stage = new Stage(new ModuleBuilder()
                .memory(1, 1)
                .function("receive", ">", "", "i32.const 0 i32.const 0 i32.load 0 i32.const 1 i32.add i32.store 0")
                .build());
        assertEquals(Step.DONE, stage.send(""));
        assertEquals(Step.DONE, stage.send(""));
        assertEquals(2, stage.i32(0));
        // An addition, a load and a store; three constants make a fraction that is rounded up.
        assertEquals(4, stage.turn.ledger().instructions());
        assertEquals(1, stage.turn.ledger().loads());
        assertEquals(1, stage.turn.ledger().stores());
    }

    @Test
    void initializeRunsOnceBeforeTheFirstHandlerAndStartTakesTheStartMessage() {
        Stage stage = new Stage(new ModuleBuilder()
                .memory(1, 1)
                .function("_initialize", ">", "", "i32.const 0 i32.const 0 i32.load 0 i32.const 1 i32.add i32.store 0")
                .function("start", ">", "", "i32.const 4 i32.const 0 i32.load 0 i32.store 0")
                .function("receive", ">", "", "i32.const 8 i32.const 0 i32.load 0 i32.store 0")
                .build());
        stage.send(MessageKind.START, new byte[0]);
        assertEquals(1, stage.i32(4));
        assertEquals(0, stage.i32(8));
        stage.send("");
        assertEquals(1, stage.i32(8));
    }

    @Test
    void aStartFunctionRunsOnceBeforeInitialize() {
        String count = " i32.const 0 i32.load 0 i32.const 1 i32.add";
        Stage stage = new Stage(new ModuleBuilder()
                .memory(1, 1)
                .function(null, ">", "", "i32.const 0" + count + " i32.store 0")
                .function("_initialize", ">", "", "i32.const 4 i32.const 0 i32.load 0 i32.store 0")
                .function("receive", ">", "", "nop")
                .start(0)
                .build());
        stage.send("");
        stage.send("");
        assertEquals(1, stage.i32(0));
        assertEquals(1, stage.i32(4));
    }

    @Test
    void aSendLeavesAtTheInstructionCountOfItsCall() {
        Stage stage = new Stage(new ModuleBuilder()
                .skerry("send", "iiiii>i")
                .memory(1, 1)
                .data(16, "hello".getBytes())
                .function(
                        "receive",
                        ">",
                        "",
                        "i32.const 0 i32.const 0 i32.const 16 i32.const 5 i32.const 0 i32.const 0 call 0 i32.store 0")
                .build());
        assertEquals(Step.DONE, stage.send(""));
        Ledger ledger = stage.turn.ledger();
        assertEquals(1, ledger.size());
        assertEquals("hello", new String(((Message) ledger.entry(0).object()).payload()));
        // A frame of 13, a call of 2, six sixteenths of operands and one word read by the host, rounded up.
        assertEquals(17, ledger.entry(0).instructions());
        assertEquals(1, ledger.entry(0).loads());
        assertEquals(18, ledger.instructions());
        assertEquals(0, stage.i32(0));
    }

    @Test
    void aRunawayLoopIsStoppedAtItsBudget() {
        byte[] module = new ModuleBuilder()
                .memory(1, 1)
                .function("receive", ">", "", "loop _ br 0 end")
                .build();
        for (long budget : new long[] {1_000, 5_000_000}) {
            Stage stage = new Stage(WasmLoader.load("loop.wasm", module, Policy.DEFAULT.withTurnBudget(budget)));
            Step.Trapped trapped = assertInstanceOf(Step.Trapped.class, stage.send(""));
            assertEquals(GuestFault.Kind.BUDGET, trapped.fault().kind());
            assertEquals("receive", trapped.fault().function());
            assertEquals(budget + 1, trapped.fault().instruction());
        }
    }

    @Test
    void anEndlessRecursionIsStoppedAtItsDepth() {
        byte[] module = new ModuleBuilder()
                .memory(1, 1)
                .function(
                        "receive", ">", "", "i32.const 0 i32.const 0 i32.load 0 i32.const 1 i32.add i32.store 0 call 0")
                .build();
        Stage stage = new Stage(module);
        Step.Trapped trapped = assertInstanceOf(Step.Trapped.class, stage.send(""));
        assertEquals(GuestFault.Kind.DEPTH, trapped.fault().kind());
        assertEquals(Policy.DEFAULT.callDepth(), stage.i32(0));
    }

    @Test
    void aTrapNamesFunctionAndReason() {
        Stage stage = new Stage(new ModuleBuilder()
                .memory(1, 1)
                .function("receive", ">", "", "i32.const 1 i32.const 0 i32.div_s drop")
                .build());
        Step.Trapped trapped = assertInstanceOf(Step.Trapped.class, stage.send(""));
        assertEquals(GuestFault.Kind.TRAP, trapped.fault().kind());
        assertEquals("receive", trapped.fault().function());
        assertEquals("integer divide by zero", trapped.fault().reason());
    }

    @Test
    void anAccessBeyondTheMemoryReachesTheMachineWithItsTrueAddress() {
        for (String code : new String[] {
            "i32.const -4 i32.load 8 drop", "i32.const -4 i32.const 1 i32.store 8", "i32.const -4 i64.load32_u 8 drop"
        }) {
            Stage stage = new Stage(new ModuleBuilder()
                    .memory(1, 1)
                    .function("receive", ">", "", code)
                    .build());
            Step.Trapped trapped = assertInstanceOf(Step.Trapped.class, stage.send(""));
            assertEquals(GuestFault.Kind.MEMORY, trapped.fault().kind());
            assertTrue(
                    trapped.fault().reason().contains("0x100000004"),
                    trapped.fault().reason());
            assertEquals("receive", trapped.fault().function());
        }
    }

    @Test
    void aGuestThatMayNotBeHeldEndsWithTheLimitInItsFault() {
        Stage stage = new Stage(new ModuleBuilder()
                .skerry("clock", "i>l")
                .memory(1, 1)
                .function("receive", ">", "", "i32.const 1 call 0 drop")
                .build());
        Step[] step = new Step[1];
        try (Carriers none = new Carriers(0)) {
            Iterator<GuestCall> calls = List.<GuestCall>of(new OneStep(() -> step[0] = stage.send("")))
                    .iterator();
            none.run(() -> calls.hasNext() ? calls.next() : null);
        }
        Step.Trapped trapped = assertInstanceOf(Step.Trapped.class, step[0]);
        assertEquals(GuestFault.Kind.HOLD, trapped.fault().kind());
        assertTrue(
                trapped.fault().reason().contains("the limit is 0"),
                trapped.fault().reason());
    }

    private record OneStep(Runnable step) implements GuestCall {
        @Override
        public void run() {
            step.run();
        }

        @Override
        public void finished() {}

        @Override
        public void held(Hold hold) {
            throw new AssertionError("held beyond the limit");
        }

        @Override
        public Hold resumes() {
            return null;
        }
    }
}
