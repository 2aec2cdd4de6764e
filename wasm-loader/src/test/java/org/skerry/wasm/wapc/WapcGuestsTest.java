package org.skerry.wasm.wapc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.skerry.sim.actor.Capability;
import org.skerry.sim.actor.CapabilityKind;
import org.skerry.sim.actor.Ledger;
import org.skerry.sim.actor.Message;
import org.skerry.sim.actor.MessageKind;
import org.skerry.sim.actor.Rights;
import org.skerry.sim.actor.Step;
import org.skerry.wasm.WasmLoader;
import org.skerry.wasm.testing.Stage;

/**
 * Guests that the waPC project itself built, from AssemblyScript, Zig, TinyGo and Rust, answer as on its own hosts. They are not
 * kept here; {@code -Dskerry.wapc=FOLDER} names a folder with those of the repository wapc-rs (docs/MODULES.md).
 */
final class WapcGuestsTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            hello_zig       | hello\\0there | "0 Host error: nothing was granted as 'myBinding/sample'" | ""
            hello_tinygo    | hello\\0there | "1 Hello" | ""
            wasm_basic      | ping\\0abc    | "0 Host error: nothing was granted as 'binding/sample:namespace'" | "IN_WASM: Received request for `ping` operation with payload : abc"
            wapc_guest_test | nothing\\0abc | "0 No handler registered for function nothing" | ""
            module1_hash    | nothing\\0abc | "0 No handler registered for function nothing" | ""
            module2_hash    | nothing\\0abc | "0 No handler registered for function nothing" | ""
            """)
    void aGuestOfTheProjectAnswersAsOnItsOwnHosts(String name, String request, String answer, String line)
            throws IOException {
        Path file = Path.of(System.getProperty("skerry.wapc", "target/wapc"), name + ".wasm");
        assumeTrue(Files.exists(file), file + " is not here");
        Stage stage = new Stage(WasmLoader.load(name, Files.readAllBytes(file)));
        assertEquals(Step.DONE, stage.send(MessageKind.START, new byte[0]));
        Capability reply = Capability.root(CapabilityKind.REPLY, 7, 0, Rights.SEND | Rights.GRANT, 99, 99);
        byte[] payload = request.replace("\\0", "\0").getBytes(StandardCharsets.UTF_8);
        stage.turn.begin(new Message(99, MessageKind.USER, 7, -1, null, 42, payload, Message.NO_GRANTS, reply, 99));
        assertEquals(Step.DONE, stage.actor.step(stage.turn));
        List<String> lines = new ArrayList<>();
        Ledger ledger = stage.turn.ledger();
        for (int i = 0; i < ledger.size(); i++) {
            if (ledger.entry(i).object() instanceof Message message) {
                byte[] bytes = message.payload();
                assertEquals(answer, bytes[0] + " " + new String(bytes, 1, bytes.length - 1, StandardCharsets.UTF_8));
            } else if (ledger.entry(i).kind() == Ledger.Kind.LOG) {
                lines.add(new String((byte[]) ledger.entry(i).object(), StandardCharsets.UTF_8));
            }
        }
        assertEquals(line.isEmpty() ? List.of() : List.of(line), lines);
    }
}
