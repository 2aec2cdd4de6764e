package org.skerry.wasm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.skerry.sim.actor.GuestException;
import org.skerry.sim.actor.Step;
import org.skerry.sim.memory.LinearMemory;
import org.skerry.sim.memory.MemoryFault;
import org.skerry.wasm.actor.WasmProgram;
import org.skerry.wasm.load.ModuleImage;
import org.skerry.wasm.load.Policy;
import org.skerry.wasm.load.WasmReader;
import org.skerry.wasm.meter.ModuleMutator;
import org.skerry.wasm.testing.CountingInterpreter;
import org.skerry.wasm.testing.Kernels;
import org.skerry.wasm.testing.RandomModule;
import org.skerry.wasm.testing.Stage;

/**
 * Real modules, changed by {@link ModuleMutator}, loaded and run: no crash, no hang, no access that the machine lets through
 * beyond the declared memory, no count but the interpreter's. docs/SECURITY.md says how to try more than a build has time for.
 */
final class FuzzTest {
    /** Mutants; {@code -Dskerry.fuzz.cases=100000} tries more. */
    private static final int CASES = Integer.getInteger("skerry.fuzz.cases", 300);
    /** First seed. */
    private static final long FIRST = Long.getLong("skerry.fuzz.seed", 0);
    /** Folder with modules beside the kernels; the guests of the scenarios unless another is named. */
    private static final Path MODULES =
            Path.of(System.getProperty("skerry.fuzz.modules", "../scenarios/src/main/resources/org/skerry/guest"));

    /** Small modules without imports whose turns end soon: those the interpreter can follow. */
    private static final int RANDOM_MODULES = 15;

    private static final int BUDGET = 20_000;
    private static final Policy SMALL = Policy.DEFAULT.withTurnBudget(BUDGET).withCallDepth(200);
    private static final long SLOWEST_NANOS = 20_000_000_000L;

    private final TreeMap<String, Integer> endings = new TreeMap<>();

    @Test
    void noMutantOfARealModuleCrashesHangsOrEscapes() throws IOException {
        List<ModuleImage> originals = originals();
        for (int i = 0; i < CASES; i++) {
            long seed = FIRST + i;
            ModuleImage original = originals.get((int) (seed % originals.size()));
            String where = original.name() + ", seed " + seed;
            long begin = System.nanoTime();
            try {
                endings.merge(tryOut(ModuleMutator.mutate(original, seed), where), 1, Integer::sum);
            } catch (Throwable e) {
                fail(where + ": " + e, e);
            }
            assertTrue(System.nanoTime() - begin < SLOWEST_NANOS, where + " took longer than 20 seconds");
        }
        System.out.println(
                "fuzz: " + CASES + " mutants of " + originals.size() + " modules from seed " + FIRST + ": " + endings);
        int ran = endings.entrySet().stream()
                .filter(ending -> !ending.getKey().startsWith("refused"))
                .mapToInt(Map.Entry::getValue)
                .sum();
        assertTrue(ran > CASES / 4, "only " + ran + " mutants ran: the mutations are too wild");
    }

    private static List<ModuleImage> originals() throws IOException {
        List<ModuleImage> originals = new ArrayList<>();
        for (String kernel : Kernels.NAMES) {
            originals.add(WasmReader.read(kernel, Kernels.module(kernel), Policy.DEFAULT));
        }
        for (int seed = 0; seed < RANDOM_MODULES; seed++) {
            originals.add(WasmReader.read("random " + seed, RandomModule.of(seed), Policy.DEFAULT));
        }
        try (Stream<Path> files = Files.walk(MODULES)) {
            for (Path file : files.filter(file -> file.toString().endsWith(".wasm"))
                    .sorted()
                    .toList()) {
                originals.add(WasmReader.read(file.getFileName().toString(), Files.readAllBytes(file), Policy.DEFAULT));
            }
        }
        return originals;
    }

    /** How it ended. */
    private static String tryOut(byte[] mutant, String where) {
        WasmProgram program;
        Fence fence;
        Stage stage;
        try {
            program = WasmLoader.load("mutant.wasm", mutant, SMALL);
            fence = new Fence(
                    program.limits().minPages(), Math.min(64, program.limits().maxPages()));
            stage = new Stage(program, fence);
        } catch (GuestException e) {
            String message = e.getMessage();
            assertTrue(message.startsWith("mutant.wasm: "), message);
            assertTrue(message.endsWith(".") || message.endsWith("?"), message);
            // It has a report too. Whether its data fits its memory is only seen when an actor is made of it.
            boolean late = message.startsWith("mutant.wasm: cannot be started");
            assertEquals(late, WasmLoader.inspect("mutant.wasm", mutant, SMALL).accepted(), message);
            return "refused";
        }
        Step step;
        try {
            step = stage.send("hello");
        } catch (IllegalStateException e) {
            // The stage has no machine that could catch up with a guest that reads the clock or calls.
            assertTrue(e.getMessage().startsWith("park() outside a guest call"), e.getMessage());
            return "waits for a machine";
        }
        long executed = stage.turn.ledger().instructions();
        assertTrue(fence.window().length <= fence.sizeBytes(), "the window is longer than the memory");
        if (step instanceof Step.Trapped trapped) {
            // A stretch and one range operation may be charged beyond the budget.
            assertTrue(executed >= 0, "a count below zero");
            second(stage);
            return "trapped, " + trapped.fault().kind();
        }
        assertEquals(0, fence.outside, "an access beyond the memory went unpunished");
        assertTrue(executed <= BUDGET, executed + " instructions were executed within " + BUDGET);
        boolean same = compare(mutant, stage, where);
        second(stage);
        return step == Step.DONE ? (same ? "done, counted by the interpreter too" : "done") : "exited";
    }

    /** Whatever happened, the actor can be asked again. */
    private static void second(Stage stage) {
        try {
            stage.send("again");
        } catch (IllegalStateException e) {
            assertTrue(e.getMessage().startsWith("park() outside a guest call"), e.getMessage());
        }
    }

    /** Where a module needs no host and its turn ended, the interpreter counts the same. */
    private static boolean compare(byte[] mutant, Stage stage, String where) {
        ModuleImage image = WasmReader.read("mutant.wasm", mutant, SMALL);
        if (!image.imports().isEmpty()
                || image.memories().isEmpty()
                || image.memories().get(0).max() < 0
                || image.memories().get(0).max() > 64
                || image.export("start") != null
                || image.export("_initialize") != null) {
            return false;
        }
        CountingInterpreter oracle = new CountingInterpreter(mutant, 2L * BUDGET);
        oracle.call("receive");
        assertFalse(oracle.trapped, where + ": the interpreter traps");
        assertEquals(oracle.instructions, stage.turn.ledger().instructions(), where + ": instructions");
        assertEquals(oracle.loads, stage.turn.ledger().loads(), where + ": loads");
        assertEquals(oracle.stores, stage.turn.ledger().stores(), where + ": stores");
        return true;
    }

    /** A memory that counts what leaves it. */
    private static final class Fence extends LinearMemory {
        private int outside;

        Fence(int minPages, int maxPages) {
            super(minPages, maxPages);
        }

        @Override
        protected long loadOutside(long address, int bytes) {
            outside++;
            throw new MemoryFault("the fence", address, bytes);
        }

        @Override
        protected void storeOutside(long address, int bytes, long value) {
            outside++;
            throw new MemoryFault("the fence", address, bytes);
        }
    }
}
