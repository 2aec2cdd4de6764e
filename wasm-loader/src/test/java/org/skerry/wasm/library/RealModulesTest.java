package org.skerry.wasm.library;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.skerry.sim.actor.GuestException;
import org.skerry.wasm.WasmLoader;
import org.skerry.wasm.load.Policy;
import org.skerry.wasm.meter.CodeStore;

/**
 * The modules of docs/MODULES.md do what that page says: each is called by a script with what its own package computed under
 * node, or loads, or is refused with one reason. None lies here; {@code wasm-loader/modules/fetch} gets them, and without it nothing
 * is tested.
 */
final class RealModulesTest {
    private static final String FOLDER = "/org/skerry/wasm/modules/";

    static Stream<String> modules() throws IOException {
        return text("LIST").lines().filter(line -> !line.startsWith("#"));
    }

    @ParameterizedTest
    @MethodSource("modules")
    void aModuleDoesWhatItsPageSays(String row) throws Exception {
        String[] columns = row.split(" ");
        String name = columns[0];
        byte[] module = module(name);
        assumeTrue(module != null, name + " is not here; wasm-loader/modules/fetch gets it");
        assertEquals(
                columns[3],
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(module)),
                name);
        String calls = text(name + ".calls");
        if (calls == null) {
            assertEquals(text(name + ".verdict").strip(), verdict(name, module));
            return;
        }
        Script script = Script.of(name + ".calls", calls.lines().toList());
        Library library = WasmLoader.library(name, module, Policy.DEFAULT, script.answers(), CodeStore.NONE);
        List<Script.Step> steps = script.run(library);
        steps.forEach(step -> assertTrue(step.good(), step.toString()));
        assertTrue(
                steps.stream().anyMatch(step -> step.text().startsWith("expect ")),
                name + ": nothing is expected of it");
    }

    private static String verdict(String name, byte[] module) {
        try {
            WasmLoader.library(name, module, Policy.DEFAULT, new Answers().trap("*"), CodeStore.NONE);
            return "loads";
        } catch (GuestException refusal) {
            return refusal.getMessage();
        }
    }

    private static byte[] module(String name) throws IOException {
        Path file = Path.of(System.getProperty("skerry.modules", "target/modules"), name + ".wasm");
        return Files.exists(file) ? Files.readAllBytes(file) : null;
    }

    private static String text(String file) throws IOException {
        try (InputStream in = RealModulesTest.class.getResourceAsStream(FOLDER + file)) {
            return in == null ? null : new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
