package org.skerry.wasm.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.skerry.sim.actor.GuestException;
import org.skerry.wasm.WasmLoader;
import org.skerry.wasm.testing.ModuleBuilder;

/** What a user reads who gives the loader a wrong file. */
final class RefusalTest {
    private static ModuleBuilder actor() {
        return new ModuleBuilder().memory(1, 1).function("receive", ">", "", "nop");
    }

    private static void refused(String message, byte[] module) {
        GuestException refusal = assertThrows(GuestException.class, () -> WasmLoader.load("a.wasm", module));
        assertEquals("a.wasm: " + message, refusal.getMessage());
    }

    private static void refusedWith(String part, byte[] module) {
        GuestException refusal = assertThrows(GuestException.class, () -> WasmLoader.load("a.wasm", module));
        assertTrue(refusal.getMessage().contains(part), refusal.getMessage());
    }

    @Test
    void aFileThatIsNoModule() {
        refused(
                "header at offset 0: it does not begin with \"\\0asm\". Give a binary WebAssembly module, not text or another file.",
                "(module)".getBytes());
        refused(
                "header at offset 0: it does not begin with \"\\0asm\". Give a binary WebAssembly module, not text or another file.",
                new byte[0]);
    }

    @Test
    void aComponent() {
        refused(
                "header at offset 8: it is a component, not a module. Give the core module (for instance from wasm-tools component"
                        + " unbundle).",
                new byte[] {0, 'a', 's', 'm', 13, 0, 1, 0});
    }

    @Test
    void aTruncatedFileNamesSectionAndOffset() {
        byte[] module = actor().build();
        refused(
                "code section at offset 48: the file ends where its content should follow (5 bytes needed, 2 left). The file is"
                        + " truncated or damaged: build it again.",
                Arrays.copyOf(module, module.length - 3));
    }

    @Test
    void anUnknownImportSuggestsTheNearestName() {
        refused(
                "unknown import 'skerry_v1.sned'. Did you mean 'skerry_v1.send'?",
                new ModuleBuilder()
                        .skerry("sned", "iiiii>i")
                        .memory(1, 1)
                        .function("receive", ">", "", "nop")
                        .build());
        refused(
                "unknown import 'env.emscripten_resize_heap'. It is JavaScript that Emscripten wrote: build with -sSTANDALONE_WASM,"
                        + " or for WASI preview 1.",
                new ModuleBuilder()
                        .importFunction("env", "emscripten_resize_heap", "i>i")
                        .memory(1, 1)
                        .function("receive", ">", "", "nop")
                        .build());
    }

    @Test
    void anImportOfAnotherType() {
        refused(
                "import 'skerry_v1.send' has type (i32) -> i32 instead of (i32, i32, i32, i32, i32) -> i32. Declare it as"
                        + " docs/CONTRACT.md does.",
                new ModuleBuilder()
                        .skerry("send", "i>i")
                        .memory(1, 1)
                        .function("receive", ">", "", "nop")
                        .build());
    }

    @Test
    void missingOrWrongExports() {
        refused(
                "export 'receive' is missing. Export a function 'receive' of type () -> () that handles one message.",
                new ModuleBuilder()
                        .memory(1, 1)
                        .function("recieve", ">", "", "nop")
                        .build());
        refused(
                "export 'receive' has type (i32) -> () instead of () -> (). Give it no parameters and results.",
                new ModuleBuilder()
                        .memory(1, 1)
                        .function("receive", "i>", "", "nop")
                        .build());
        refused(
                "the module has no memory. Define one and export it as 'memory'.",
                new ModuleBuilder().function("receive", ">", "", "nop").build());
    }

    @Test
    void proposalsByName() {
        refusedWith("a SIMD (v128) instruction", patched(0xFD));
        refusedWith("an atomic instruction of the threads proposal", patched(0xFE));
        refusedWith("part of the tail call proposal", patched(0x12));
        refusedWith("part of the exception handling proposal", patched(0x06));
        refusedWith("part of the garbage collection proposal", patched(0xFB));
        refusedWith("not known to this loader", patched(0xFF));
    }

    /** A module whose only instruction is replaced. */
    private static byte[] patched(int opcode) {
        byte[] module = actor().build();
        assertEquals(1, module[module.length - 2]);
        module[module.length - 2] = (byte) opcode;
        return module;
    }

    @Test
    void anUnknownImportIsKnownByTheToolThatMadeIt() {
        for (String[] each : new String[][] {
            {"a", "Ab", "Emscripten"},
            {"env", "__syscall_openat", "Emscripten"},
            {"wbg", "__wbindgen_throw", "wasm-bindgen"},
            {"./x_bg.js", "f", "wasm-bindgen"},
            {"env", "abort", "AssemblyScript"},
            {"gojs", "runtime.wasmExit", "GOOS=wasip1"},
            {"wasi:io/streams@0.2.0", "drop", "component"},
            {"env", "now", "docs/CONTRACT.md"}
        }) {
            refusedWith(
                    each[2],
                    new ModuleBuilder()
                            .importFunction(each[0], each[1], ">")
                            .memory(1, 1)
                            .function("receive", ">", "", "nop")
                            .build());
        }
    }

