package org.skerry.wasm.actor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;
import org.skerry.sim.actor.Message;
import org.skerry.sim.actor.MessageKind;
import org.skerry.sim.actor.Step;
import org.skerry.wasm.testing.ModuleBuilder;
import org.skerry.wasm.testing.Stage;

final class AllocationTest {
    private static final int TURNS = 20_000;

    @Test
    void aTurnWithoutMessagesAllocatesNothing() {
        Stage stage = new Stage(new ModuleBuilder()
                .memory(1, 1)
                .global('i', 0)
                .function("receive", ">", "", "i32.const 100 i32.const 0 i32.load 0 call 1 i32.store 0")
                .function(
                        null,
                        "i>i",
                        "",
                        "local.get 0 global.get 0 i32.const 1 i32.add global.set 0 global.get 0 i32.add")
                .build());
        Message message = new Message(1, MessageKind.USER, 0, -1, null, 42, new byte[0], Message.NO_GRANTS, null, 0);
        turns(stage, message);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        turns(stage, message);
        long perTurn = (threads.getCurrentThreadAllocatedBytes() - before) / TURNS;
        // Turn.begin makes an empty array of handles; the guest itself makes nothing.
        assertTrue(perTurn <= 16, perTurn + " bytes per turn");
    }

    private static void turns(Stage stage, Message message) {
        for (int i = 0; i < TURNS; i++) {
            stage.turn.begin(message);
            assertEquals(Step.DONE, stage.actor.step(stage.turn));
        }
    }
}
