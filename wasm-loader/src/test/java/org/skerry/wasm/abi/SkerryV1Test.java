package org.skerry.wasm.abi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.skerry.sim.actor.Grants;
import org.skerry.sim.actor.GuestFault;
import org.skerry.sim.actor.Message;
import org.skerry.sim.actor.MessageKind;
import org.skerry.sim.actor.Status;
import org.skerry.sim.actor.Step;
import org.skerry.sim.memory.AccessModel;
import org.skerry.wasm.meter.Meter;
import org.skerry.wasm.testing.ModuleBuilder;
import org.skerry.wasm.testing.Stage;

final class SkerryV1Test {
    /** A module that calls one import with constants and stores the answer at address 0. */
    private static Stage calling(String name, String type, String arguments) {
        String result = type.substring(type.indexOf('>') + 1);
        String store = result.isEmpty() ? "" : result.equals("l") ? " i64.store 0" : " i32.store 0";
        return new Stage(new ModuleBuilder()
                .skerry(name, type)
                .memory(1, 1)
                .data(16, "hello handler nobody".getBytes(StandardCharsets.UTF_8))
                .function("receive", ">", "", (result.isEmpty() ? "" : "i32.const 0 ") + arguments + " call 0" + store)
                .function("handler", ">", "", "i32.const 8 i32.const 1 i32.store 0")
                .function("handle", "i>", "", "nop")
                .build());
    }

    private static int answer(String name, String type, String arguments) {
        Stage stage = calling(name, type, arguments);
        assertEquals(Step.DONE, stage.send("payload"));
        return stage.i32(0);
    }

    private static GuestFault trap(String name, String type, String arguments) {
        Stage stage = calling(name, type, arguments);
        return assertInstanceOf(Step.Trapped.class, stage.send("payload")).fault();
    }

    @Test
    void everyFunctionOfTheContractIsThere() {
        assertEquals(35, SkerryV1.functions().entries().size());
    }

    @Test
    void theMessageCanBeRead() {
        assertEquals(0, answer("message_kind", ">i", ""));
        assertEquals(7, answer("message_size", ">i", ""));
        assertEquals(0, answer("message_label", ">l", ""));
        assertEquals(0, answer("message_handles", "ii>i", "i32.const 32 i32.const 8"));
        Stage stage = calling("message_read", "iii>i", "i32.const 64 i32.const 3 i32.const 100");
        stage.send("payload");
        assertEquals(4, stage.i32(0));
        assertEquals("load", new String(stage.memory.window(), 64, 4, StandardCharsets.UTF_8));
        assertEquals(0, answer("message_read", "iii>i", "i32.const 64 i32.const 7 i32.const 100"));
        assertEquals(0, answer("message_read", "iii>i", "i32.const 64 i32.const -1 i32.const 100"));
    }

    @Test
    void anyPointerOutsideTheMemoryTrapsWithFunctionAndReason() {
        String[][] calls = {
            {"message_read", "iii>i", "i32.const 65530 i32.const 0 i32.const 7"},
            {"message_read", "iii>i", "i32.const -1 i32.const 0 i32.const 2"},
            {"send", "iiiii>i", "i32.const 0 i32.const 65536 i32.const 1 i32.const 0 i32.const 0"},
            {"send", "iiiii>i", "i32.const 0 i32.const 0 i32.const 0 i32.const 65534 i32.const 1"},
            {"granted", "ii>i", "i32.const 65535 i32.const 2"},
            {"become", "ii>i", "i32.const 16 i32.const -1"},
            {"random", "iii>i", "i32.const 2 i32.const 1 i32.const 65536"},
            {"log", "iii>i", "i32.const 3 i32.const 65500 i32.const 100"},
            {
                "call",
                "iiiiiii>i",
                "i32.const 0 i32.const 0 i32.const 0 i32.const 0 i32.const 0 i32.const 65536 i32.const 1"
            },
            {"window_read", "ilii>i", "i32.const 9 i64.const 0 i32.const 65536 i32.const 1"},
        };
        for (String[] call : calls) {
            GuestFault fault = trap(call[0], call[1], call[2]);
            assertEquals(GuestFault.Kind.MEMORY, fault.kind(), call[0]);
            assertEquals("receive", fault.function(), call[0]);
            assertTrue(fault.reason().startsWith(call[0] + ": pointer 0x"), fault.reason());
            assertTrue(fault.reason().endsWith("leave the memory of 65536 bytes"), fault.reason());
        }
    }

    @Test
    void tooMuchIsAnswered() {
        assertEquals(
                Status.TOO_LONG.code(),
                answer("send", "iiiii>i", "i32.const 0 i32.const 0 i32.const 65537 i32.const 0 i32.const 0"));
        assertEquals(
                Status.TOO_LONG.code(),
                answer("send", "iiiii>i", "i32.const 0 i32.const 0 i32.const -1 i32.const 0 i32.const 0"));
        assertEquals(
                Status.TOO_MANY_HANDLES.code(),
                answer("send", "iiiii>i", "i32.const 0 i32.const 0 i32.const 1 i32.const 0 i32.const 9"));
        assertEquals(Status.TOO_LONG.code(), answer("log", "iii>i", "i32.const 3 i32.const 16 i32.const 1025"));
    }

