package org.skerry.wasm.wapc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.skerry.sim.actor.Capability;
import org.skerry.sim.actor.CapabilityKind;
import org.skerry.sim.actor.GuestException;
import org.skerry.sim.actor.GuestFault;
import org.skerry.sim.actor.Ledger;
import org.skerry.sim.actor.Message;
import org.skerry.sim.actor.MessageKind;
import org.skerry.sim.actor.Rights;
import org.skerry.sim.actor.Step;
import org.skerry.wasm.WasmLoader;
import org.skerry.wasm.testing.ModuleBuilder;
import org.skerry.wasm.testing.Stage;

final class WapcActorTest {
    private static final int REQUEST = 0;
    private static final int RESPONSE = 1;
    private static final int ERROR = 2;
    private static final int HOST_CALL = 3;
    private static final int ERROR_LENGTH = 4;
    private static final int HOST_ERROR = 5;
    private static final int CONSOLE = 6;

    /** A guest with most imports, whose __guest_call is {@code code}: locals 0 and 1 are the lengths it was given. */
    private static ModuleBuilder guest(String code) {
        return new ModuleBuilder()
                .importFunction("wapc", "__guest_request", "ii>")
                .importFunction("wapc", "__guest_response", "ii>")
                .importFunction("wapc", "__guest_error", "ii>")
                .importFunction("wapc", "__host_call", "iiiiiiii>i")
                .importFunction("wapc", "__host_error_len", ">i")
                .importFunction("wapc", "__host_error", "i>")
                .importFunction("wapc", "__console_log", "ii>")
                .importFunction("skerry_v1", "exit", "i>")
                .memory(1, 1)
                .function("__guest_call", "ii>i", "", code);
    }

    /** What a call of the guest is answered with. */
    private static String answer(Stage stage, String request) {
        byte[] answer = lastReply(stage, request);
        return answer[0] + " " + new String(answer, 1, answer.length - 1, StandardCharsets.UTF_8);
    }

    private static byte[] lastReply(Stage stage, String request) {
        assertEquals(Step.DONE, call(stage, request));
        List<byte[]> replies = sent(stage, Ledger.Kind.SEND);
        assertEquals(1, replies.size());
        return replies.get(0);
    }

    private static Step call(Stage stage, String request) {
        Capability reply = Capability.root(CapabilityKind.REPLY, 7, 0, Rights.SEND | Rights.GRANT, 99, 99);
        byte[] payload = request.getBytes(StandardCharsets.UTF_8);
        stage.turn.begin(new Message(99, MessageKind.USER, 7, -1, null, 42, payload, Message.NO_GRANTS, reply, 99));
        return stage.actor.step(stage.turn);
    }

    private static List<byte[]> sent(Stage stage, Ledger.Kind kind) {
        List<byte[]> entries = new ArrayList<>();
        Ledger ledger = stage.turn.ledger();
        for (int i = 0; i < ledger.size(); i++) {
            if (ledger.entry(i).kind() == kind) {
                Object entry = ledger.entry(i).object();
                entries.add(entry instanceof Message message ? message.payload() : (byte[]) entry);
            }
        }
        return entries;
    }

    private static List<String> lines(Stage stage) {
        return sent(stage, Ledger.Kind.LOG).stream()
                .map(line -> new String(line, StandardCharsets.UTF_8))
                .toList();
    }

    @Test
    void aMessageIsAnOperationAZeroByteAndItsPayload() {
        // Puts the operation at 100 and the payload behind it, and answers with both.
        Stage stage = new Stage(guest("i32.const 100 i32.const 100 local.get 0 i32.add call " + REQUEST
                        + " i32.const 100 local.get 0 local.get 1 i32.add call " + RESPONSE + " i32.const 1")
                .build());
        assertEquals("1 sumrequest", answer(stage, "sum\0request"));
        assertEquals("1 ping", answer(stage, "ping"));
        assertEquals("1 ", answer(stage, ""));
        assertEquals("1 a\0b", answer(stage, "\0a\0b"));
    }

