package org.skerry.model.edge;

import org.skerry.model.sharedmem.SharedMemoryMachine;
import org.skerry.model.sharedmem.SharedMemorySpec;
import org.skerry.sim.machine.ExecutionSpec;
import org.skerry.sim.machine.Machine;

class SharedMemoryEdgeTest extends EdgeContract {
    @Override
    Machine machine() {
        return new SharedMemoryMachine(SharedMemorySpec.of(4), 7, ExecutionSpec.SERIAL);
    }
}
