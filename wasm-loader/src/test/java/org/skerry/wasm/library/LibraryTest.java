package org.skerry.wasm.library;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.skerry.sim.actor.GuestException;
import org.skerry.sim.actor.GuestFault;
import org.skerry.wasm.WasmLoader;
import org.skerry.wasm.load.Policy;
import org.skerry.wasm.meter.CodeStore;
import org.skerry.wasm.testing.ModuleBuilder;

final class LibraryTest {
    private static Library library(ModuleBuilder module, Answers answers) {
        return library(module.build(), answers);
    }

    private static Library library(byte[] module, Answers answers) {
        return WasmLoader.library("a.wasm", module, Policy.DEFAULT.withTurnBudget(100_000), answers, CodeStore.NONE);
    }

    private static void refused(String message, Runnable action) {
        assertEquals(message, assertThrows(GuestException.class, action::run).getMessage());
    }

    @Test
    void anExportIsCalledAndCountedEvenWithoutAMemory() {
        Library library = library(
                new ModuleBuilder().function("add", "ii>i", "", "local.get 0 local.get 1 i32.add"), new Answers());
        Outcome outcome = library.call("add", 2, 3);
        assertEquals(5, outcome.result());
        assertTrue(outcome.instructions() > 0);
        assertNull(outcome.fault());
        refused("a.wasm: add takes 2 arguments, not 1. Its type is (i32, i32) -> i32.", () -> library.call("add", 1));
        refused("a.wasm: it exports no function 'sub'. Name one of: add.", () -> library.call("sub"));
        refused("a.wasm: 4 bytes at 0 leave its memory of 0 bytes. Give a place inside.", () -> library.read(0, 4));
    }

    @Test
    void memoryAndGlobalsStayFromCallToCallAlsoAfterOneThatWasStopped() {
        Library library = library(
                new ModuleBuilder()
                        .memory(1, 1)
                        .global('i', 5)
                        .export("count", 3, 0)
                        .function("bump", ">", "", "global.get 0 i32.const 1 i32.add global.set 0")
                        .function("spin", ">", "", "loop _ br 0 end"),
                new Answers());
        assertEquals(5, library.global("count"));
        library.write(65_535, new byte[] {7});
        library.call("bump");
        Outcome spun = library.call("spin");
        assertEquals(GuestFault.Kind.BUDGET, spun.fault().kind());
        assertEquals(0, spun.results().length);
        library.call("bump");
        assertEquals(7, library.global("count"));
        assertArrayEquals(new byte[] {7}, library.read(65_535, 1));
        assertThrows(GuestException.class, () -> library.write(65_535, new byte[2]));
    }

    @Test
    void anImportThatNobodyOffersIsRefusedUnlessThereIsAnAnswer() {
        byte[] module = new ModuleBuilder()
                .importFunction("env", "now", "i>i")
                .function("f", ">i", "", "i32.const 3 call 0")
                .build();
        refused(
                "a.wasm: unknown import 'env.now'. Import only what docs/CONTRACT.md lists.",
                () -> library(module, new Answers()));
        Library answered = library(module, new Answers().number("env.*", 42));
        assertEquals(42, answered.call("f").result());
        assertEquals(List.of("env.now(3)"), answered.heard());
        assertEquals(List.of(), answered.heard());
        Outcome trapped = library(module, new Answers().trap("env.now")).call("f");
        assertEquals(
                "it calls the import env.now, which nobody offers",
                trapped.fault().reason());
    }

    /** A memory, a table and two globals from elsewhere; the function returns the second global and stores to the memory. */
    @Test
    void whatIsImportedBesideFunctionsIsMadeForTheModule() {
        byte[] module = HexFormat.of()
                .parseHex("0061736d01000000" + "010501600001" + "7f" // type () -> i32
                        + "022a04" // four imports
                        + "03656e76036d656d020001" // env.mem: a memory of 1 page
                        + "03656e7603746162" + "01700002" // env.tab: a table of 2
                        + "03656e760161037f00" // env.a: a constant i32
                        + "03656e760162037f01" // env.b: a variable i32
                        + "03020100" + "07050101660000" // f
                        + "0a0d010b00410823003602002301" + "0b");
        Library library = library(module, new Answers().number("env.a", 17).number("env.b", -5));
        assertEquals(-5, (int) library.call("f").result());
        assertArrayEquals(new byte[] {17, 0, 0, 0}, library.read(8, 4));
    }

    @Test
    void aStartThatTrapsIsSaid() {
        refused(
                "a.wasm: its start was stopped in #0: unreachable instruction executed. It cannot be called.",
                () -> library(
                        new ModuleBuilder()
                                .function(null, ">", "", "unreachable")
                                .start(0),
                        new Answers()));
    }

    @Test
    void aScriptStopsAtTheFirstStepThatDoesNotDoWhatItShould() {
        Library library = library(
                new ModuleBuilder()
                        .memory(1, 1)
                        .function("add", "ii>i", "", "local.get 0 local.get 1 i32.add")
                        .function("halve", "d>d", "", "local.get 0 f64.const 0 f64.add"),
                new Answers());
        Script script = Script.of(
                "s",
                List.of(
                        "# a comment",
                        "",
                        "sum = add 2 -3",
                        "expect -1",
                        "halve 1.5",
                        "expect 1.5",
                        "p = add 8 0",
                        "write p+1 text:a b\\n",
                        "read p+1 4",
                        "expect text:a b\\n",
                        "expect sha256:" + "00".repeat(32),
                        "add 1 1"));
        List<Script.Step> steps = script.run(library);
        assertEquals(9, steps.size());
        assertTrue(steps.subList(0, 8).stream().allMatch(Script.Step::good), steps.toString());
        assertTrue(
                steps.get(8).shown().startsWith("found sha256:"), steps.get(8).shown());
        assertEquals(11, steps.get(8).line());
    }

    @Test
    void aWordThatMeansNothingIsRefusedWithItsLine() {
        Library library = library(new ModuleBuilder().memory(1, 1).function("f", "i>", "", "nop"), new Answers());
        for (String[] each : new String[][] {
            {"f q", "s:1: nothing was kept as 'q'. Keep a result first: q = ..."},
            {"write 0 abc", "s:1: 'abc' says no bytes. Begin with text:, utf16:, hex: or zeros:."},
            {"read 0", "s:1: 'read' takes 2 words, not 1. See docs/MODULES.md."},
            {"x = f 1", "s:1: f has no result to keep. Call it without a name."},
            {"f 99999999999", "'99999999999' is no i32. Give a number that fits that type."}
        }) {
            refused(each[1], () -> Script.of("s", List.of(each[0])).run(library));
        }
    }
}