    @Test
    void whatTheGuestCallsAnErrorIsTheAnswerOfAFailedCall() {
        Stage stage = new Stage(guest("i32.const 8 i32.const 3 call " + ERROR + " i32.const 0")
                .data(8, "why".getBytes(StandardCharsets.UTF_8))
                .build());
        assertEquals("0 why", answer(stage, "op"));
    }

    @Test
    void aGuestThatSaysNothingAnswersWithAnError() {
        assertEquals(
                "0 the guest set neither a response nor an error for a call that succeeded",
                answer(new Stage(guest("i32.const 1").build()), "op"));
        assertEquals(
                "0 the guest set no error for a call that failed",
                answer(new Stage(guest("i32.const 0").build()), "op"));
        // What one call set is forgotten in the next.
        Stage once = new Stage(guest("local.get 1 if _ i32.const 0 i32.const 1 call " + RESPONSE + " end i32.const 1")
                .build());
        assertEquals("1 \0", answer(once, "op\0x"));
        assertTrue(answer(once, "op").startsWith("0 the guest set neither"));
    }

    @Test
    void aResponseLongerThanAMessageIsAnError() {
        Stage stage = new Stage(guest("i32.const 0 i32.const 65536 call " + RESPONSE + " i32.const 1")
                .build());
        assertEquals("0 the response has 65536 bytes, above the 65535 that fit a message", answer(stage, "op"));
        stage = new Stage(guest("i32.const 0 i32.const 65535 call " + RESPONSE + " i32.const 1")
                .build());
        assertEquals(65536, lastReply(stage, "op").length);
    }

    @Test
    void aHostCallWithoutAGrantIsAnErrorWithAText() {
        Stage stage = new Stage(guest("i32.const 0 i32.const 2 i32.const 2 i32.const 2 i32.const 4 i32.const 2"
                        + " i32.const 0 i32.const 0 call " + HOST_CALL + " drop"
                        + " i32.const 100 call " + HOST_ERROR
                        + " i32.const 100 call " + ERROR_LENGTH + " call " + ERROR + " i32.const 0")
                .data(0, "bdnsop".getBytes(StandardCharsets.UTF_8))
                .build());
        assertEquals("0 nothing was granted as 'bd/ns'", answer(stage, "op"));
    }

    @Test
    void startFunctionsRunOnceInTheOrderOfTheReferenceHosts() {
        String append = "i32.const 0 i32.const 0 i32.load 0 i32.const 10 i32.mul i32.const %d i32.add i32.store 0";
        Stage stage = new Stage(guest("i32.const 0 i32.const 0 call " + RESPONSE + " i32.const 1")
                .function("wapc_init", ">", "", append.formatted(3))
                .function("_start", ">", "", append.formatted(1) + " i32.const 0 call 7")
                .function("_initialize", ">", "", append.formatted(2))
                .build());
        stage.send(MessageKind.START, new byte[0]);
        call(stage, "op");
        assertEquals(123, stage.i32(0));
    }

    @Test
    void aStartMessageWithArgumentsIsHandledAndOneWithoutIsNot() {
        String count = "i32.const 0 i32.const 0 i32.load 0 i32.const 1 i32.add i32.store 0 i32.const 1";
        Stage stage = new Stage(guest(count).build());
        stage.send(MessageKind.START, new byte[0]);
        assertEquals(0, stage.i32(0));
        stage.send(MessageKind.START, "visit".getBytes(StandardCharsets.UTF_8));
        assertEquals(1, stage.i32(0));
        stage.send(MessageKind.REFUSED, new byte[8]);
        assertEquals(1, stage.i32(0));
    }

    @Test
    void anErrorThatNobodyWaitsForGoesToTheLog() {
        Stage stage = new Stage(guest("i32.const 8 i32.const 3 call " + ERROR + " i32.const 0")
                .data(8, "why".getBytes(StandardCharsets.UTF_8))
                .build());
        assertEquals(Step.DONE, stage.send("op"));
        assertEquals(List.of("why"), lines(stage));
    }

