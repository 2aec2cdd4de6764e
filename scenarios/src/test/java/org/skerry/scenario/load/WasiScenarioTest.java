package org.skerry.scenario.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skerry.scenario.run.FinishedRun;
import org.skerry.scenario.run.Runner;
import org.skerry.scenario.run.StopSwitch;
import org.skerry.sim.actor.Program;
import org.skerry.sim.config.ConfigException;
import org.skerry.sim.machine.DeploymentPlan;
import org.skerry.sim.machine.DeploymentPlan.ActorPlan;
import org.skerry.sim.machine.DeploymentPlan.GrantPlan;
import org.skerry.wasm.WasmLoader;
import org.skerry.wasm.wasi.WasiGrant;

/** What an actor is given of WASI, as a scenario says it. */
class WasiScenarioTest {
    /** Compiled once. */
    private static final Map<String, Program> PROGRAMS =
            Map.of("wasi/wordcount", program("wasi/wordcount"), "hello", program("hello"));

    @TempDir
    private Path outside;

    private Path folder;

    @BeforeEach
    void makeFiles() throws IOException {
        folder = Files.createDirectories(outside.resolve("scenario"));
        Files.createDirectories(folder.resolve("data/sub"));
        Files.writeString(folder.resolve("data/one"), "first file");
        Files.writeString(folder.resolve("data/sub/two"), "and the second");
        Files.writeString(outside.resolve("secret"), "not for actors");
    }

    private LoadedScenario load(String image, String wasi, String... settings) throws IOException {
        String text = "name: t\nimages: {i: {module: " + image + "}}\nactors: {a: {count: 2, image: i, wasi: " + wasi
                + "}}\nmachines: {oracle: {kind: immediate}}\n";
        Path file = Files.writeString(folder.resolve("t.yaml"), text);
        return ScenarioLoader.load(file.toString(), List.of(settings), OptionalLong.empty());
    }

    private static Program program(String guest) {
        return WasmLoader.load(guest, Catalog.guest(guest));
    }

    private DeploymentPlan plan(String image, String wasi) throws IOException {
        return PlanMaker.plan(load(image, wasi).spec(), Map.of("i", PROGRAMS.get(image)));
    }

    private ActorPlan second(String wasi) throws IOException {
        LoadedScenario loaded = load("wasi/wordcount", wasi);
        DeploymentPlan plan = PlanMaker.plan(loaded.spec(), Images.load(loaded).programs());
        return plan.actors().get(1);
    }

    private static WasiGrant grant(ActorPlan actor) {
        return (WasiGrant) actor.endowments().get(0);
    }

    private String refused(String image, String wasi) {
        return assertThrows(ConfigException.class, () -> plan(image, wasi)).getMessage();
    }

    @Test
    void eachMemberOfAGroupHasItsOwnTexts() throws IOException {
        WasiGrant grant = grant(
                second("{args: [tool, 'nr {index}', {text: '{\"a\": 1}'}], env: {OF: '{count}'}, random: 'd{index}'}"));
        assertEquals(List.of("tool", "nr 1", "{\"a\": 1}"), grant.arguments());
        assertEquals(List.of("OF=2"), grant.environment());
        assertEquals(new WasiGrant.RandomSource(1, "d1"), grant.random());
    }

    @Test
    void whatReachesOutOfAnActorIsAHandle() throws IOException {
        ActorPlan all = second("{stdout: log, clock: true}");
        assertEquals(
                List.of(WasiGrant.CLOCK, WasiGrant.LOG),
                all.grants().stream().map(GrantPlan::name).toList());
        assertEquals(
                List.of(),
                second("{stdout: discard, stdin: {text: x}, random: r}").grants());
    }

