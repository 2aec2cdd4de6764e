package org.skerry.model.sharedmem;

import org.skerry.model.memory.CacheSpec;
import org.skerry.model.sharedmem.cache.DirectorySpec;
import org.skerry.model.sharedmem.cache.MemorySpec;
import org.skerry.noc.ideal.IdealNetwork;
import org.skerry.sim.machine.ExecutionSpec;
import org.skerry.sim.machine.Machine;
import org.skerry.sim.machine.MachineContractTest;

/** The law book on the ideal network, with directories so small that they recall lines all the time. */
final class IdealSharedMemoryContractTest extends MachineContractTest {
    private static final MemorySpec FORGETFUL = MemorySpec.of(
                    CacheSpec.ofBytes(1 << 10, 4, 64, 4),
                    CacheSpec.ofBytes(4 << 10, 4, 64, 14),
                    CacheSpec.ofBytes(4 << 10, 4, 64, 12))
            .withDirectory(new DirectorySpec(2, 2));

    @Override
    protected Machine machine(long seed, ExecutionSpec execution) {
        return new SharedMemoryMachine(
                SharedMemorySpec.of(4).withMemory(FORGETFUL), seed, execution, IdealNetwork::new);
    }
}
