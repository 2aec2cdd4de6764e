package org.skerry.scenario.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example report that is committed for those who have built nothing yet is what this code makes. */
class ExampleReportTest {
    private static final Path EXAMPLE = Path.of("..", "docs", "example");
    private static final String RENEW = "The example is out of date: run docs/example/renew and look at what changed.";

    @TempDir
    private Path folder;

    @Test
    void thePageIsWhatItsRunsAreShownAs() throws IOException {
        Path again = folder.resolve("again");
        Skerry done = Skerry.run("report", EXAMPLE.toString(), "--out", again.toString());
        assertEquals(0, done.code(), done.err());
        for (String file : new String[] {"report.html", "run.json"}) {
            assertArrayEquals(
                    Files.readAllBytes(EXAMPLE.resolve(file)),
                    Files.readAllBytes(again.resolve(file)),
                    file + ". " + RENEW);
        }
    }

    @Test
    void theChipStillDoesWhatTheExampleSays() throws IOException {
        JsonNode example =
                new ObjectMapper().readTree(EXAMPLE.resolve("run.json").toFile());
        Path now = folder.resolve("now");
        Skerry.run("run", "kv-store", "--machine", "chip", "--out", now.toString());
        JsonNode run = new ObjectMapper().readTree(now.resolve("run.json").toFile());
        String digest = "";
        for (JsonNode one : example.get("runs")) {
            digest = one.get("machine").asText().equals("chip")
                    ? one.get("digest").asText()
                    : digest;
        }
        assertEquals(run.get("digest").asText(), digest, RENEW);
    }
}
