package org.skerry.wasm.wasi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.skerry.sim.actor.GuestException;
import org.skerry.sim.actor.GuestFault;
import org.skerry.sim.actor.MessageKind;
import org.skerry.sim.actor.Step;
import org.skerry.sim.memory.PrivateMemory;
import org.skerry.sim.state.StateWriter;
import org.skerry.wasm.WasmLoader;
import org.skerry.wasm.abi.HostFunctions;
import org.skerry.wasm.actor.WasmProgram;
import org.skerry.wasm.load.Policy;
import org.skerry.wasm.testing.ModuleBuilder;
import org.skerry.wasm.testing.Stage;
import org.skerry.wasm.wasi.WasiGrant.Input;
import org.skerry.wasm.wasi.WasiGrant.Limits;
import org.skerry.wasm.wasi.WasiGrant.Output;
import org.skerry.wasm.wasi.WasiGrant.RandomSource;

final class WasiProcessTest {
    private static final Set<String> NEED_NOTHING =
            Set.of("args_get", "args_sizes_get", "environ_get", "environ_sizes_get", "sched_yield", "proc_exit");

    private static Input input(String text) {
        return new Input(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void withoutAGrantNothingIsThere() {
        // Stage grants handles to the clock and the log to every actor.
        Set<String> time = Set.of("clock_res_get", "clock_time_get", "poll_oneoff");
        Set<Integer> refusals = Set.of(Errno.BADF, Errno.NOTCAPABLE, Errno.NOTSUP);
        for (HostFunctions.Entry function : Caller.functions()) {
            if (!NEED_NOTHING.contains(function.name()) && !time.contains(function.name())) {
                for (int descriptor = 0; descriptor < 5; descriptor++) {
                    long[] arguments = new long[function.type().params().size()];
                    Arrays.fill(arguments, descriptor);
                    int errno = new Caller(WasiGrant.NONE).call(function.name(), arguments);
                    assertTrue(refusals.contains(errno), function.name() + " answers " + errno);
                }
            }
        }
        Caller caller = new Caller(WasiGrant.NONE);
        for (String sizes : List.of("args_sizes_get", "environ_sizes_get")) {
            assertEquals(0, caller.call(sizes, Caller.OUT, Caller.OUT + 4));
            assertEquals(0, caller.stage.i64((int) Caller.OUT), sizes);
        }
    }

    @Test
    void argumentsAndVariablesAreThoseOfTheGrant() {
        Caller caller = new Caller(WasiGrant.NONE.withArguments("tool", "é").withEnvironment(List.of("A=1")));
        caller.call("args_sizes_get", Caller.OUT, Caller.OUT + 4);
        assertEquals(2, caller.stage.i32((int) Caller.OUT));
        assertEquals(8, caller.stage.i32((int) Caller.OUT + 4));
        caller.call("args_get", Caller.OUT, 600);
        assertEquals(600, caller.stage.i32((int) Caller.OUT));
        assertEquals(605, caller.stage.i32((int) Caller.OUT + 4));
        assertEquals("tool\0é\0", new String(caller.stage.memory.window(), 600, 8, StandardCharsets.UTF_8));
        caller.call("environ_get", Caller.OUT, 600);
        assertEquals("A=1\0", new String(caller.stage.memory.window(), 600, 4, StandardCharsets.UTF_8));
    }

    @Test
    void randomnessComesFromTheNamedStream() {
        assertEquals(bytes(new RandomSource(1, "a")), bytes(new RandomSource(1, "a")));
        assertNotEquals(bytes(new RandomSource(1, "a")), bytes(new RandomSource(1, "b")));
        assertNotEquals(bytes(new RandomSource(1, "a")), bytes(new RandomSource(2, "a")));
    }

    private static long bytes(RandomSource source) {
        Caller caller = new Caller(WasiGrant.NONE.withRandom(source));
        caller.call("random_get", Caller.OUT, 8);
        return caller.stage.i64((int) Caller.OUT);
    }

    @Test
    void standardInputIsReadOnceAndEnds() {
        Caller caller = new Caller(WasiGrant.NONE.withStreams(input("abcdef"), null, null));
        assertEquals("abcd", caller.read(0, 4));
        assertEquals("ef", caller.read(0, 4));
        assertEquals("", caller.read(0, 4));
        assertEquals(-Errno.BADF, caller.write(1, "x"));
    }

    @Test
    void outputGoesToTheLogLineByLineAndTheRestAtTheEndOfTheTurn() {
        Caller caller = new Caller(WasiGrant.NONE.withStreams(null, Output.TO_LOG, Output.TO_LOG));
        assertEquals(9, caller.write(1, "one\ntwo\n\n"));
        assertEquals(List.of("one", "two", ""), caller.lines());
        assertEquals(7, caller.write(2, "thr\nee."));
        assertEquals(List.of("thr", "ee."), caller.lines());
    }

    @Test
    void aLongLineIsDividedBetweenCharacters() {
        Caller caller = new Caller(WasiGrant.NONE.withStreams(null, Output.TO_LOG, null));
        String text = "x".repeat(1023) + "é" + "€".repeat(500) + "\n" + "y".repeat(1024) + "\nz";
        caller.write(1, text);
        for (String line : caller.lines()) {
            assertTrue(line.getBytes(StandardCharsets.UTF_8).length <= 1024);
            assertTrue(line.indexOf('\uFFFD') < 0, line);
        }
        assertEquals(text.replace("\n", ""), String.join("", caller.lines()));
    }

    @Test
    void outputHasItsLimit() {
        WasiGrant grant = WasiGrant.NONE
                .withStreams(null, Output.TO_LOG, new Output(Output.Kind.DISCARD, ""))
                .withLimits(new Limits(10, 0, 0, 9));
        Caller caller = new Caller(grant);
        assertEquals(8, caller.write(1, "12345678"));
        assertEquals(-Errno.NOSPC, caller.write(1, "123"));
        assertEquals(2, caller.write(1, "90"));
        assertEquals(10, caller.write(2, "1234567890"), "each stream has its own");
        assertEquals(-Errno.NOSPC, caller.write(2, "1"));
    }

    @Test
    void outputCanGoToAHandle() {
        // Handle 0 is no grant with a name; "clock" is one, and no actor: the send is refused and nobody is harmed.
        Caller caller = new Caller(WasiGrant.NONE.withStreams(null, new Output(Output.Kind.SEND, "clock"), null));
        assertEquals(1, caller.write(1, "x"));
        assertEquals(List.of(), caller.messages());
    }

    @Test
    void aCommandRunsInItsFirstTurnAndEndsWithIt() {
        Stage stage = command("nop", WasiGrant.NONE);
        assertEquals(new Step.Exited(0), stage.send(MessageKind.START, new byte[0]));
        assertEquals(
                new Step.Exited(0),
                command("i32.const 0 call 0", WasiGrant.NONE).send(""));
    }

    @Test
    void anExitCodeIsAFaultOfItsOwnUnlessItIsZero() {
        Step step = command("i32.const 33 call 0", WasiGrant.NONE).send("");
        GuestFault fault = assertInstanceOf(Step.Trapped.class, step).fault();
        assertEquals(GuestFault.Kind.EXIT, fault.kind());
        assertEquals("the program ended with exit code 33", fault.reason());
        assertEquals("_start", fault.function());
    }

    @Test
    void whatATrapLeavesUnfinishedIsStillWritten() {
        String write = "i32.const 1 i32.const 16 i32.const 1 i32.const 32 call 1 drop unreachable";
        Stage stage = command(
                write, WasiGrant.NONE.withStreams(null, null, Output.TO_LOG).withStreams(null, Output.TO_LOG, null));
        assertInstanceOf(Step.Trapped.class, stage.send(""));
        assertEquals(1, stage.turn.ledger().size());
        assertEquals("oops", new String((byte[]) stage.turn.ledger().entry(0).object(), StandardCharsets.UTF_8));
    }

    @Test
    void aBudgetThatEndsInACallLeavesTheActorWholeAndCountsWhatWasDone() {
        String loop = "loop _ i32.const 1 i32.const 16 i32.const 1 i32.const 32 call 1 drop br 0 end";
        Stage stage = command(loop, WasiGrant.NONE.withStreams(null, Output.TO_LOG, null), 10_000);
        GuestFault fault = assertInstanceOf(Step.Trapped.class, stage.send("")).fault();
        assertEquals(GuestFault.Kind.BUDGET, fault.kind());
        long calls = stage.i32(32) == 4 ? 10_000 / (Calls.WORK + 5) : 0;
        assertTrue(fault.instruction() > 10_000 && fault.instruction() < 10_000 + 2 * Calls.WORK, fault.explain());
        String written = new String((byte[]) stage.turn.ledger().entry(0).object(), StandardCharsets.UTF_8);
        assertEquals("oops".repeat(written.length() / 4), written);
        assertTrue(Math.abs(written.length() / 4 - calls) <= calls / 10, written.length() / 4 + " of some " + calls);
        stage.actor.save(new StateWriter());
    }

    /** A command that can exit with function 0 and write with function 1; a vector of "oops" lies at 16. */
    private static Stage command(String code, WasiGrant grant) {
        return command(code, grant, 1_000_000);
    }

    private static Stage command(String code, WasiGrant grant, long budget) {
        byte[] module = new ModuleBuilder()
                .importFunction(WasiPreview1.MODULE, "proc_exit", "i>")
                .importFunction(WasiPreview1.MODULE, "fd_write", "iiii>i")
                .memory(1, 1)
                .data(16, new byte[] {64, 0, 0, 0, 4, 0, 0, 0})
                .data(64, "oops".getBytes(StandardCharsets.UTF_8))
                .function("_start", ">", "", code)
                .build();
        WasmProgram program = WasmLoader.load("command.wasm", module, Policy.DEFAULT.withTurnBudget(budget));
        assertEquals("WASI command", program.kind());
        return new Stage(program, new PrivateMemory(1, 1), grant);
    }

    @Test
    void aReactorCallsTheNamedFunctionWithTheMessageAsItsInput() {
        WasiGrant grant = WasiGrant.NONE.withStreams(Input.MESSAGE, null, null).withHandler("process");
        Stage stage = new Stage(reactor(), new PrivateMemory(1, 1), grant);
        assertEquals(Step.DONE, stage.send(MessageKind.START, "start".getBytes(StandardCharsets.UTF_8)));
        assertEquals(1, stage.i32(100), "_initialize");
        assertEquals(0, stage.i32(104), "START is not for the function");
        for (String payload : List.of("abc", "defgh")) {
            assertEquals(Step.DONE, stage.send(payload));
            assertEquals(payload.length(), stage.i32(32));
            assertEquals(payload, new String(stage.memory.window(), 64, payload.length(), StandardCharsets.UTF_8));
        }
        assertEquals(1, stage.i32(100), "_initialize runs once");
        assertEquals(2, stage.i32(104));
    }

    @Test
    void aReactorWithoutTheNamedFunctionIsRefused() {
        WasiGrant grant = WasiGrant.NONE.withHandler("proces");
        GuestException refusal =
                assertThrows(GuestException.class, () -> new Stage(reactor(), new PrivateMemory(1, 1), grant));
        assertEquals(
                "reactor.wasm: there is no export 'proces' of type () -> () to handle messages. Name one that the module "
                        + "has: [_initialize, process].",
                refusal.getMessage());
    }

    private static WasmProgram reactor() {
        String count = "i32.const %d i32.const %d i32.load 0 i32.const 1 i32.add i32.store 0 ";
        byte[] module = new ModuleBuilder()
                .importFunction(WasiPreview1.MODULE, "fd_read", "iiii>i")
                .memory(1, 1)
                .data(16, new byte[] {64, 0, 0, 0, 30, 0, 0, 0})
                .function("_initialize", ">", "", String.format(count, 100, 100))
                .function(
                        "process",
                        ">",
                        "",
                        String.format(count, 104, 104)
                                + "i32.const 0 i32.const 16 i32.const 1 i32.const 32 call 0 drop")
                .build();
        WasmProgram program = WasmLoader.load("reactor.wasm", module);
        assertEquals("WASI reactor", program.kind());
        return program;
    }

    @Test
    void textsThatNoProgramCouldReadAreRefused() {
        for (Map.Entry<String, String> wrong :
                Map.of("a\0b", "zero byte", "x".repeat(70_000), "70001 bytes").entrySet()) {
            String message = assertThrows(RuntimeException.class, () -> WasiGrant.NONE.withArguments(wrong.getKey()))
                    .getMessage();
            assertTrue(message.startsWith("wasi.args ") && message.contains(wrong.getValue()), message);
        }
    }
}