    @Test
    void aStartFunctionThatIsNotThere() {
        refused(
                "start section at offset 49: the start function is number 7 of 1. Build the module again.",
                actor().start(7).build());
    }

    @Test
    void anElementThatIsNoFunctionOfTheModule() {
        refusedWith(
                "a function of an element segment is number 64 of 1",
                actor().passiveElements(0, 64).build());
        refusedWith(
                "a function of a constant expression is number 64 of 1",
                actor().passiveReferences(0, 64).build());
        byte[] module = actor().passiveElements(0).passiveReferences(0).build();
        assertEquals(
                2,
                WasmReader.read("test.wasm", module, Policy.DEFAULT).elements().size());
    }

    @Test
    void aStartFunctionWithParameters() {
        refusedWith(
                "start function",
                actor().function(null, "i>", "", "nop").start(1).build());
    }

    private static int sectionStart(byte[] module, int code) {
        int at = 8;
        while (module[at] != code) {
            at += 2 + module[at + 1];
        }
        return at;
    }

    @Test
    void limitsWithBothNumbers() {
        refusedWith(
                "memoryPages=5000 is above the limit of 4096",
                new ModuleBuilder()
                        .memory(5_000, -1)
                        .function("receive", ">", "", "nop")
                        .build());
        refusedWith(
                "tableElements=200000 is above the limit of 100000",
                actor().table(200_000, -1).build());
        refusedWith(
                "4001 parameters and locals is above the limit of 4000",
                new ModuleBuilder()
                        .memory(1, 1)
                        .function("receive", ">", "i".repeat(4_001), "nop")
                        .build());
        refusedWith(
                "nests 2001 blocks is above the limit of 2000",
                new ModuleBuilder()
                        .memory(1, 1)
                        .function("receive", ">", "", "block _ ".repeat(2_001) + "end ".repeat(2_001))
                        .build());
    }

    /** A module that has at least two of everything. */
    private static byte[] twoOfEach() {
        return new ModuleBuilder()
                .skerry("message_size", ">i")
                .skerry("send", "iiiii>i")
                .memory(2, 4)
                .table(2, 2)
                .table(2, 2)
                .global('i', 0)
                .global('l', 0)
                .elements(0, 2)
                .elements(1, 2)
                .data(0, new byte[2])
                .data(8, new byte[2])
                .function("receive", ">", "ii", "block _ block _ nop end end")
                .function(null, "ii>", "ii", "nop")
                .build();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "moduleBytes",
                "types",
                "imports",
                "functions",
                "functionBytes",
                "locals",
                "parameters",
                "nesting",
                "globals",
                "exports",
                "tables",
                "tableElements",
                "memoryPages",
                "dataSegments",
                "elementSegments"
            })
    void everyLimitRefusesByItsNameBeforeAnythingRuns(String limit) throws ReflectiveOperationException {
        byte[] module = twoOfEach();
        WasmLoader.load("a.wasm", module, Policy.DEFAULT);
        RecordComponent[] components = Policy.class.getRecordComponents();
        Object[] values = new Object[components.length];
        Class<?>[] types = new Class<?>[components.length];
        for (int i = 0; i < components.length; i++) {
            types[i] = components[i].getType();
            values[i] = components[i].getName().equals(limit)
                    ? (Object) 1
                    : components[i].getAccessor().invoke(Policy.DEFAULT);
        }
        Policy one = Policy.class.getDeclaredConstructor(types).newInstance(values);
        GuestException refusal = assertThrows(GuestException.class, () -> WasmLoader.load("a.wasm", module, one));
        assertTrue(refusal.getMessage().contains("is above the limit of 1 (" + limit + ")"), refusal.getMessage());
    }

    @Test
    void aLyingLengthCostsNothing() {
        byte[] module = {0, 'a', 's', 'm', 1, 0, 0, 0, 1, 6, -1, -1, -1, -1, 15, 0};
        refused(
                "type section at offset 15: it announces 4294967295 types but only 1 bytes are left. The file is damaged: build it"
                        + " again.",
                module);
    }

    @Test
    void codeThatDoesNotType() {
        refusedWith(
                "not a valid module",
                new ModuleBuilder()
                        .memory(1, 1)
                        .function("receive", ">", "", "i32.add drop")
                        .build());
    }

    @Test
    void elementsBeyondTheTable() {
        refused(
                "element segment 0 ends at 3, beyond the 2 entries its table starts with. Declare a larger table.",
                actor().table(2, 10).elements(1, 0, 0).build());
    }

    @Test
    void manyLocalsInFewBytes() {
        ModuleBuilder module = actor();
        for (int i = 0; i < 200; i++) {
            module.function(null, ">", "i".repeat(3_000), "nop");
        }
        refusedWith("its functions declare more than 500000 locals together", module.build());
    }

    @Test
    void dataBeyondTheMemory() {
        refused(
                "data segment 0 ends at 65537, beyond the 65536 bytes the memory starts with. Declare a larger memory.",
                actor().data(65_530, new byte[7]).build());
    }
}
