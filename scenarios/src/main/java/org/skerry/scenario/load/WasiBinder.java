package org.skerry.scenario.load;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.skerry.scenario.spec.Template;
import org.skerry.scenario.spec.WasiSpec;
import org.skerry.sim.config.ConfigException;
import org.skerry.wasm.wasi.WasiGrant;
import org.skerry.wasm.wasi.WasiGrant.GrantedFile;
import org.skerry.wasm.wasi.WasiGrant.Input;
import org.skerry.wasm.wasi.WasiGrant.Output;
import org.skerry.wasm.wasi.WasiGrant.Preopen;

/** The mapping {@code wasi} of an actor. */
final class WasiBinder {
    static final List<String> KEYS =
            List.of("args", "env", "stdin", "stdout", "stderr", "clock", "random", "files", "call", "limits");
    static final List<String> PLACES = List.of("log", "reply", "discard");
    static final List<String> SOURCES = List.of("text", "hex", "file");
    private static final String MESSAGE = "message";
    private static final List<String> FOLDER_KEYS = List.of("folder", "files", "writable");

    private final Section wasi;
    private final GivenFiles host;

    private WasiBinder(Section wasi, GivenFiles host) {
        this.wasi = wasi;
        this.host = host;
    }

    static WasiSpec bind(Node node, String path, Section actor, GivenFiles host) {
        return new WasiBinder(Section.of(node, path, actor.scope(), KEYS), host).bind();
    }

    private WasiSpec bind() {
        return new WasiSpec(
                arguments(),
                environment(),
                input(),
                output("stdout"),
                output("stderr"),
                wasi.truth("clock", false),
                wasi.has("random") ? Optional.of(new Template(wasi.text("random"))) : Optional.empty(),
                folders(),
                wasi.has("call") ? Optional.of(wasi.text("call")) : Optional.empty(),
                wasi.has("limits")
                        ? (WasiGrant.Limits) RecordBinder.bind(
                                wasi.get("limits"),
                                wasi.path("limits"),
                                wasi.scope(),
                                WasiGrant.Limits.DEFAULT,
                                List.of())
                        : WasiGrant.Limits.DEFAULT);
    }

    private List<WasiSpec.Text> arguments() {
        List<WasiSpec.Text> arguments = new ArrayList<>();
        List<Node> items = wasi.items("args");
        for (int i = 0; i < items.size(); i++) {
            arguments.add(text(items.get(i), wasi.path("args") + "[" + i + "]"));
        }
        return arguments;
    }

    private List<WasiSpec.Variable> environment() {
        List<WasiSpec.Variable> variables = new ArrayList<>();
        wasi.named("env")
                .forEach((name, node) ->
                        variables.add(new WasiSpec.Variable(name, text(node, wasi.path("env") + "." + name))));
        return variables;
    }

    /** A text with formulas in braces, or {@code {text: ...}} for one whose braces are its own. */
    private WasiSpec.Text text(Node node, String path) {
        if (node instanceof Node.Fields) {
            return new WasiSpec.Text(
                    Section.of(node, path, wasi.scope(), List.of("text")).text("text"), true);
        }
        return new WasiSpec.Text(Section.text(node, path), false);
    }

    // ---- streams -------------------------------------------------------------------------------------------------

    private Optional<Input> input() {
        if (!wasi.has("stdin")) {
            return Optional.empty();
        }
        Node node = wasi.get("stdin");
        if (node instanceof Node.Scalar) {
            if (wasi.text("stdin").equals(MESSAGE)) {
                return Optional.of(Input.MESSAGE);
            }
            throw Section.wrong(
                    node,
                    wasi.path("stdin") + "='" + wasi.text("stdin") + "' is no place to read from. Use '" + MESSAGE
                            + "', or a mapping with one of " + SOURCES + ".");
        }
        return Optional.of(new Input(bytes(node, wasi.path("stdin"))));
    }

    private Optional<Output> output(String key) {
        if (!wasi.has(key)) {
            return Optional.empty();
        }
        if (wasi.get(key) instanceof Node.Fields) {
            Section place = Section.of(wasi.get(key), wasi.path(key), wasi.scope(), List.of("send"));
            return Optional.of(new Output(Output.Kind.SEND, place.text("send")));
        }
        String word = wasi.text(key);
        return Optional.of(
                switch (word) {
                    case "log" -> Output.TO_LOG;
                    case "reply" -> new Output(Output.Kind.REPLY, "");
                    case "discard" -> new Output(Output.Kind.DISCARD, "");
                    default ->
                        throw Section.wrong(
                                wasi.get(key),
                                wasi.path(key) + "='" + word + "' is no place to write to. "
                                        + Nearest.hint(word, PLACES, ""));
                });
    }

    /** Bytes that are written down or lie in a file. */
    private byte[] bytes(Node node, String path) {
        Section source = Section.of(node, path, wasi.scope(), SOURCES);
        String kind = source.oneOf(SOURCES);
        try {
            return switch (kind) {
                case "text" -> source.text("text").getBytes(StandardCharsets.UTF_8);
                case "hex" -> HexFormat.of().parseHex(source.text("hex").replace(" ", ""));
                default -> host.file(source.text("file"));
            };
        } catch (ConfigException e) {
            throw Section.wrong(node, path + "." + kind + ": " + e.getMessage(), e);
        } catch (IllegalArgumentException e) {
            throw Section.wrong(
                    node, path + ".hex is not an even number of hexadecimal digits. Write it like 00ff1a.", e);
        }
    }

    // ---- files ---------------------------------------------------------------------------------------------------

    private List<Preopen> folders() {
        List<Preopen> folders = new ArrayList<>();
        for (Map.Entry<String, Node> entry : wasi.entries("files").entrySet()) {
            String path = wasi.path("files") + "." + entry.getKey();
            Section folder = Section.of(entry.getValue(), path, wasi.scope(), FOLDER_KEYS);
            List<GrantedFile> files = new ArrayList<>();
            try {
                if (folder.has("folder")) {
                    files.addAll(host.folder(folder.text("folder")));
                }
                folder.entries("files")
                        .forEach(
                                (name, node) -> files.add(new GrantedFile(name, bytes(node, path + ".files." + name))));
                folders.add(new Preopen(entry.getKey(), folder.truth("writable", false), files));
            } catch (ConfigException e) {
                throw located(entry.getValue(), path, e);
            }
        }
        return folders;
    }

    /** Says where, unless that has been said. */
    private static ConfigException located(Node node, String path, ConfigException e) {
        return e.getMessage().contains(path) ? e : Section.wrong(node, path + ": " + e.getMessage(), e);
    }
}