    @Test
    void foldersAndFilesOfTheHostAreReadWithTheScenario() throws IOException {
        WasiGrant grant = grant(
                second("{stdin: {file: ./data/one}, files: {/d: {folder: data}, /e: {files: {a/b: {hex: 00ff}}}}}"));
        assertEquals("first file", new String(grant.input().bytes(), StandardCharsets.UTF_8));
        assertEquals(
                "one=first file sub=- sub/two=and the second",
                grant.folders().get(0).files().stream()
                        .map(file -> file.path() + "="
                                + (file.content() == null ? "-" : new String(file.content(), StandardCharsets.UTF_8)))
                        .collect(Collectors.joining(" ")));
        assertEquals(2, grant.folders().get(1).files().get(0).content().length);
    }

    @Test
    void noFileFromOutsideOfTheScenariosFolderIsRead() throws IOException {
        Files.createSymbolicLink(folder.resolve("way-out"), outside.resolve("secret"));
        Files.createSymbolicLink(folder.resolve("up"), outside);
        Files.createSymbolicLink(folder.resolve("data/sub/link"), outside.resolve("secret"));
        for (String path : List.of("../secret", "way-out", "up/secret", "data/../../secret", outside + "/secret")) {
            String message = refused("wasi/wordcount", "{stdin: {file: " + path + "}}");
            assertTrue(message.contains("lies outside of the scenario's folder"), message);
        }
        String linked = refused("wasi/wordcount", "{files: {/d: {folder: data}}}");
        assertTrue(linked.contains("links are not followed"), linked);
        String whole = refused("wasi/wordcount", "{files: {/d: {folder: ..}}}");
        assertTrue(whole.contains("lies outside of the scenario's folder"), whole);
    }

    @Test
    void whatCannotBeGivenIsRefusedInWords() {
        assertEquals(
                "actors.a, member 0: wasi: the module of image 'i' imports nothing from wasi_snapshot_preview1. Leave it out.",
                refused("hello", "{args: [x]}"));
        assertEquals(
                "actors.a, member 0: wasi.call: the module of image 'i' is a WASI command and knows itself what to call. "
                        + "Leave it out.",
                refused("wasi/wordcount", "{call: main}"));
        assertContains(refused("wasi/wordcount", "{stdout: {send: bob}}"), "no grant is called 'bob'");
        assertContains(refused("wasi/wordcount", "{stdout: logg}"), "Did you mean 'log'?");
        assertContains(refused("wasi/wordcount", "{stdin: 3}"), "is no place to read from");
        assertContains(refused("wasi/wordcount", "{arg: [x]}"), "unknown key 'actors.a.wasi.arg'");
        assertTrue(refused("wasi/wordcount", "{files: {/d: {files: {../x: {text: y}}}}}")
                .contains("cannot be the path"));
        assertContains(refused("wasi/wordcount", "{limits: {entries: -1}}"), "wasi.limits.entries=-1 is below 0");
        assertContains(refused("wasi/wordcount", "{args: ['{nobody}']}"), "actors.a.wasi");
    }

    @Test
    void aRunSaysWithWhichFilesItWasMade() throws IOException {
        String wasi = "{args: [wordcount, /d/one], stdout: log, files: {/d: {folder: data}}}";
        FinishedRun before = run(wasi);
        assertEquals(
                List.of("hello, nobody", "2 words in /d/one", "2 words; nowhere to note it", "slept 0 ms"),
                before.record().log().stream()
                        .filter(line -> line.actor().equals("a1"))
                        .map(line -> line.text())
                        .toList());
        Files.writeString(folder.resolve("data/sub/two"), "another");
        String key = "actors.a.wasi.files./d";
        assertNotEquals(
                before.record().configuration().get(key),
                run(wasi).record().configuration().get(key));
    }

    private FinishedRun run(String wasi) throws IOException {
        LoadedScenario loaded = load("wasi/wordcount", wasi);
        return new Runner(loaded, new StopSwitch(), "test")
                .run(loaded.spec().machines().get(0), 1, null, null);
    }

    private static void assertContains(String text, String part) {
        assertTrue(text.contains(part), text);
    }
}
