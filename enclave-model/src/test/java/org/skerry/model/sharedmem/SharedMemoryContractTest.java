package org.skerry.model.sharedmem;

import org.skerry.sim.machine.ExecutionSpec;
import org.skerry.sim.machine.Machine;
import org.skerry.sim.machine.MachineContractTest;

/** The law book on four cores with small caches, which miss more and are saved faster. */
final class SharedMemoryContractTest extends MachineContractTest {
    @Override
    protected Machine machine(long seed, ExecutionSpec execution) {
        return new SharedMemoryMachine(SharedMemorySpec.of(4).withMemory(SmallCaches.SPEC), seed, execution);
    }
}