    @Test
    void handlesAreTheActorsOwn() {
        assertEquals(Status.BAD_HANDLE.code(), answer("handle_rights", "i>i", "i32.const 99"));
        assertEquals(Status.BAD_HANDLE.code(), answer("handle_rights", "i>i", "i32.const -1"));
        assertEquals(3, answer("handle_rights", "i>i", "i32.const 0"));
        assertEquals(0, answer("self_handle", ">i", ""));
        assertEquals(4, answer("attenuate", "iil>i", "i32.const 0 i32.const 1 i64.const 7"));
        assertEquals(Status.BAD_ARGUMENT.code(), answer("drop", "i>i", "i32.const 0"));
        assertEquals(Status.BAD_ARGUMENT.code(), answer("revoke", "i>i", "i32.const 0"));
        assertEquals(Status.NO_RIGHT.code(), answer("monitor", "i>i", "i32.const 0"));
        assertEquals(Status.NO_RIGHT.code(), answer("demonitor", "i>i", "i32.const 0"));
        assertEquals(Status.BAD_ARGUMENT.code(), answer("attest", "iii>i", "i32.const 0 i32.const 0 i32.const 7"));
        assertEquals(Status.BAD_ARGUMENT.code(), answer("attest", "iii>i", "i32.const 0 i32.const 0 i32.const 65"));
        assertEquals(Status.BAD_HANDLE.code(), answer("attest", "iii>i", "i32.const 9 i32.const 0 i32.const 8"));
        assertEquals(Status.NO_RIGHT.code(), answer("link", "i>i", "i32.const 0"));
        assertEquals(Status.BAD_HANDLE.code(), answer("unlink", "i>i", "i32.const 9"));
        assertEquals(Status.OK.code(), answer("trap_exits", "i>i", "i32.const 1"));
        assertEquals(Status.NO_RIGHT.code(), answer("timer_set", "ill>i", "i32.const 0 i64.const 1 i64.const 1"));
        assertEquals(Status.BAD_HANDLE.code(), answer("timer_cancel", "il>i", "i32.const 9 i64.const 1"));
        assertEquals(Status.BAD_HANDLE.code(), answer("stop", "i>i", "i32.const 9"));
        assertEquals(
                Status.NO_RIGHT.code(),
                answer(
                        "restart",
                        "iiiiii>i",
                        "i32.const 0 i32.const 0 i32.const 0 i32.const 0 i32.const 0 i32.const 0"));
        assertEquals(
                Status.TOO_LONG.code(),
                answer(
                        "restart",
                        "iiiiii>i",
                        "i32.const 0 i32.const 0 i32.const 0 i32.const 65537 i32.const 0 i32.const 0"));
        assertEquals(Status.NO_RIGHT.code(), answer("clock", "i>l", "i32.const 0"));
        assertEquals(Status.NO_REPLY_EXPECTED.code(), answer("reply_handle", ">i", ""));
        assertEquals(
                Status.NO_REPLY_EXPECTED.code(),
                answer("reply", "iiii>i", "i32.const 0 i32.const 0 i32.const 0 i32.const 0"));
        assertEquals(Status.BAD_HANDLE.code(), answer("granted", "ii>i", "i32.const 16 i32.const 5"));
        assertEquals(
                Status.BAD_HANDLE.code(),
                answer("window_read", "ilii>i", "i32.const 9 i64.const 0 i32.const 0 i32.const 1"));
    }

    @Test
    void aBadWindowInCasTrapsSinceEveryNumberIsAnAnswer() {
        GuestFault fault = trap("window_cas", "illl>l", "i32.const 9 i64.const 0 i64.const 0 i64.const 0");
        assertEquals(GuestFault.Kind.CONTRACT, fault.kind());
    }

    @Test
    void randomFillsMemoryAndCounts() {
        Stage stage = calling("random", "iii>i", "i32.const 2 i32.const 64 i32.const 16");
        assertEquals(Step.DONE, stage.send(""));
        assertEquals(0, stage.i32(0));
        assertTrue(stage.i64(64) != 0 && stage.i64(72) != 0);
        // Two words written by the host, one result by the guest.
        assertEquals(3, stage.turn.ledger().stores());
        assertEquals(19, stage.turn.ledger().instructions());
    }

    @Test
    void becomeTakesExportedHandlersOnlyAndLastsAcrossTurns() {
        Stage stage = calling("become", "ii>i", "i32.const 22 i32.const 7");
        stage.send("");
        assertEquals(0, stage.i32(0));
        assertEquals(0, stage.i32(8));
        stage.send("");
        assertEquals(1, stage.i32(8));
        assertEquals(Status.NO_SUCH_HANDLER.code(), answer("become", "ii>i", "i32.const 22 i32.const 6"));
        assertEquals(Status.NO_SUCH_HANDLER.code(), answer("become", "ii>i", "i32.const 30 i32.const 6"));
    }

