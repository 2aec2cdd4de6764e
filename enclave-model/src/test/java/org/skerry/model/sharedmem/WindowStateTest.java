package org.skerry.model.sharedmem;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.skerry.model.core.WindowSpec;
import org.skerry.model.memory.CacheSpec;
import org.skerry.model.sharedmem.cache.CodeSpec;
import org.skerry.model.sharedmem.cache.MemorySpec;
import org.skerry.model.sharedmem.cache.PrefetchSpec;
import org.skerry.model.sharedmem.cache.TranslationSpec;
import org.skerry.sim.actor.Turn;
import org.skerry.sim.machine.DeploymentPlan;
import org.skerry.sim.machine.ExecutionSpec;
import org.skerry.sim.machine.JavaProgram;
import org.skerry.sim.machine.PlanBuilder;
import org.skerry.sim.machine.RunLimits;
import org.skerry.sim.machine.RunOutcome;
import org.skerry.sim.memory.FlowModel;
import org.skerry.sim.memory.LinearMemory;
import org.skerry.sim.rng.RandomStream;
import org.skerry.sim.rng.RandomStreams;

/** Cores with windows and caches of instructions, stopped with misses under way, and run in other orders. */
final class WindowStateTest {
    private static final int[] NO_HANDLES = {};

    private static SharedMemorySpec spec(WindowSpec window, int codeSets) {
        MemorySpec memory = MemorySpec.of(
                        CacheSpec.ofBytes(512, 2, 64, 4),
                        CacheSpec.ofBytes(2048, 4, 64, 14),
                        CacheSpec.ofBytes(8192, 4, 64, 12))
                .withTranslation(TranslationSpec.DEFAULT)
                .withPrefetch(new PrefetchSpec(2, 4, 2))
                .withCode(new CodeSpec(codeSets, 2, 4));
        SharedMemorySpec two = SharedMemorySpec.of(2).withMemory(memory);
        return two.withCore(two.core().withWindow(window));
    }

    private static final SharedMemorySpec SPEC = spec(new WindowSpec(40, 4, 3), 4);

    /** Loads and stores here and there, some after others, code here and there, and a message to itself. */
    private static void wander(Turn turn, LinearMemory memory) {
        long count = memory.load(0, 8);
        memory.store(0, 8, count + 1);
        RandomStream random = new RandomStreams(turn.actor()).stream("turn", count);
        FlowModel model = (FlowModel) memory.accessModel();
        long[] marks = new long[3];
        for (int i = 0; i < 150; i++) {
            turn.charge(turn.ledger().instructions() + 1 + random.nextLong(12), i, i);
            long address = 8 * random.nextLong(8000);
            int mark = (int) random.nextLong(3);
            if (random.nextLong(4) == 0) {
                model.store(address, 8, marks[mark], marks[(mark + 1) % 3]);
            } else {
                marks[mark] = model.load(address, 8, random.nextLong(2) * marks[mark]);
            }
            if (model.code() != null && random.nextLong(5) == 0) {
                model.code().execute(16 * random.nextLong(500), 48);
            }
        }
        if (count < 6) {
            turn.send(0, new byte[10], NO_HANDLES);
        }
    }

    private static DeploymentPlan plan() {
        PlanBuilder plan = new PlanBuilder()
                .program("wanderer", new CodedProgram(new JavaProgram("wanderer", WindowStateTest::wander), 8192));
        for (int i = 0; i < 3; i++) {
            plan.instance("wanderer " + i, "wanderer", new byte[0], i == 2, PlanBuilder.clock())
                    .at(i % 2);
        }
        return plan.build();
    }

    private static String digest(SharedMemorySpec spec, ExecutionSpec execution) {
        try (SharedMemoryMachine machine = new SharedMemoryMachine(spec, 9, execution)) {
            machine.deploy(plan());
            RunOutcome outcome = machine.run(RunLimits.NONE);
            assertInstanceOf(RunOutcome.Quiescent.class, outcome, outcome.explain());
            assertTrue(machine.statistics().value("core.window.dependent") > 100);
            return machine.digest();
        }
    }

    @Test
    void forwardAndReversedThereIsOneDigestAndAnotherWithOneEntryMore() {
        String reference = digest(SPEC, ExecutionSpec.SERIAL);
        assertEquals(reference, digest(SPEC, new ExecutionSpec(2, 2, true, 100)));
        assertNotEquals(reference, digest(spec(new WindowSpec(41, 4, 3), 4), ExecutionSpec.SERIAL));
        assertNotEquals(reference, digest(spec(new WindowSpec(40, 4, 3), 8), ExecutionSpec.SERIAL));
    }

    @Test
    void aRunRestoredAtRandomCyclesReachesTheUninterruptedDigest() {
        String whole = digest(SPEC, ExecutionSpec.SERIAL);
        long seed = 5;
        RandomStream random = new RandomStreams(seed).stream("cycles", 0);
        for (int i = 0; i < 6; i++) {
            long cycle = 1000 + random.nextLong(40_000);
            String where = "seed " + seed + ", cycle " + cycle;
            byte[] saved;
            try (SharedMemoryMachine machine = new SharedMemoryMachine(SPEC, 9, ExecutionSpec.SERIAL)) {
                machine.deploy(plan());
                assertInstanceOf(
                        RunOutcome.LimitReached.class,
                        machine.run(RunLimits.toCycle(cycle).settled()),
                        where);
                saved = machine.checkpoint();
            }
            try (SharedMemoryMachine machine = new SharedMemoryMachine(SPEC, 9, ExecutionSpec.SERIAL)) {
                machine.deploy(plan());
                machine.restore(saved);
                assertArrayEquals(saved, machine.checkpoint(), where);
                machine.run(RunLimits.NONE);
                assertEquals(whole, machine.digest(), where);
            }
        }
    }
}