    @Test
    void theConsoleIsTheLogLineByLine() {
        String text = "one\ntwo\n\n" + "\u00e9".repeat(600);
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        Stage stage = new Stage(guest("i32.const 8 i32.const " + bytes.length + " call " + CONSOLE + " i32.const 1")
                .data(8, bytes)
                .build());
        stage.send("op");
        assertEquals(
                List.of(
                        "one",
                        "two",
                        "",
                        "\u00e9".repeat(512),
                        "\u00e9".repeat(88),
                        "the guest set neither a response nor an error for a call that succeeded"),
                lines(stage));
    }

    /** Name of the import, what it is given, where the guest is stopped. Every range lies outside the memory of one page. */
    @ParameterizedTest
    @CsvSource({
        "__guest_request, 0 65536",
        "__guest_request, 65535 0",
        "__guest_request, -1 0",
        "__guest_request, 0 -1",
        "__guest_response, 65536 1",
        "__guest_response, 0 65537",
        "__guest_response, -1 1",
        "__guest_response, 1 -1",
        "__guest_response, -2147483648 -2147483648",
        "__guest_error, 65530 7",
        "__guest_error, -8 16",
        "__host_call, 65536 1 0 0 0 0 0 0",
        "__host_call, 0 0 -1 1 0 0 0 0",
        "__host_call, 0 0 0 0 65000 1000 0 0",
        "__host_call, 0 0 0 0 0 0 0 -1",
        "__host_call, 0 0 0 0 0 0 2147483647 2147483647",
        "__host_error, 65536",
        "__host_error, -1",
        "__console_log, 65535 2",
        "__console_log, -4 8",
    })
    void aHostilePointerTrapsTheGuest(String name, String pointers) {
        List<String> imports = List.of(
                "__guest_request",
                "__guest_response",
                "__guest_error",
                "__host_call",
                "__host_error_len",
                "__host_error",
                "__console_log");
        int index = imports.indexOf(name);
        StringBuilder code = new StringBuilder();
        if (name.equals("__host_error")) { // there must be an error to fetch
            code.append("i32.const 0 ".repeat(8))
                    .append("call ")
                    .append(HOST_CALL)
                    .append(" drop ");
        }
        for (String pointer : pointers.split(" ")) {
            code.append("i32.const ").append(pointer).append(' ');
        }
        code.append("call ").append(index).append(name.equals("__host_call") ? "" : " i32.const 1");
        Stage stage = new Stage(guest(code.toString()).build());
        Step.Trapped trapped = assertInstanceOf(Step.Trapped.class, call(stage, "operation\0payload"));
        assertEquals(GuestFault.Kind.MEMORY, trapped.fault().kind());
        assertEquals("__guest_call", trapped.fault().function());
        assertTrue(
                trapped.fault().reason().startsWith(name + ": "),
                trapped.fault().reason());
        assertEquals(List.of(), sent(stage, Ledger.Kind.SEND));
    }

    @Test
    void lengthsThatNoMessageHasAreErrorsAndCopyNothing() {
        Stage stage = new Stage(guest("i32.const 0 i32.const 0 i32.const 0 i32.const 0 i32.const 0 i32.const 0"
                        + " i32.const 0 i32.const 65536 call " + HOST_CALL + " drop"
                        + " i32.const 100 call " + HOST_ERROR
                        + " i32.const 100 call " + ERROR_LENGTH + " call " + ERROR + " i32.const 0")
                .build());
        assertEquals(
                "0 operation and payload have 65536 bytes, above the 65535 that fit a message", answer(stage, "op"));
    }

    @Test
    void aModuleThatOnlyImportsFromWapcIsToldWhatItLacks() {
        byte[] module = new ModuleBuilder()
                .importFunction("wapc", "__console_log", "ii>")
                .memory(1, 1)
                .function("receive", ">", "", "nop")
                .build();
        GuestException refusal = assertThrows(GuestException.class, () -> WasmLoader.load("a.wasm", module));
        assertEquals(
                "a.wasm: export '__guest_call' is missing, which a guest that imports from 'wapc' has."
                        + " Build it with a waPC guest library.",
                refusal.getMessage());
    }
}
