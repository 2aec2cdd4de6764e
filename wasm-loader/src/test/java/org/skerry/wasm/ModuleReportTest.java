package org.skerry.wasm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.skerry.wasm.testing.ModuleBuilder;

final class ModuleReportTest {
    private static final byte[] MODULE = new ModuleBuilder()
            .skerry("spawn", "iiiii>i")
            .skerry("message_size", ">i")
            .memory(2, -1)
            .table(3, 10)
            .elements(0, 2)
            .data(0, new byte[100])
            .function("receive", ">", "i", "loop _ local.get 0 i32.extend8_s br_if 0 end i32.const 0 call_indirect 2 0")
            .build();

    @Test
    void aModuleTellsWhatItAsksForAndCosts() {
        ModuleReport report = WasmLoader.inspect("m.wasm", MODULE);
        assertEquals(List.of(), report.problems());
        assertTrue(report.accepted());
        assertEquals("m.wasm", report.name());
        assertEquals(64, report.sha256().length());
        assertEquals(MODULE.length, report.bytes());
        assertTrue(report.rewrittenBytes() > report.bytes());
        assertEquals(
                new ModuleReport.Import(
                        "skerry_v1",
                        "spawn",
                        "function",
                        "(i32, i32, i32, i32, i32) -> i32",
                        true,
                        "SPAWN on an image handle"),
                report.imports().get(0));
        assertEquals("", report.imports().get(1).capability());
        assertEquals(new ModuleReport.Range(2, -1, 4096), report.memory());
        assertEquals(List.of(new ModuleReport.Range(3, 10, 10)), report.tables());
        assertEquals(100, report.dataBytes());
        assertEquals(List.of("sign extension"), report.proposals());
        ModuleReport.Function function = report.functions().get(0);
        assertEquals("receive", function.name());
        assertEquals(5, function.instructions());
        assertEquals(1, function.loops());
        assertEquals(0, function.countedLoops());
        assertTrue(function.indirect());
        assertEquals("skerry_v1", report.kind());
    }

    @Test
    void aFunctionTellsWhatItsTextLoadsStoresCallsAndCosts() {
        ModuleReport report = WasmLoader.inspect(
                "m.wasm",
                new ModuleBuilder()
                        .memory(1, 1)
                        .function(
                                "receive",
                                ">",
                                "",
                                "i32.const 0 i32.const 4 i32.load 0 i32.const 8 i32.load 0 i32.add i32.store 0 call 1 call 1 call 1")
                        .function(null, ">", "", "nop")
                        .build());
        ModuleReport.Function receive = report.functions().get(0);
        assertEquals(2, receive.loads());
        assertEquals(1, receive.stores());
        assertEquals(3, receive.calls());
        // Two loads, a sum, a store, three calls of two, thirteen for the frame, three operands of a sixteenth.
        assertEquals(24, receive.cost());
        assertEquals(0, report.functions().get(1).cost());
    }

    @Test
    void whatIsImportedBesidesFunctionsIsListed() {
        byte[] module = {
            0, 'a', 's', 'm', 1, 0, 0, 0, 2, 12, 1, 3, 'e', 'n', 'v', 3, 'm', 'e', 'm', 2, 0, 1,
        };
        ModuleReport report = WasmLoader.inspect("m.wasm", module);
        assertEquals(List.of(new ModuleReport.Import("env", "mem", "memory", "", true, "")), report.imports());
    }

    @Test
    void aModuleOfAnotherProposalIsListedAsFarAsItCanBeRead() {
        byte[] module = new ModuleBuilder()
                .skerry("send", "iiiii>i")
                .memory(3, 5)
                .function("receive", ">", "", "unreachable")
                .custom("producers", new byte[] {1, 2, 'b', 'y', 1, 2, 'c', 'c', 1, '9'})
                .build();
        int code = new String(module, StandardCharsets.ISO_8859_1).indexOf("\n\005\001\003\000\000\013");
        module[code + 5] = (byte) 0xFD;
        ModuleReport report = WasmLoader.inspect("m.wasm", module);
        assertTrue(report.problems().get(0).contains("SIMD"), report.problems().toString());
        assertEquals("send", report.imports().get(0).name());
        assertEquals(new ModuleReport.Range(3, 5, 5), report.memory());
        assertEquals(List.of("by: cc 9"), report.producers());
        assertFalse(report.accepted());
    }

    private static int counted(String code) {
        byte[] module = new ModuleBuilder()
                .memory(1, 1)
                .function("receive", ">", "ii", code)
                .build();
        ModuleReport report = WasmLoader.inspect("m.wasm", module);
        assertEquals(List.of(), report.problems());
        return report.functions().get(0).countedLoops();
    }

    @Test
    void aLoopIsCountedWhereItsRoundsAreWrittenInIt() {
        String up = "local.get 0 i32.const 2 i32.add local.tee 0 i32.const 10 i32.ne br_if 0 end";
        String down = "local.get 1 i32.const -1 i32.add local.tee 1 br_if 0 end";
        assertEquals(1, counted("loop _ " + up));
        assertEquals(1, counted("i32.const 4 local.set 0 loop _ " + up));
        assertEquals(2, counted("loop _ i32.const 9 local.set 1 loop _ " + down + " " + up));
        assertEquals(
                1,
                counted("loop _ loop _ " + down + " " + up),
                "the inner one begins with 0 once only, and never ends");
        assertEquals(0, counted("i32.const 5 local.set 0 loop _ " + up), "it steps over its end");
        assertEquals(0, counted("loop _ i32.const 0 local.set 0 " + up), "it is set in the loop");
        assertEquals(0, counted("i32.const 0 i32.load 0 local.set 0 loop _ " + up), "it begins anywhere");
        assertEquals(0, counted("loop _ local.get 1 br_if 0 " + up), "there is another way back");
    }

    @Test
    void producersAndCustomSectionsAreListed() {
        ModuleReport report = WasmLoader.inspect(
                "m.wasm",
                new ModuleBuilder()
                        .memory(1, 1)
                        .function("receive", ">", "", "nop")
                        .custom("producers", new byte[] {1, 2, 'b', 'y', 1, 2, 'c', 'c', 1, '9'})
                        .build());
        assertEquals(List.of("by: cc 9"), report.producers());
        assertEquals(List.of(new ModuleReport.Custom("producers", 20)), report.customSections());
    }

    @Test
    void everyProblemOfARefusedModuleIsListed() {
        ModuleReport report = WasmLoader.inspect(
                "m.wasm",
                new ModuleBuilder()
                        .importFunction("env", "abort", ">")
                        .skerry("sent", "iiiii>i")
                        .function("start", "i>", "", "nop")
                        .build());
        assertFalse(report.accepted());
        assertEquals(-1, report.rewrittenBytes());
        assertEquals(5, report.problems().size(), report.problems().toString());
    }

    @Test
    void aFileThatCannotBeReadHasAReportToo() {
        ModuleReport report = WasmLoader.inspect("m.wasm", Arrays.copyOf(MODULE, 40));
        assertFalse(report.accepted());
        assertEquals(40, report.bytes());
        assertEquals(1, report.problems().size());
        assertTrue(
                report.problems().get(0).contains("truncated"),
                report.problems().toString());
    }
}