    @Test
    void aTurnThatNeverStopsSendingIsStoppedBeforeTheHostIsFull() {
        for (int bytes : new int[] {0, 65_536}) {
            Stage stage = new Stage(new ModuleBuilder()
                    .skerry("send", "iiiii>i")
                    .memory(1, 1)
                    .function(
                            "receive",
                            ">",
                            "",
                            "loop _ i32.const 0 i32.const 0 i32.const " + bytes
                                    + " i32.const 0 i32.const 0 call 0 drop br 0 end")
                    .build());
            GuestFault fault =
                    assertInstanceOf(Step.Trapped.class, stage.send("")).fault();
            assertEquals(GuestFault.Kind.CONTRACT, fault.kind());
            assertEquals(bytes == 0 ? 65_536 : 1024, stage.turn.ledger().size());
        }
    }

    @Test
    void whoPassesOnWhatCameSendsTheVeryBytesAndWhoChangesOneSendsItsOwn() {
        String[][] changes = {
            {"", "payload"},
            {"i32.const 70 i32.const 33 i32.store8 0", "payloa!"},
            {"i32.const 70 i32.const 33 i32.const 1 memory.fill", "payloa!"},
            {"i32.const 64 i32.const 66 i32.const 2 memory.copy", "ylyload"},
            {"i32.const 66 i32.const 0 i32.const 7 call 0 drop", "papaylo"}, // read again, over the first
            {"i32.const 64 i32.const 1 i32.const 7 call 0 drop", "ayloadd"},
            {"i32.const 70 i32.const 100 i32.store8 0", "payload"}, // as it was
            {"i32.const 90 i32.const 33 i32.store8 0", "payload"}, // elsewhere
            {"i32.const 80 i32.const 0 i32.const 7 call 0 drop", "payload"}
        };
        for (String[] change : changes) {
            Stage stage = new Stage(new ModuleBuilder()
                    .skerry("message_read", "iii>i")
                    .skerry("send", "iiiii>i")
                    .memory(1, 1)
                    .function(
                            "receive",
                            ">",
                            "",
                            "i32.const 64 i32.const 0 i32.const 7 call 0 drop " + change[0]
                                    + " i32.const 0 i32.const 64 i32.const 7 i32.const 0 i32.const 0 call 1 drop"
                                    + " i32.const 70 i32.const 63 i32.store8 0")
                    .build());
            assertEquals(Step.DONE, stage.send("payload"));
            byte[] came = stage.turn.message().payload();
            byte[] sent = ((Message) stage.turn.ledger().entry(0).object()).payload();
            assertEquals("payload", new String(came, StandardCharsets.UTF_8));
            assertEquals(change[1], new String(sent, StandardCharsets.UTF_8), change[0]);
            assertEquals(change[1].equals("payload"), came == sent, change[0]);
            assertEquals(
                    change[0].endsWith("copy") ? 2 : 1,
                    stage.turn.ledger().entry(0).loads(),
                    change[0]);
        }
    }

    @Test
    void whatOthersWroteWhileTheGuestWasHeldIsSent() {
        Stage stage = calling("message_size", ">i", "");
        stage.send("payload");
        Meter meter = new Meter() {};
        meter.limit(1000, 10);
        meter.beginTurn();
        Guest guest = new Guest(stage.memory, meter, Grants.NONE, null, SkerryV1.functions());
        guest.windowReplaced(stage.memory.window());
        guest.begin(stage.turn);
        assertEquals(7, SkerryV1.messageRead(0, 0, 7, guest));
        assertSame(stage.turn.message().payload(), guest.payload("send", 0, 7));
        assertEquals(7, SkerryV1.messageRead(0, 0, 7, guest));
        guest.enter(); // as all calls do that hold it
        stage.memory.window()[6] = '!';
        assertEquals("payloa!", new String(guest.payload("send", 0, 7), StandardCharsets.UTF_8));
    }

    @Test
    void whatOthersWroteWhileTheGuestWasHeldAtAnAccessIsSent() {
        Stage[] stage = new Stage[1];
        AccessModel others = new AccessModel() {
            @Override
            public void load(long address, int bytes) {
                stage[0].memory.window()[70] = '!';
            }

            @Override
            public void store(long address, int bytes) {}
        };
        byte[] module = new ModuleBuilder()
                .skerry("message_read", "iii>i")
                .skerry("send", "iiiii>i")
                .memory(1, 1)
                .function(
                        "receive",
                        ">",
                        "",
                        "i32.const 64 i32.const 0 i32.const 7 call 0 drop i32.const 8 i32.load 0 drop"
                                + " i32.const 0 i32.const 64 i32.const 7 i32.const 0 i32.const 0 call 1 drop")
                .build();
        stage[0] = Stage.watched(module, others);
        stage[0].memory.write(64, new byte[7], 0, 7); // so that the window reaches there
        assertEquals(Step.DONE, stage[0].send("payload"));
        byte[] sent = ((Message) stage[0].turn.ledger().entry(0).object()).payload();
        assertEquals("payloa!", new String(sent, StandardCharsets.UTF_8));
    }

    @Test
    void exitEndsTheActorWithItsCode() {
        assertEquals(new Step.Exited(5), calling("exit", "i>", "i32.const 5").send(MessageKind.USER, new byte[0]));
    }
}
