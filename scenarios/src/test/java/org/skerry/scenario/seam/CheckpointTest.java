package org.skerry.scenario.seam;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.skerry.sim.machine.DeploymentPlan;
import org.skerry.sim.machine.ExecutionSpec;
import org.skerry.sim.machine.LogLine;
import org.skerry.sim.machine.Machine;
import org.skerry.sim.machine.RunLimits;
import org.skerry.sim.state.StateException;

/** A run that is saved at any cycle and goes on in another process would end as if nothing had happened. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CheckpointTest {
    private static final int CHECKPOINTS = 12;

    private Works works;

    @BeforeAll
    void modulesAreCompiledOnce() {
        works = new Works();
    }

    @ParameterizedTest
    @EnumSource(TimedMachine.class)
    void aRunRestoredAtARandomCycleReachesTheDigestOfTheUninterruptedOne(TimedMachine kind) {
        for (DeploymentPlan plan : new DeploymentPlan[] {works.sendingStore(40), works.menagerie(), works.held(20)}) {
            restoreAtRandomCycles(kind, plan);
        }
    }

    private static void restoreAtRandomCycles(TimedMachine kind, DeploymentPlan plan) {
        String digest;
        String log;
        long end;
        try (Machine whole = kind.build(ExecutionSpec.SERIAL)) {
            whole.deploy(plan);
            end = whole.run(RunLimits.NONE).cycle();
            digest = whole.digest();
            log = whole.log().stream().map(LogLine::toString).toList().toString();
        }
        SplittableRandom random = new SplittableRandom(17);
        for (int i = 0; i < CHECKPOINTS; i++) {
            long cycle = random.nextLong(end);
            String where = kind + ", checkpoint asked for at cycle " + cycle + " of " + end;
            ExecutionSpec execution = ExecutionSpec.partitions(1 + i % 3);
            byte[] saved = saved(kind, execution, plan, cycle);
            try (Machine restored = kind.build(execution)) {
                restored.deploy(plan);
                restored.restore(saved);
                assertArrayEquals(saved, restored.checkpoint(), where);
                restored.run(RunLimits.NONE);
                assertEquals(digest, restored.digest(), where);
                assertEquals(
                        log,
                        restored.log().stream().map(LogLine::toString).toList().toString(),
                        where);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(TimedMachine.class)
    void aDamagedOrForeignCheckpointIsRefused(TimedMachine kind) {
        byte[] saved = saved(kind, ExecutionSpec.SERIAL, works.sendingStore(40), 2000);
        try (Machine machine = kind.build(ExecutionSpec.SERIAL)) {
            machine.deploy(works.sendingStore(40));
            assertThrows(StateException.class, () -> machine.restore(Arrays.copyOf(saved, saved.length / 2)));
        }
        try (Machine machine = kind.build(ExecutionSpec.SERIAL)) {
            machine.deploy(works.menagerie());
            assertThrows(StateException.class, () -> machine.restore(saved));
        }
    }

    private static byte[] saved(TimedMachine kind, ExecutionSpec execution, DeploymentPlan plan, long cycle) {
        try (Machine machine = kind.build(execution)) {
            machine.deploy(plan);
            long reached = machine.run(RunLimits.toCycle(cycle).settled()).cycle();
            assertTrue(reached >= 0, "cycle " + reached);
            return machine.checkpoint();
        }
    }
}
