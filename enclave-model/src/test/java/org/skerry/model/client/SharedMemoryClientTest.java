package org.skerry.model.client;

import org.skerry.model.sharedmem.SharedMemoryMachine;
import org.skerry.model.sharedmem.SharedMemorySpec;
import org.skerry.sim.machine.ExecutionSpec;
import org.skerry.sim.machine.Machine;

class SharedMemoryClientTest extends ClientContract {
    @Override
    Machine machine() {
        return new SharedMemoryMachine(SharedMemorySpec.of(4), 7, ExecutionSpec.SERIAL);
    }
}
