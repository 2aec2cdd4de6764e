package org.skerry.scenario.seam;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.skerry.model.enclave.ChipSpec;
import org.skerry.model.enclave.EnclaveChip;
import org.skerry.model.enclave.FetchSpec;
import org.skerry.model.sharedmem.SharedMemoryMachine;
import org.skerry.model.sharedmem.SharedMemorySpec;
import org.skerry.model.sharedmem.cache.CodeSpec;
import org.skerry.sim.machine.DeploymentPlan;
import org.skerry.sim.machine.ExecutionSpec;
import org.skerry.sim.machine.Machine;
import org.skerry.sim.machine.RunLimits;

/** Machines whose cores fetch instructions through small caches, with compiled guests on them. */
class FetchedCodeTest {
    private static final DeploymentPlan STORE = new Works().sendingStore(12);

    private static Machine chip(FetchSpec code, ExecutionSpec execution) {
        return new EnclaveChip(ChipSpec.of(4, 4, 1).withCode(code).complete(), 1, execution);
    }

    private static Machine shared(ExecutionSpec execution) {
        SharedMemorySpec computer = SharedMemorySpec.of(4);
        computer = computer.withMemory(computer.memory().withCode(new CodeSpec(4, 2, 4)));
        return new SharedMemoryMachine(computer.complete(), 1, execution);
    }

    private static void holdsOverPartitionsAndACheckpoint(Function<ExecutionSpec, Machine> kind) {
        String digest;
        try (Machine whole = kind.apply(ExecutionSpec.SERIAL)) {
            whole.deploy(STORE);
            whole.run(RunLimits.NONE);
            assertTrue(whole.statistics().value("memory.code.misses") > 100);
            digest = whole.digest();
        }
        byte[] saved;
        try (Machine first = kind.apply(ExecutionSpec.partitions(2))) {
            first.deploy(STORE);
            first.run(RunLimits.toCycle(7001).settled());
            saved = first.checkpoint();
        }
        try (Machine restored = kind.apply(ExecutionSpec.partitions(2))) {
            restored.deploy(STORE);
            restored.restore(saved);
            restored.run(RunLimits.NONE);
            assertEquals(digest, restored.digest());
        }
    }

    @Test
    void aChipThatFetchesHasOneDigestOverPartitionsAndACheckpoint() {
        holdsOverPartitionsAndACheckpoint(execution -> chip(new FetchSpec(4, 2, 64, 16), execution));
    }

    @Test
    void aComputerThatFetchesHasOneDigestOverACheckpoint() {
        holdsOverPartitionsAndACheckpoint(FetchedCodeTest::shared);
    }

    @Test
    void aSmallerCacheMakesAChipSlowerByWhatItMisses() {
        long[] cycles = new long[2];
        long[] misses = new long[2];
        for (int i = 0; i < 2; i++) {
            try (Machine machine = chip(new FetchSpec(i == 0 ? 64 : 1, 2, 64, 16), ExecutionSpec.SERIAL)) {
                machine.deploy(STORE);
                cycles[i] = machine.run(RunLimits.NONE).cycle();
                misses[i] = machine.statistics().value("memory.code.misses");
                assertEquals(11 * misses[i], machine.statistics().value("memory.code.cycles"));
            }
        }
        assertTrue(misses[1] > 2 * misses[0] && cycles[1] > cycles[0], misses[1] + " and " + cycles[1]);
    }
}
