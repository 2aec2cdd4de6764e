package org.skerry.wasm.meter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.skerry.sim.actor.GuestFault;
import org.skerry.sim.actor.Step;
import org.skerry.wasm.WasmLoader;
import org.skerry.wasm.load.Policy;
import org.skerry.wasm.testing.FourWayCache;
import org.skerry.wasm.testing.ModuleBuilder;
import org.skerry.wasm.testing.Stage;

/** Functions that exceed the 65535 bytes of a JVM method do what smaller ones do, and count the same, only slower. */
final class LargeFunctionTest {
    /** 10 instructions, 1 load, 1 store: adds 1 to the number at address 0, and to a global. */
    private static final String ADD_ONE =
            "i32.const 0 i32.const 0 i32.load 0 i32.const 1 i32.add i32.store 0 global.get 0 i32.const 1 i32.add global.set 0 ";
    /** As many of them as make a method too large. */
    private static final int MANY = 4_000;

    /** The function {@code large} with so many stretches, called by a small one, which then stores the global at address 4. */
    private static ModuleBuilder module(int stretches, String last) {
        return new ModuleBuilder()
                .memory(1, 1)
                .global('i', 0)
                .function("large", ">", "", (ADD_ONE + "call 2 ").repeat(stretches) + last)
                .function("receive", ">", "", "call 0 i32.const 4 global.get 0 i32.store 0")
                .function(null, ">", "", "i32.const 8 global.get 0 i32.store 0");
    }

    private static byte[] large(String last) {
        byte[] module = module(MANY, last).build();
        assertTrue(module.length > 65_536, "too small to be interesting");
        return module;
    }

    @Test
    void aLargeFunctionComputesAndCountsLikeManySmallOnes() {
        // Sixteen stretches more cost a whole number of instructions.
        long one = instructions(new Stage(module(1, "").build()));
        long sixteen = instructions(new Stage(module(17, "").build())) - one;
        Stage stage = new Stage(large(""));
        assertEquals(Step.DONE, stage.send(""));
        assertEquals(MANY, stage.i32(0));
        assertEquals(MANY, stage.i32(4));
        assertEquals(MANY, stage.i32(8));
        assertEquals(one + sixteen * (MANY - 1) / 16.0, stage.turn.ledger().instructions(), 1);
        assertEquals(MANY, stage.turn.ledger().loads());
        assertEquals(2L * MANY + 1, stage.turn.ledger().stores());
        assertEquals(Step.DONE, stage.send(""));
        assertEquals(2 * MANY, stage.i32(0));
    }

    private static long instructions(Stage stage) {
        assertEquals(Step.DONE, stage.send(""));
        return stage.turn.ledger().instructions();
    }

    @Test
    void aWatchedMemorySeesEveryAccessOfALargeFunction() {
        FourWayCache cache = new FourWayCache();
        Stage stage = Stage.watched(large(""), cache);
        assertEquals(Step.DONE, stage.send(""));
        assertEquals(MANY, stage.i32(0));
        assertEquals(3L * MANY + 1, cache.loads + cache.stores);
    }

    @Test
    void aLargeFunctionStopsAtItsBudgetAndAtItsDepth() {
        Stage stage = new Stage(
                WasmLoader.load("large.wasm", large("loop _ br 0 end"), Policy.DEFAULT.withTurnBudget(1_000_000)));
        Step.Trapped trapped = assertInstanceOf(Step.Trapped.class, stage.send(""));
        assertEquals(GuestFault.Kind.BUDGET, trapped.fault().kind());
        assertEquals(1_000_001, trapped.fault().instruction());
        stage = new Stage(large("call 0"));
        trapped = assertInstanceOf(Step.Trapped.class, stage.send(""));
        assertEquals(GuestFault.Kind.DEPTH, trapped.fault().kind());
        assertEquals(
                "calls nested deeper than " + Policy.DEFAULT.callDepth(),
                trapped.fault().reason());
    }

    @Test
    void anAccessOutsideMemoryTrapsALargeFunction() {
        Stage stage = new Stage(large("i32.const 65536 i32.load 0 drop"));
        Step.Trapped trapped = assertInstanceOf(Step.Trapped.class, stage.send(""));
        assertEquals(GuestFault.Kind.MEMORY, trapped.fault().kind());
        assertEquals("large", trapped.fault().function());
    }
}
