package org.skerry.scenario.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skerry.scenario.run.ResultFile;
import org.skerry.sim.config.ConfigException;

class ReportCommandTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    private String path(String name) {
        return folder.resolve(name).toString();
    }

    private void run(String name, String... args) {
        List<String> all = new ArrayList<>(List.of(args));
        all.addAll(List.of("--out", path(name)));
        Skerry.run(all.toArray(String[]::new));
        assertTrue(Files.exists(folder.resolve(name).resolve("run.json")), name);
    }

    private void assertRendersTheSame(String name) throws IOException {
        String again = name + "-again";
        Skerry done = Skerry.run("report", path(name), "--out", path(again));
        assertTrue(done.code() < 2, done.err());
        for (String file : List.of("report.html", "run.json", "metrics.csv")) {
            assertArrayEquals(
                    Files.readAllBytes(folder.resolve(name).resolve(file)),
                    Files.readAllBytes(folder.resolve(again).resolve(file)),
                    name + "/" + file);
        }
    }

    @Test
    void aFinishedRunIsRenderedAgainToTheByte() throws IOException {
        run("run", "run", "ping-pong", "--set", "parameters.balls=30", "--set", "measure.warmup=20 %");
        assertRendersTheSame("run");
        run("compare", "compare", "kv-store", "--seeds", "2", "--set", "parameters.requests=5");
        assertRendersTheSame("compare");
        run("limit", "run", "missing-check", "--machine", "shared", "--set", "limits.cycles=200000");
        assertRendersTheSame("limit");
    }

    @Test
    void damagedChecksOfChaptersAreRefused() throws IOException {
        run("two", "compare", "hello", "--seeds", "2");
        ObjectNode root = (ObjectNode) read("two");
        ((ObjectNode) root.at("/comparison/seeds/checks/0")).put("state", "odd");
        refused("a state in comparison.seeds.checks is 'odd'", file(root.toString()));
        ((ObjectNode) root.get("comparison")).remove("seeds");
        refused("the chapters of run.json are damaged", file(root.toString()));
    }

    @Test
    void everyWayToEndIsReadAgain() throws IOException {
        String victim = """
                name: poked
                images:
                  driver: {module: contract/driver}
                  victim: {module: contract/trapper}
                actors:
                  driver: {image: driver, arguments: [u32: 1, hex: "00"], grants: [{name: to, actor: victim}]}
                  victim: {image: victim, grants: [{name: out, actor: driver}]}
                machines: {chip: {kind: enclave-chip}}
                """;
        run("fault", "run", Skerry.write(folder, "poked.yaml", victim).toString());
        assertRendersTheSame("fault");
        String mute = """
                name: silent
                images: {holder: {module: holder}, mute: {module: contract/counter}}
                actors:
                  holder:
                    image: holder
                    arguments: [u32: 1, u32: 2]
                    grants: [{name: replier, actor: mute}, {service: log}]
                  mute: {image: mute, grants: [{name: out, actor: holder}]}
                machines: {chip: {kind: enclave-chip}}
                """;
        run("deadlock", "run", Skerry.write(folder, "mute.yaml", mute).toString());
        assertEquals("deadlocked", read("deadlock").at("/outcome/name").asText());
        assertRendersTheSame("deadlock");
    }

    @Test
    void runsOfOneWorkAreHeldAgainstEachOther() throws IOException {
        for (String machine : List.of("chip", "shared")) {
            run(machine, "run", "ping-pong", "--machine", machine, "--set", "parameters.balls=30");
        }
        JsonNode report = report("chip", "shared");
        assertTrue(report.get("finding").asText().contains("times as fast"), report.get("finding")::asText);
        assertTrue(report.get("checks").findValuesAsText("claim").contains("shared writes the same lines as chip"));
        assertEquals(3, report.get("commands").size());
    }

    @Test
    void runsOfDifferentWorkAreNotSaidToAgree() throws IOException {
        run("one", "run", "ping-pong", "--machine", "chip", "--set", "parameters.balls=30");
        run("two", "run", "ping-pong", "--machine", "chip", "--set", "parameters.balls=31");
        run("three", "run", "hello", "--machine", "chip");
        JsonNode settings = report("one", "two");
        assertTrue(settings.get("finding").asText().contains("do not do the same work"));
        assertFalse(settings.get("checks").toString().contains("writes the same lines"));
        assertEquals(
                List.of("parameters.balls", "work.count"),
                settings.get("differences").findValuesAsText("setting").stream()
                        .filter(setting -> !setting.startsWith("checks."))
                        .toList());
        assertEquals(List.of("chip", "chip #2"), settings.get("runs").findValuesAsText("machine"));
        JsonNode scenarios = report("one", "three");
        assertTrue(scenarios.get("finding").asText().contains("their scenarios differ"));
        assertEquals(
                List.of("ping-pong on chip", "hello on chip"),
                scenarios.get("runs").findValuesAsText("machine"));
    }

    @Test
    void theFastestIsHeldAgainstEveryOther() throws IOException {
        run("chip", "run", "ping-pong", "--machine", "chip", "--set", "parameters.balls=30");
        run("shared", "run", "ping-pong", "--machine", "shared", "--set", "parameters.balls=30");
        run("other", "run", "ping-pong", "--machine", "shared", "--set", "parameters.balls=31");
        String finding = report("shared", "chip", "other").get("finding").asText();
        assertTrue(
                finding.matches(
                        ".* chip was [0-9.]+ times as fast as shared( #2)? and [0-9.]+ times as fast as shared.*"),
                finding);
        assertTrue(finding.contains("All have 16 cores"), finding);
    }

    @Test
    void aReportCanBeReportedOn() throws IOException {
        run("one", "run", "ping-pong", "--machine", "chip", "--set", "parameters.balls=30");
        run("two", "run", "hello", "--machine", "chip");
        report("one", "two");
        assertRendersTheSame("report");
    }

    @Test
    void theFolderThatIsReadIsNotReplaced() {
        run("one", "run", "hello");
        for (String input : List.of("one", "one/run.json")) {
            Skerry done = Skerry.run("report", path(input), "--out", path("one"));
            assertEquals(2, done.code());
            assertTrue(done.err().contains("a folder that the report is made from"), done.err());
        }
    }

    @Test
    void whatIsNoResultIsRefusedByName() throws IOException {
        run("run", "run", "hello");
        String good = Files.readString(folder.resolve("run/run.json"));
        refused("missing.json does not exist", path("missing.json"));
        refused("holds no run.json", folder.toString());
        refused("this is not JSON, or breaks off here", file(good.substring(0, good.length() / 2)));
        refused("is no JSON object", file("[1]"));
        refused("but no result of Skerry", file("{\"format\": \"other\"}"));
        refused("has a page of its own", file("{\"format\": \"skerry-demo-1\"}"));
        refused("has the format skerry-run-1, and this version", file(good.replace("skerry-run-3", "skerry-run-1")));
        refused("not JSON", file(good + "{}"));
        refused("not JSON", file(good.replace("\"seed\"", "\"scenario\"")));
        refused("digest is missing", file(good.replace("\"digest\"", "\"digset\"")));
        refused("places is no whole number", file(good.replaceAll("\"places\" : [0-9]+", "\"places\" : 1.5")));
        refused("outcome.explanation does not fit", file(good.replace("all work was done at", "done at")));
        refused("outcome.name is 'quiet'", file(good.replace("\"quiescent\",", "\"quiet\",")));
        refused("more does not fit", file(good.replace("\"digest\"", "\"more\" : 1, \"digest\"")));
        refused("run the scenario again", file(good.replaceAll("\"p90\" : [0-9]+", "\"p90\" : 7777777")));
    }

    private String file(String text) throws IOException {
        return Skerry.write(folder, "changed.json", text).toString();
    }

    private void refused(String why, String file) {
        Skerry done = Skerry.run("report", file, "--out", path("refused"));
        assertEquals(2, done.code(), why + ": " + done.err());
        assertTrue(done.err().contains(why), why + ": " + done.err());
        assertEquals("", done.out());
        assertFalse(Files.exists(folder.resolve("refused")));
    }

    /** Whatever a disk or a hand does to a file: it is refused or makes a page, and never comes out as a mistake of ours. */
    @Test
    void damageOfAnyKindIsNoMistakeOfOurs() throws IOException {
        run("run", "run", "kv-store", "--machine", "shared", "--set", "parameters.requests=3");
        JsonNode whole = read("run");
        int refused = 0;
        int rendered = 0;
        for (long seed = 0; seed < 300; seed++) {
            JsonNode root = whole.deepCopy();
            damage(root, new Random(seed));
            String file = file(root.toString());
            try {
                ResultFile.read(file);
            } catch (ConfigException e) {
                refused++;
                continue;
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed, e);
            }
            if (rendered++ < 3) {
                Skerry done = Skerry.run("report", file, "--out", path("damaged"));
                assertTrue(done.code() < 2, "seed " + seed + ": " + done.err());
            }
        }
        assertTrue(refused > 100 && rendered > 10, refused + " refused, " + rendered + " rendered");
    }

    /** Changes, removes or doubles one value somewhere below. */
    private static void damage(JsonNode node, Random random) {
        int at = random.nextInt(node.size());
        if (node instanceof ArrayNode list) {
            if (list.get(at).size() > 0 && random.nextInt(8) > 0) {
                damage(list.get(at), random);
            } else {
                list.insert(at, "odd");
            }
            return;
        }
        ObjectNode object = (ObjectNode) node;
        List<String> keys = new ArrayList<>();
        object.fieldNames().forEachRemaining(keys::add);
        String key = keys.get(at);
        JsonNode value = object.get(key);
        int choice = random.nextInt(8);
        if (value.size() > 0 && choice > 0) {
            damage(value, random);
        } else if (choice < 3) {
            object.remove(key);
        } else if (value.isNumber()) {
            object.put(key, random.nextBoolean() ? random.nextLong() : value.longValue() + 1);
        } else if (value.isTextual()) {
            object.put(key, "\u0000" + value.textValue().repeat(random.nextInt(3)));
        } else {
            object.putNull(key);
        }
    }

    private JsonNode report(String... names) {
        List<String> args = new ArrayList<>(List.of("report", "--json", "--out", path("report")));
        for (String name : names) {
            args.add(path(name));
        }
        Skerry done = Skerry.run(args.toArray(String[]::new));
        assertEquals(0, done.code(), done.err());
        try {
            return JSON.readTree(done.out());
        } catch (IOException e) {
            throw new AssertionError(done.out(), e);
        }
    }

    private JsonNode read(String name) throws IOException {
        return JSON.readTree(folder.resolve(name).resolve("run.json").toFile());
    }
}
