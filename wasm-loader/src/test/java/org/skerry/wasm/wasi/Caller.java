package org.skerry.wasm.wasi;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.skerry.sim.actor.Ledger;
import org.skerry.sim.actor.Message;
import org.skerry.sim.actor.MessageKind;
import org.skerry.sim.actor.Step;
import org.skerry.sim.memory.PrivateMemory;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.wasm.WasmLoader;
import org.skerry.wasm.abi.HostFunctions;
import org.skerry.wasm.actor.WasmProgram;
import org.skerry.wasm.load.FuncType;
import org.skerry.wasm.load.ValueType;
import org.skerry.wasm.testing.ModuleBuilder;
import org.skerry.wasm.testing.Stage;

/** An actor that makes any call of WASI with any arguments, one a turn, driven by tests. */
final class Caller {
    /** What compiles for some seconds is compiled once. */
    static final WasmProgram PROGRAM = WasmLoader.load("caller.wasm", module());

    static final int PAGES = 2;
    static final long MEMORY_BYTES = PAGES << 16;
    /** Where answers are written to, in tests. */
    static final long OUT = 512;

    private static final long WHICH = 112;
    private static final long RESULT = 120;
    private static final int NOT_RETURNED = -99;

    final Stage stage;
    private long texts = 4096;

    Caller(WasiGrant grant) {
        stage = new Stage(PROGRAM, new PrivateMemory(PAGES, PAGES), grant);
        stage.turn.refuseHolds(0);
    }

    /** Every function, in order. */
    static List<HostFunctions.Entry> functions() {
        return WasiPreview1.functions().entries();
    }

    private static byte[] module() {
        ModuleBuilder module = new ModuleBuilder();
        StringBuilder code = new StringBuilder();
        List<HostFunctions.Entry> entries = WasiPreview1.functions().entries();
        for (int i = 0; i < entries.size(); i++) {
            HostFunctions.Entry entry = entries.get(i);
            module.importFunction(WasiPreview1.MODULE, entry.name(), signature(entry.type()));
            boolean answers = !entry.type().results().isEmpty();
            code.append("i32.const ")
                    .append(WHICH)
                    .append(" i32.load 0 i32.const ")
                    .append(i)
                    .append(" i32.eq if _ ");
            code.append(answers ? "i32.const " + RESULT + " " : "");
            for (int k = 0; k < entry.type().params().size(); k++) {
                boolean word = entry.type().params().get(k) == ValueType.I32;
                code.append("i32.const ").append(8 * k).append(word ? " i32.load 0 " : " i64.load 0 ");
            }
            code.append("call ").append(i).append(answers ? " i32.store 0 end " : " end ");
        }
        return module.memory(PAGES, PAGES)
                .function("receive", ">", "", code.toString())
                .build();
    }

    private static String signature(FuncType type) {
        return letters(type.params()) + ">" + letters(type.results());
    }

    private static String letters(List<ValueType> types) {
        StringBuilder letters = new StringBuilder();
        types.forEach(type -> letters.append(type == ValueType.I32 ? 'i' : 'l'));
        return letters.toString();
    }

    /** Makes a call in a turn of its own, whatever comes of it. */
    Step step(String name, long... arguments) {
        int which = functions().stream().map(HostFunctions.Entry::name).toList().indexOf(name);
        for (int i = 0; i < arguments.length; i++) {
            stage.memory.store(8L * i, 8, arguments[i]);
        }
        stage.memory.store(WHICH, 4, which);
        stage.memory.store(RESULT, 4, NOT_RETURNED);
        return stage.send(MessageKind.USER, new byte[0]);
    }

    /** The error number of a call that returns. */
    int call(String name, long... arguments) {
        Step step = step(name, arguments);
        if (step != Step.DONE) {
            throw new AssertionError(name + ": " + step);
        }
        return (int) stage.memory.load(RESULT, 4);
    }

    /** Puts a text into memory; returns where. */
    long text(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        long at = texts;
        stage.memory.write(at, bytes, 0, bytes.length);
        texts += bytes.length + 8;
        if (texts > MEMORY_BYTES / 2) {
            texts = 4096;
        }
        return at;
    }

    private static int length(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    /** Opens a path below a folder; a descriptor, or an error number below zero. */
    int open(int folder, String path, int flags, long rights) {
        int errno = call("path_open", folder, 1, text(path), length(path), flags, rights, -1, 0, OUT);
        return errno == Errno.SUCCESS ? stage.i32((int) OUT) : -errno;
    }

    /** Makes a call whose arguments are a folder and a path. */
    int onPath(String name, int folder, String path) {
        return call(name, folder, text(path), length(path));
    }

    /** Writes a text; how many bytes were taken, or an error number below zero. */
    int write(int descriptor, String text) {
        vector(text(text), length(text));
        int errno = call("fd_write", descriptor, OUT, 1, OUT + 16);
        return errno == Errno.SUCCESS ? stage.i32((int) OUT + 16) : -errno;
    }

    /** Reads up to so many bytes as a text. */
    String read(int descriptor, int most) {
        vector(MEMORY_BYTES / 2, most);
        int errno = call("fd_read", descriptor, OUT, 1, OUT + 16);
        if (errno != Errno.SUCCESS) {
            return "errno " + errno;
        }
        byte[] bytes = new byte[stage.i32((int) OUT + 16)];
        stage.memory.read(MEMORY_BYTES / 2, bytes, 0, bytes.length);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private void vector(long pointer, int length) {
        stage.memory.store(OUT, 4, pointer);
        stage.memory.store(OUT + 4, 4, length);
    }

    /** Lines that the last turn wrote to the log. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        Ledger ledger = stage.turn.ledger();
        for (int i = 0; i < ledger.size(); i++) {
            if (ledger.entry(i).kind() == Ledger.Kind.LOG) {
                lines.add(new String((byte[]) ledger.entry(i).object(), StandardCharsets.UTF_8));
            }
        }
        return lines;
    }

    /** Payloads of the messages that the last turn sent. */
    List<String> messages() {
        List<String> payloads = new ArrayList<>();
        Ledger ledger = stage.turn.ledger();
        for (int i = 0; i < ledger.size(); i++) {
            if (ledger.entry(i).kind() == Ledger.Kind.SEND) {
                payloads.add(new String(((Message) ledger.entry(i).object()).payload(), StandardCharsets.UTF_8));
            }
        }
        return payloads;
    }

    /** Everything the actor is, between turns. */
    byte[] save() {
        StateWriter out = new StateWriter();
        stage.memory.save(out);
        stage.actor.save(out);
        return out.toByteArray();
    }

    /** Becomes what another one is. */
    void load(Caller other) {
        StateReader in = new StateReader(other.save());
        stage.memory.load(in);
        stage.actor.load(in);
        texts = other.texts;
    }
}
