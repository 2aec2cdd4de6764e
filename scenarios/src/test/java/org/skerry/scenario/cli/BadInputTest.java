package org.skerry.scenario.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a new user gets for every mistake we could think of, as one text to read: {@code bad-input.golden}. After a change of a
 * message, {@code mvn test -pl scenarios -Dtest=BadInputTest -Dgolden=write} writes it anew; review it like code.
 */
class BadInputTest {
    private static final Path GOLDEN =
            Path.of("src", "test", "resources", "org", "skerry", "scenario", "cli", "bad-input.golden");

    @TempDir
    private Path folder;

    private final StringBuilder transcript = new StringBuilder();

    @Test
    void everyMistakeGetsTheMessageThatWasReviewed() throws IOException {
        usage();
        files();
        yaml();
        structure();
        measure();
        actors();
        modules();
        settings();
        outside();
        output();
        runsThatFail();
        String actual = transcript.toString();
        if ("write".equals(System.getProperty("golden"))) {
            Files.writeString(GOLDEN, actual);
        }
        assertEquals(Files.readString(GOLDEN), actual);
        assertFalse(actual.contains("Exception"), "no class names of ours in a message for people");
        assertFalse(actual.contains("exit 0"), "accepted a mistake");
        assertFalse(actual.contains("internal error"), actual);
        try (Stream<Path> left = Files.list(folder)) {
            assertTrue(left.noneMatch(path -> path.getFileName().toString().startsWith(".")), "half-written results");
        }
    }

    private void usage() {
        transcript.append("# usage\n");
        attempt("rnu", "kv-store");
        attempt("run");
        attempt("run", "hello", "--sed", "1");
        attempt("run", "hello", "--seed", "one");
        attempt("run", "hello", "--seed", "-1");
        attempt("run", "hello", "--seed");
        attempt("run", "hello", "--threads", "0");
        attempt("run", "hello", "--threads", "2", "--machine", "oracle");
        attempt("run", "hello", "--machine", "orcale");
        attempt("run", "hello", "--trace", "flit");
        attempt("run", "hello", "--trace", "trun");
        attempt("run", "hello", "world");
        attempt("compare", "hello", "--machine", "oracle");
        attempt("list", "guest");
    }

