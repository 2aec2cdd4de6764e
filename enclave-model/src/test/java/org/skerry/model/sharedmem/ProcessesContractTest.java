package org.skerry.model.sharedmem;

import org.skerry.model.memory.CacheSpec;
import org.skerry.model.sharedmem.cache.MemorySpec;
import org.skerry.model.sharedmem.containment.ContainmentSpec;
import org.skerry.model.sharedmem.containment.Rung;
import org.skerry.sim.machine.ExecutionSpec;
import org.skerry.sim.machine.Machine;
import org.skerry.sim.machine.MachineContractTest;

/** The law book with a process for each actor. */
final class ProcessesContractTest extends MachineContractTest {
    private static final MemorySpec SMALL = MemorySpec.of(
            CacheSpec.ofBytes(4 << 10, 4, 64, 4),
            CacheSpec.ofBytes(16 << 10, 4, 64, 14),
            CacheSpec.ofBytes(32 << 10, 8, 64, 12));

    @Override
    protected Machine machine(long seed, ExecutionSpec execution) {
        SharedMemorySpec spec =
                SharedMemorySpec.of(4).withMemory(SMALL).withContainment(ContainmentSpec.of(Rung.PROCESSES));
        return new SharedMemoryMachine(spec, seed, execution);
    }
}
