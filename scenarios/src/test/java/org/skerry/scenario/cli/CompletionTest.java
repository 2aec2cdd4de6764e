package org.skerry.scenario.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skerry.scenario.load.Catalog;

/** The script in the shells it is for, where they are installed. */
class CompletionTest {
    @TempDir
    private Path folder;

    private Path script(String shell) throws IOException {
        Skerry done = Skerry.run("completion", shell);
        assertEquals(0, done.code(), done.err());
        return Skerry.write(folder, "completion", done.out());
    }

    private static String shell(String... command) throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(Path.of("/bin", command[0])), command[0] + " is not installed");
        List<String> all = new ArrayList<>(List.of(command));
        all.set(0, "/bin/" + command[0]);
        Process process = new ProcessBuilder(all).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes());
        assertEquals(0, process.waitFor(), said);
        return said;
    }

    @Test
    void theScriptIsOneJsonValueWhereThatIsAskedFor() throws Exception {
        String plain = Files.readString(script("bash"));
        JsonNode value = new ObjectMapper()
                .readTree(Skerry.run("completion", "bash", "--json").out());
        assertEquals("bash", value.get("shell").asText());
        assertEquals(plain, value.get("script").asText());
    }

    @Test
    void theScriptIsBash() throws Exception {
        assertEquals("", shell("bash", "-n", script("bash").toString()));
    }

    @Test
    void theScriptIsZsh() throws Exception {
        assertEquals("", shell("zsh", "-n", script("zsh").toString()));
    }

    @Test
    void wordsAreCompleted() throws Exception {
        String script = script("bash").toString();
        assertEquals("compare completion", complete(script, "skerry", "comp"));
        assertEquals(String.join(" ", Catalog.scenarios()), complete(script, "./skerry", "compare", ""));
        assertEquals("ping-pong pipeline", complete(script, "skerry", "run", "pi"));
        assertEquals("--trace", complete(script, "skerry", "run", "hello", "--tr"));
        assertEquals("message turn", complete(script, "skerry", "run", "hello", "--trace", ""));
        assertEquals("", complete(script, "skerry", "report", "out/"));
    }

    /** What the tab key would offer for the last word. */
    private static String complete(String script, String... words) throws Exception {
        String line = String.join(" ", words);
        StringBuilder quoted = new StringBuilder();
        for (String word : words) {
            quoted.append(" '").append(word).append("'");
        }
        return shell(
                        "bash",
                        "-c",
                        "compopt() { :; }; source '%s'; COMP_WORDS=(%s); COMP_CWORD=%d; COMP_LINE='%s'; COMP_POINT=%d; "
                                        .formatted(script, quoted, words.length - 1, line, line.length())
                                + "_complete_skerry; echo \"${COMPREPLY[*]}\"")
                .trim();
    }

    @Test
    void otherShellsAreRefused() {
        Skerry done = Skerry.run("completion", "fish");
        assertEquals(2, done.code());
        assertTrue(done.err().contains("no completion for 'fish'"), done.err());
    }
}