    private void files() throws IOException {
        transcript.append("\n# files\n");
        attempt("run", "kv-stor");
        attempt("run", "nothing-like-it");
        attempt("run", path("missing.yaml"));
        attempt("run", folder.toString());
        attempt("run", "");
        Files.write(folder.resolve("latin1.yaml"), "name: caf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1));
        attempt("run", path("latin1.yaml"));
        Files.write(folder.resolve("large.yaml"), new byte[(4 << 20) + 1]);
        attempt("run", path("large.yaml"));
    }

    private void yaml() throws IOException {
        transcript.append("\n# YAML and JSON\n");
        scenario("");
        scenario("# nothing but a comment\n");
        scenario("name: tabs\nactors:\n\ta: {image: hello}\n");
        scenario("name: open\nactors: {a: {image: hello}\n");
        scenario("name: twice\nseed: 1\nname: again\n");
        scenario("- name: list\n");
        scenario("just a text\n");
        scenario("name: one\n---\nname: two\n");
        scenario("a: &a [x, x]\nb: [*a, *a]\n");
        scenario("name: " + "[".repeat(100) + "]".repeat(100) + "\n");
        Path json = Skerry.write(folder, "broken.json", "{\"name\": \"x\", }");
        attempt("run", json.toString());
    }

    private void structure() throws IOException {
        transcript.append("\n# structure\n");
        scenario(Skerry.hello().replace("machines:", "machine:"));
        scenario(Skerry.hello().replace("image: hello", "imge: hello"));
        scenario(Skerry.hello().replace("    image: hello\n", ""));
        scenario(Skerry.hello().replace("name: hello\n", ""));
        scenario(Skerry.hello().replace("name: hello\n", "name: ../evil\n"));
        scenario(Skerry.hello().replace("kind: immediate", "kind: imediate"));
        scenario(Skerry.hello().replace("kind: immediate", "kind: immediate, cores: 4"));
        scenario(Skerry.hello().replace("{kind: immediate}", "immediate"));
        scenario(Skerry.hello().replace("name: hello\n", "name: hello\nseed: -4\n"));
        scenario(Skerry.hello().replace("name: hello\n", "name: hello\nseed: yes please\n"));
        scenario(Skerry.hello().replace("name: hello\n", "name: hello\nlimits: {cycles: 1.5}\n"));
        scenario(Skerry.hello().replace("name: hello\n", "name: hello\nlimits: {hostMemoryBytes: 1 GB}\n"));
        scenario(Skerry.hello().replace("name: hello\n", "name: hello\ncompare: [oracle, chip]\n"));
        scenario(Skerry.hello().replace("name: hello\n", "name: hello\nparameters: {index: 1}\n"));
        scenario(Skerry.hello().replace("name: hello\n", "name: hello\nchecks: {workload: kv}\n"));
        scenario(Skerry.hello().replace("name: hello\n", "name: hello\nchecks: {workload: kv-store}\n"));
        scenario(Skerry.hello().replace("name: hello\n", "name: hello\nchecks: {hostile: [greter]}\n"));
        scenario(Skerry.hello().replace("kind: immediate", "kind: immediate, patched: perhaps"));
        scenario(Skerry.hello() + "orders: [{at: 5, stop: greter}]\n");
        scenario(Skerry.hello() + "orders: [{at: 5, stop: greeter, read: 8}]\n");
        scenario(Skerry.hello() + "orders: [{stop: greeter}]\n");
        scenario(Skerry.hello() + "orders: [{at: 5, kill: greeter}]\n");
        scenario(Skerry.hello() + "orders: [{at: 5, reimage: greeter, image: helo}]\n");
        scenario(Skerry.hello() + "orders: [{at: 5, rewire: greeter, from: greeter}]\n");
        scenario(Skerry.hello() + "orders: [{at: 5, read: 4}]\n");
        scenario(Skerry.hello() + "orders: [{at: 5, read: 4 KiB, stride: 1}]\n");
        scenario(Skerry.hello() + "orders: [{at: 5, stop: greeter}]\n");
        scenario(Skerry.hello().replace("name: hello\n", "name: hello\nwindows: {shared: {sizeBytes: 2 GiB}}\n"));
        attempt("run", "shared-map", "--machine", "chip");
        scenario(Skerry.hello().replace("name: hello\n", "name: hello\nbugs: [{layer: runtime}]\n"));
        scenario(Skerry.hello()
                .replace("name: hello\n", "name: hello\nbugs: [{layer: a, check: b, windowFrom: 8, windowTo: 8}]\n"));
    }

    private void measure() throws IOException {
        transcript.append("\n# measure\n");
        for (String measure : List.of(
                "{warm: 10 %}",
                "{warmup: 110 %}",
                "{warmup: 12.5 %}",
                "{warmup: -1}",
                "{warmup: lots}",
                "{warmup: 50 %, until: 50 %}",
                "{warmup: 500, until: 20}",
                "10 %")) {
            scenario(Skerry.hello().replace("name: hello\n", "name: hello\nmeasure: " + measure + "\n"));
        }
    }

    private void actors() throws IOException {
        transcript.append("\n# actors\n");
        actor("image: hell");
        actor("image: hello, count: 0");
        actor("image: hello, count: many");
        actor("image: hello, count: 1000000");
        actor("image: hello, timed: maybe");
        actor("image: hello, place: here");
        actor("image: hello, arguments: text");
        actor("image: hello, arguments: [u8: 256]");
        actor("image: hello, arguments: [u33: 1]");
        actor("image: hello, arguments: [hex: abc]");
        actor("image: hello, arguments: [u32: requests]");
        actor("image: hello, arguments: [u32: 1/0]");
        actor("image: hello, arguments: [u32: (1+2]");
        actor("image: hello, arguments: [{u32: 1, u64: 2}]");
        actor("image: hello, grants: [{actor: nobody}]");
        actor("image: hello, grants: [{group: greter}]");
        actor("image: hello, grants: [{name: x}]");
        actor("image: hello, grants: [{actor: greeter, service: log}]");
        actor("image: hello, grants: [{service: lock}]");
        actor("image: hello, grants: [{service: log, rights: [lock]}]");
        actor("image: hello, grants: [{service: log}, {service: log}]");
        actor("image: hello, grants: [{window: shared}]");
        actor("image: hello, grants: [{image: helo}]");
    }

    private void modules() throws IOException {
        transcript.append("\n# modules\n");
        module("helo");
        module("missing.wasm");
        module("./");
        Files.write(folder.resolve("empty.wasm"), new byte[0]);
        module("empty.wasm");
        Files.writeString(folder.resolve("text.wasm"), "(module)");
        module("text.wasm");
        byte[] whole = BadInputTest.class
                .getResourceAsStream("/org/skerry/guest/hello.wasm")
                .readAllBytes();
        Files.write(folder.resolve("cut.wasm"), Arrays.copyOf(whole, whole.length / 2));
        module("cut.wasm");
        scenario(Skerry.hello().replace("{module: hello}", "{module: hello, limits: {memoryPages: 0}}"));
        scenario(Skerry.hello().replace("{module: hello}", "{module: hello, limits: {memoryPage: 1}}"));
        scenario(Skerry.hello().replace("{module: hello}", "{module: hello, limits: {callDepth: 1000000}}"));
    }

    private void settings() {
        transcript.append("\n# --set\n");
        attempt("run", "hello", "--set", "seed");
        attempt("run", "hello", "--set", "sede=1");
        attempt("run", "hello", "--set", "seed=");
        attempt("run", "hello", "--set", "seed=[1");
        attempt("run", "hello", "--set", "name.first=x");
        attempt("run", "hello", "--set", "actors.greeter.grants.7.service=log");
        attempt("run", "hello", "--set", "actors.greeter.cuont=2");
        attempt("run", "kv-store", "--set", "parameters.clients=0");
        attempt("run", "kv-store", "--set", "machines.chip.core=dual-isue");
        attempt("run", "kv-store", "--set", "machines.shared.core={model: superscalar}");
        attempt("run", "kv-store", "--set", "machines.chip.core={modle: in-order}");
        attempt("run", "kv-store", "--set", "machines.chip.core={model: in-order, loadWaitPerMille: 1001}");
        attempt("run", "kv-store", "--set", "parameters.request=5");
    }

    private void outside() {
        transcript.append("\n# clients outside\n");
        String clients = "actors.outside.clients.";
        for (String setting : List.of(
                clients + "keys=0",
                clients + "zipfPermille=5000",
                clients + "zipfExponent=1",
                clients + "valueBytes=100000",
                clients + "timeoutNanoseconds=-1",
                clients + "retry.policy=naive",
                clients + "retry.most=1001",
                clients + "retry={policy: fixed}",
                clients + "retry={policy: exponential, waitNanoseconds: 5, mostWaitNanoseconds: 4}",
                "actors.outside.payload=[{u64: 1}]",
                "actors.outside.grants=[]",
                "actors.outside.arrivals.process=burst",
                "actors.outside.arrivals.sources=4",
                "actors.outside.arrivals={process: on-off, count: 5, everyNanoseconds: 10}",
                "actors.outside.arrivals={process: mmpp, count: 5, everyNanoseconds: 10, calmNanoseconds: 0}",
                "actors.outside.arrivals={at: [5, 3]}",
                "actors.outside.arrivals={at: [1], burstNanoseconds: 5}")) {
            attempt("run", "storefront", "--set", setting);
        }
        attempt("run", "records", "--set", "actors.disk.channels=0");
        attempt("run", "records", "--set", "actors.disk.queueDepth=0");
        attempt("run", "records", "--set", "actors.disk.readBytesPerSecond=0");
    }

    private void output() throws IOException {
        transcript.append("\n# output\n");
        Path file = Skerry.write(folder, "file", "precious");
        attempt("run", "hello", "--out", file.toString());
        attempt("run", "hello", "--out", file + "/below");
        attempt("run", "hello", "--out", "/");
        attempt("run", "hello", "--out", "");
        Path other = Files.createDirectory(folder.resolve("thesis"));
        Skerry.write(other, "chapter1.tex", "precious");
        attempt("run", "hello", "--out", other.toString());
        assertTrue(Files.exists(other.resolve("chapter1.tex")));
        assertEquals("precious", Files.readString(file));
    }

    private void runsThatFail() throws IOException {
        transcript.append("\n# runs that fail\n");
        String poked = """
                name: poked
                images:
                  driver: {module: contract/driver}
                  victim: {module: contract/%s, limits: {turnBudgetInstructions: 100000}}
                actors:
                  driver:
                    image: driver
                    arguments: [u32: 1, hex: "%s"]
                    grants: [{name: to, actor: victim}]
                  victim: {image: victim, grants: [{name: out, actor: driver}]}
                machines: {oracle: {kind: immediate}}
                """;
        scenario(poked.formatted("trapper", "00"));
        scenario(poked.formatted("trapper", "01"));
        scenario(poked.formatted("trapper", "02"));
        scenario(poked.formatted("looper", ""));
        scenario(poked.formatted("recurser", ""));
        scenario("""
                name: silent
                images: {holder: {module: holder}, mute: {module: contract/counter}}
                actors:
                  holder:
                    image: holder
                    arguments: [u32: 1, u32: 2]
                    grants: [{name: replier, actor: mute}, {service: log}]
                  mute: {image: mute}
                machines: {oracle: {kind: immediate}}
                """);
        scenario(Skerry.hello() + "checks: {log: [{actor: greeter, line: good bye}]}\n");
    }

    private void actor(String fields) throws IOException {
        String grants = "    image: hello\n    grants:\n      - {service: log}\n";
        String text = Skerry.hello().replace("  greeter:\n" + grants, "  greeter: {" + fields + "}\n");
        scenario(text);
    }

    private void module(String module) throws IOException {
        scenario(Skerry.hello().replace("{module: hello}", "{module: " + module + "}"));
    }

    private void scenario(String text) throws IOException {
        Skerry.write(folder, "s.yaml", text);
        attempt("run", path("s.yaml"));
    }

    private String path(String name) {
        return folder.resolve(name).toString();
    }

    private void attempt(String... args) {
        List<String> all = new ArrayList<>(List.of(args));
        if (!all.contains("--out") && !all.get(0).equals("list")) {
            all.addAll(List.of("--out", path("out")));
        }
        Skerry done = Skerry.run(all.toArray(new String[0]));
        String command = String.join(" ", args).replace(folder.toString(), "DIR");
        transcript.append("\n$ skerry ").append(command).append('\n');
        String said = done.err().replace(folder.toString(), "DIR").replaceAll("\\(\\d+\\.\\d s on", "(? s on");
        transcript.append(said);
        for (String line : done.out().split("\n")) {
            if (line.startsWith("fails")) {
                transcript.append(line).append('\n');
            }
        }
        transcript.append("exit ").append(done.code()).append('\n');
    }
}
