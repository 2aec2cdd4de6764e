package org.skerry.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.skerry.model.memory.CacheSpec;
import org.skerry.model.memory.Replacement;
import org.skerry.model.sharedmem.SharedMemoryMachine;
import org.skerry.model.sharedmem.SharedMemorySpec;
import org.skerry.model.sharedmem.cache.MemorySpec;
import org.skerry.model.sharedmem.cache.TranslationSpec;
import org.skerry.sim.actor.Program;
import org.skerry.sim.actor.Rights;
import org.skerry.sim.machine.DeploymentPlan;
import org.skerry.sim.machine.DeploymentPlan.ActorPlan;
import org.skerry.sim.machine.DeploymentPlan.GrantPlan;
import org.skerry.sim.machine.DeploymentPlan.GrantTarget;
import org.skerry.sim.machine.ExecutionSpec;
import org.skerry.sim.machine.RunLimits;
import org.skerry.sim.stats.Metric;
import org.skerry.sim.stats.StatsSnapshot;
import org.skerry.wasm.WasmLoader;
import org.skerry.wasm.testing.Kernels;
import org.skerry.wasm.testing.ModuleBuilder;
import org.skerry.wasm.testing.RandomModule;

/**
 * Compiled guest code asks the filter as it should: on the whole machine, timed actors among them, runs in which caches see every access
 * are the same. What others do meanwhile, and that who leaves out more is seen, {@code AccessFilterLawTest} holds, whose guests ask the
 * filter themselves.
 */
final class UnseenAccessLawTest {
    private static final int SEEDS = 10;
    private static final int TURNS = 12;

    /** What a run did: its digest and every number that it counted. */
    private record Result(String digest, String statistics, long hits) {}

    private static SharedMemorySpec spec(Random random) {
        Replacement[] rules = Replacement.values();
        CacheSpec l1 = new CacheSpec(1 << random.nextInt(7), 1 << random.nextInt(4), 64, 4)
                .withReplacement(rules[random.nextInt(rules.length)]);
        CacheSpec l2 = new CacheSpec(l1.sets(), l1.ways() * (1 + random.nextInt(2)), 64, 14);
        MemorySpec memory =
                MemorySpec.of(l1, l2, CacheSpec.ofBytes(64 << 10, 16, 64, 12)).bare();
        if (random.nextBoolean()) {
            int sets = 1 << random.nextInt(3);
            memory = memory.withTranslation(
                    new TranslationSpec(4096, sets, 1 + random.nextInt(3), 2 * sets, 4, 9, 1 + random.nextInt(4)));
        }
        if (random.nextBoolean()) {
            memory = memory.withPrefetch(memory.prefetch().withAhead(4));
        }
        return SharedMemorySpec.of(2).withMemory(memory);
    }

    /** Two guests that share a core and one on the other, and who wakes them. */
    private static Result run(SharedMemorySpec spec, List<Program> programs, boolean timed, int turns, boolean all) {
        List<ActorPlan> actors = new ArrayList<>();
        Map<String, Program> images = new TreeMap<>();
        images.put("pacemaker", new Pacemaker(turns));
        for (int i = 0; i < programs.size(); i++) {
            String name = "guest-" + i;
            images.put(name, programs.get(i));
            actors.add(new ActorPlan(name, name, new byte[0], List.of(), OptionalInt.of(i / 2), timed));
            List<GrantPlan> grants = List.of(new GrantPlan("", new GrantTarget.ToActor(name), Rights.SEND, 0));
            actors.add(new ActorPlan("waker-" + i, "pacemaker", new byte[0], grants, OptionalInt.of(1), false));
        }
        try (SharedMemoryMachine machine = new SharedMemoryMachine(spec, 1, ExecutionSpec.SERIAL)) {
            if (all) {
                machine.showAllAccesses();
            }
            machine.deploy(new DeploymentPlan(images, actors, List.of()));
            machine.run(RunLimits.NONE);
            return new Result(
                    machine.digest(),
                    numbers(machine.statistics()),
                    machine.statistics().value("memory.l1.hits"));
        }
    }

    private static String numbers(StatsSnapshot statistics) {
        StringBuilder numbers = new StringBuilder();
        for (Metric metric : statistics.metrics()) {
            numbers.append(metric.name())
                    .append(' ')
                    .append(statistics.value(metric.name()))
                    .append('\n');
        }
        return numbers.toString();
    }

    @Test
    void runsInWhichCachesSeeEveryAccessAreTheSame() {
        long hits = 0;
        for (long seed = 0; seed < SEEDS; seed++) {
            SharedMemorySpec spec = spec(new Random(seed));
            Program one = WasmLoader.load("one", RandomModule.of(seed));
            List<Program> programs = List.of(one, WasmLoader.load("other", RandomModule.of(seed + SEEDS)), one);
            boolean timed = seed % 4 == 3;
            Result some = run(spec, programs, timed, TURNS, false);
            assertEquals(run(spec, programs, timed, TURNS, true), some, "seed " + seed + ", " + spec.memory());
            hits += some.hits;
        }
        assertTrue(hits > 1_000, "only " + hits + " hits in all");
    }

    @Test
    void kernelsHitAndMissTheSameWithWhatIsLeftOut() {
        for (String kernel : List.of("sha256", "json")) {
            SharedMemorySpec spec = spec(new Random(kernel.length()));
            List<Program> programs = List.of(
                    WasmLoader.load(kernel, Kernels.module(kernel)), WasmLoader.load("words", Kernels.module("words")));
            assertEquals(run(spec, programs, false, 1, true), run(spec, programs, false, 1, false), kernel);
        }
    }

    /** Reads and writes of two to eight bytes anywhere in some lines, every eighth of them across the end of one. */
    private static byte[] unaligned() {
        String body = "global.get 0 local.set 0 i32.const 1000 local.set 1 loop _"
                + " local.get 0 i32.const 1664525 i32.mul i32.const 1013904223 i32.add local.set 0"
                + " local.get 0 i32.const 20 i32.shr_u i32.const 511 i32.and local.set 2"
                + " local.get 2 i64.load 0 drop local.get 2 i32.load 64 drop local.get 2 i32.load16_u 128 drop"
                + " local.get 2 i32.const 7 i32.store 192 local.get 2 i64.const 7 i64.store 256"
                + " local.get 1 i32.const 1 i32.sub local.tee 1 br_if 0 end local.get 0 global.set 0";
        return new ModuleBuilder()
                .memory(1, 1)
                .global('i', 7)
                .function("receive", ">", "iii", body)
                .build();
    }

    @Test
    void anAccessAcrossTheEndOfALineIsShown() {
        Program guest = WasmLoader.load("unaligned", unaligned());
        for (long seed = 0; seed < SEEDS; seed++) {
            SharedMemorySpec spec = spec(new Random(seed));
            List<Program> programs = List.of(guest, guest, guest);
            assertEquals(run(spec, programs, false, 2, true), run(spec, programs, false, 2, false), "seed " + seed);
        }
    }
}
