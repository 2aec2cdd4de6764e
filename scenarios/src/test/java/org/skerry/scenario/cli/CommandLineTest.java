package org.skerry.scenario.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skerry.scenario.run.StopSwitch;

class CommandLineTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    @Test
    void helpAndVersionAreDone() {
        assertEquals(0, Skerry.run("--help").code());
        assertEquals(0, Skerry.run("run", "--help").code());
        assertTrue(Skerry.run("--version").out().startsWith("skerry "));
    }

    @Test
    void noCommandIsWrongUsageAndShowsTheHelp() {
        Skerry done = Skerry.run();
        assertEquals(2, done.code());
        assertTrue(done.out().contains("compare"));
    }

    @Test
    void jsonIsAloneOnStandardOutput() throws IOException {
        String out = folder.resolve("out").toString();
        for (String[] args : new String[][] {
            {"run", "hello", "--json", "--out", out},
            {"compare", "hello", "--json", "--out", out},
            {"list", "--json"},
            {"list", "metrics", "--json"},
            {"inspect", "hello", "--json"},
            {"call", "hello", "start", "--json"},
            {"report", out, "--json", "--out", out + "-report"}
        }) {
            Skerry done = Skerry.run(args);
            assertEquals(0, done.code(), done.err());
            assertTrue(JSON.readTree(done.out()).isObject(), String.join(" ", args));
        }
    }

    @Test
    void jsonOfARunIsItsFile() throws IOException {
        Path out = folder.resolve("out");
        Skerry done = Skerry.run("run", "hello", "--json", "--out", out.toString());
        assertEquals(Files.readString(out.resolve("run.json")), done.out());
    }

    @Test
    void aRunWritesItsFilesAndNothingElse() throws IOException {
        Path out = folder.resolve("below").resolve("out");
        Skerry done = Skerry.run(
                "run", "ping-pong", "--trace", "turn", "--set", "parameters.balls=3", "--out", out.toString());
        assertEquals(0, done.code(), done.err());
        TreeSet<String> files = names(out);
        files.removeIf(name -> name.startsWith("chart-"));
        assertEquals(new TreeSet<>(List.of("host.json", "metrics.csv", "report.html", "run.json", "trace.csv")), files);
        assertEquals(new TreeSet<>(List.of("out")), names(out.getParent()));
    }

    @Test
    void whatARunCountsOfItsTrafficPlacesTheNextOne() throws IOException {
        Path out = folder.resolve("counted");
        String size = "parameters.nodes=4";
        Skerry counted =
                Skerry.run("run", "ring", "--profile", "--trace", "message", "--set", size, "--out", out.toString());
        assertEquals(0, counted.code(), counted.err());
        assertTrue(Files.size(out.resolve("trace.csv")) > 1000, "both watch one run");
        List<String> lines = Files.readAllLines(out.resolve("traffic.csv"));
        assertEquals("node0,node1,500", lines.get(1));
        assertEquals(5, lines.size());
        Path scenario = folder.resolve("ring.yaml");
        Files.copy(Path.of("src/main/resources/org/skerry/scenario/ring.yaml"), scenario);
        Files.copy(out.resolve("traffic.csv"), folder.resolve("traffic.csv"));
        Skerry placed = Skerry.run(
                "run",
                scenario.toString(),
                "--json",
                "--set",
                "traffic=traffic.csv",
                "--set",
                "machines.chip.control.placement=communication-aware",
                "--set",
                size,
                "--out",
                folder.resolve("placed").toString());
        assertEquals(0, placed.code(), placed.err());
        JsonNode metrics = new ObjectMapper().readTree(placed.out()).get("metrics");
        // Four in a square instead of four in a row, and 500 messages a link.
        assertEquals(2000, metrics.get("placement.weightedHops").get("value").asLong());
        assertEquals(
                3000, metrics.get("placement.weightedHopsInOrder").get("value").asLong());
    }

    @Test
    void equalSeedsGiveEqualFilesWhateverTheThreads() throws IOException {
        Path one = folder.resolve("one");
        Path two = folder.resolve("two");
        assertEquals(0, Skerry.run("run", "ping-pong", "--out", one.toString()).code());
        assertEquals(
                0,
                Skerry.run("run", "ping-pong", "--threads", "2", "--out", two.toString())
                        .code());
        for (String name : names(one)) {
            if (!name.equals("host.json")) {
                assertArrayEquals(Files.readAllBytes(one.resolve(name)), Files.readAllBytes(two.resolve(name)), name);
            }
        }
    }

    @Test
    void anotherSeedGivesAnotherDigest() throws IOException {
        assertNotEquals(digest("--seed", "1"), digest("--seed", "2"));
    }

    private String digest(String... more) throws IOException {
        String[] args = Stream.concat(
                        Stream.of("run", "kv-store", "--json", "--set", "parameters.requests=5", "--out"),
                        Stream.concat(Stream.of(folder.resolve("out").toString()), Stream.of(more)))
                .toArray(String[]::new);
        return JSON.readTree(Skerry.run(args).out()).get("digest").asText();
    }

    @Test
    void olderResultsAreReplacedAsAWhole() throws IOException {
        Path out = folder.resolve("out");
        Skerry.run("run", "ping-pong", "--trace", "message", "--out", out.toString());
        assertTrue(Files.exists(out.resolve("trace.csv")));
        Skerry.run("run", "ping-pong", "--out", out.toString());
        assertFalse(Files.exists(out.resolve("trace.csv")));
        assertEquals(new TreeSet<>(List.of("out")), names(folder));
    }

    @Test
    void everySettingIsInTheRecordWithItsDefault() throws IOException {
        Path out = folder.resolve("out");
        Skerry.run("run", "hello", "--machine", "chip", "--set", "machines.chip.mesh.width=3", "--out", out.toString());
        JsonNode settings = JSON.readTree(out.resolve("run.json").toFile()).get("configuration");
        assertEquals(3, settings.get("machine.mesh.width").asInt());
        assertEquals(4, settings.get("machine.mesh.height").asInt());
        assertTrue(settings.has("images.hello.limits.callDepth"));
    }

    @Test
    void aLimitTheScenarioAskedForIsDone() {
        String out = folder.resolve("out").toString();
        Skerry done = Skerry.run("run", "ping-pong", "--set", "limits.cycles=500", "--out", out);
        assertEquals(0, done.code(), done.out() + done.err());
        assertTrue(done.out().contains("limit-reached"));
        assertTrue(done.out().contains("not told"));
    }

    @Test
    void aBudgetOfMemoryThatIsExceededFails() {
        String out = folder.resolve("out").toString();
        Skerry done = Skerry.run("run", "kv-store", "--set", "limits.hostMemoryBytes=64 KiB", "--out", out);
        assertEquals(1, done.code(), done.out() + done.err());
    }

    @Test
    void messagesOfGuestsCannotSteerTheTerminal() throws IOException {
        Path scenario = Skerry.write(folder, "escape.yaml", """
                name: escape
                images: {driver: {module: contract/driver}, logger: {module: contract/logger}}
                actors:
                  driver: {image: driver, arguments: [u32: 1, hex: 1b5b324a3c623e], grants: [{name: to, actor: logger}]}
                  logger: {image: logger, grants: [{service: log}]}
                machines: {oracle: {kind: immediate}}
                """);
        Path out = folder.resolve("out");
        Skerry done = Skerry.run("run", scenario.toString(), "--out", out.toString());
        assertFalse(done.out().contains("\u001b"), done.out());
        assertFalse(Files.readString(out.resolve("report.html")).contains("\u001b"));
    }

    @Test
    void aFullStandardOutputIsAnOutputError() {
        OutputStream full = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("No space left on device");
            }
        };
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        assertEquals(3, Main.run(new String[] {"list"}, full, err, new StopSwitch()));
        assertTrue(err.toString().contains("No space left on device"));
    }

    @Test
    void aReaderThatHasSeenEnoughIsNoError() {
        OutputStream closed = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("Broken pipe");
            }
        };
        assertEquals(0, Main.run(new String[] {"list"}, closed, OutputStream.nullOutputStream(), new StopSwitch()));
    }

    @Test
    void aStopBeforeTheRunWritesNothing() {
        StopSwitch stop = new StopSwitch();
        stop.request();
        Path out = folder.resolve("out");
        Skerry done = Skerry.run(stop, "run", "hello", "--out", out.toString());
        assertEquals(130, done.code());
        assertFalse(Files.exists(out));
    }

    @Test
    void inspectChecksImports() {
        assertEquals(0, Skerry.run("inspect", "kv-client").code());
        assertEquals(
                1, Skerry.run("inspect", "kv-client", "--deny", "send,clock").code());
        assertEquals(
                0, Skerry.run("inspect", "kv-client", "--deny", "clock,random").code());
        assertEquals(1, Skerry.run("inspect", "kv-client", "--allow", "log").code());
        assertEquals(
                0, Skerry.run("inspect", "kv-client", "--allow", "skerry_v1.*").code());
        assertEquals(2, Skerry.run("inspect", "pom.xml").code());
    }

    @Test
    void callRunsAnExportOrAScript() throws IOException {
        Skerry done = Skerry.run("call", "hello", "start");
        assertEquals(0, done.code(), done.err());
        assertTrue(done.out().matches("start  \\(\\d+ instructions\\)\\R"), done.out());
        Path script = Skerry.write(folder, "bad.calls", "start\nexpect 7\n");
        done = Skerry.run("call", "hello", "--script", script.toString());
        assertEquals(1, done.code(), done.err());
        assertTrue(done.out().contains("expect 7: found hex:"), done.out());
        assertEquals(1, Skerry.run("call", "hello", "start", "--budget", "3").code());
        assertEquals(2, Skerry.run("call", "hello", "begin").code());
        assertEquals(2, Skerry.run("call", "hello").code());
        assertEquals(
                2, Skerry.run("call", "hello", "start", "--answer", "env.now").code());
        assertEquals(
                3, Skerry.run("call", "hello", "--script", folder + "/none").code());
    }

    @Test
    void listsAreNotEmpty() {
        String all = Skerry.run("list").out();
        for (String word : List.of("kv-store", "kv-client", "enclave-chip")) {
            assertTrue(all.contains(word), word);
        }
        assertTrue(Skerry.run("list", "metrics").out().contains("turns.count"));
    }

    private static TreeSet<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).collect(Collectors.toCollection(TreeSet::new));
        }
    }
}
