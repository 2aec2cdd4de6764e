package org.skerry.scenario.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skerry.scenario.run.StopSwitch;
import picocli.CommandLine;

class DemoCommandTest {
    /** Enough to see that everything is there. */
    private static final Map<String, List<String>> SMALL = Map.of(
            "kv-store", List.of("parameters.requests=20"),
            "shared-map", List.of("parameters.requests=20"),
            "missing-check", List.of("parameters.requests=20", "parameters.nearBytes=8", "parameters.farBytes=8"),
            "hostile-control", List.of("parameters.deposits=2"));

    @TempDir
    private Path folder;

    @Test
    void jsonIsAloneOnStandardOutputAndEqualToTheFile() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Session session = new Session(new Console(out, err), new StopSwitch(), "test");
        String results = folder.resolve("results").toString();
        int code = new CommandLine(new DemoCommand(session, SMALL)).execute("--json", "--seed", "5", "--out", results);
        session.console().finish();
        String printed = out.toString(StandardCharsets.UTF_8);
        assertEquals(0, code, err.toString(StandardCharsets.UTF_8));
        JsonNode json = new ObjectMapper().readTree(printed);
        assertEquals(5, json.get("seed").asLong());
        assertEquals(3, json.get("acts").size());
        assertEquals(Files.readString(folder.resolve("results").resolve("run.json")), printed);
        String page = Files.readString(folder.resolve("results").resolve("report.html"));
        assertTrue(page.contains("./skerry demo --yes --seed 5"), "the page says how to see it again");
    }

    @Test
    void wrongUsageIsRefusedBeforeAnythingRuns() {
        assertEquals(2, Skerry.run("demo", "--seed", "-1").code());
        assertEquals(2, Skerry.run("demo", "--out", " ").code());
        assertEquals(2, Skerry.run("demo", "kv-store").code());
    }

    @Test
    void whoStopsItGets130AndNoFolder() {
        StopSwitch stop = new StopSwitch();
        stop.request();
        Path results = folder.resolve("stopped");
        Skerry done = Skerry.run(stop, "demo", "--yes", "--out", results.toString());
        assertEquals(130, done.code(), done.err());
        assertTrue(done.err().contains("interrupted; nothing was written"), done.err());
        assertFalse(Files.exists(results));
    }
}
