package org.skerry.model.sharedmem;

import org.skerry.model.core.CoreSpec;
import org.skerry.model.core.WindowSpec;
import org.skerry.model.memory.CacheSpec;
import org.skerry.model.sharedmem.cache.AtomicSpec;
import org.skerry.model.sharedmem.cache.CodeSpec;
import org.skerry.model.sharedmem.cache.DirectorySpec;
import org.skerry.model.sharedmem.cache.DramSpec;
import org.skerry.model.sharedmem.cache.LlcSpec;
import org.skerry.model.sharedmem.cache.MemorySpec;
import org.skerry.model.sharedmem.cache.PrefetchSpec;
import org.skerry.model.sharedmem.cache.TranslationSpec;
import org.skerry.sim.kernel.ClockDomain;
import org.skerry.sim.machine.ExecutionSpec;
import org.skerry.sim.machine.Machine;
import org.skerry.sim.machine.MachineContractTest;

/**
 * The law book at the edge of what can be configured: one core faster than the mesh, caches and a directory of one line, buffers of one page, software that costs
 * nothing, the smallest mailboxes.
 */
final class ExtremeMachineContractTest extends MachineContractTest {
    private static final CacheSpec ONE_LINE = new CacheSpec(1, 1, 64, 0);

    private static final SharedMemorySpec SPEC = SharedMemorySpec.of(1)
            .withCore(new CoreSpec(new ClockDomain("core", 3, 2), 1, 0, 0, 0, 0, 0).withWindow(new WindowSpec(1, 1, 1)))
            .withMemory(new MemorySpec(
                    ONE_LINE,
                    ONE_LINE,
                    0,
                    ONE_LINE,
                    new DirectorySpec(1, 1),
                    new DramSpec(0, 1, 1, 1, 1, 1, 1, 64, 2, 1),
                    1,
                    new TranslationSpec(4096, 1, 1, 1, 1, 1, 1),
                    new PrefetchSpec(32, 1, 1),
                    new LlcSpec(LlcSpec.Inclusion.INCLUSIVE, 3),
                    new AtomicSpec(7),
                    new CodeSpec(1, 1, 4)))
            .withRuntime(new RuntimeSpec(0, 0, 0, 0, 0, 1, 66_560, 128));

    @Override
    protected Machine machine(long seed, ExecutionSpec execution) {
        return new SharedMemoryMachine(SPEC, seed, execution);
    }
}
