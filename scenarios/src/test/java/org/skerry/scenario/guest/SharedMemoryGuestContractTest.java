package org.skerry.scenario.guest;

import org.skerry.model.sharedmem.SharedMemoryMachine;
import org.skerry.model.sharedmem.SharedMemorySpec;
import org.skerry.sim.machine.ExecutionSpec;
import org.skerry.sim.machine.Machine;

/** The contract as guests see it, on cores that share one memory. */
class SharedMemoryGuestContractTest extends GuestContractTest {
    @Override
    protected Machine machine(long seed, ExecutionSpec execution) {
        return new SharedMemoryMachine(SharedMemorySpec.of(4), seed, execution);
    }

    @Override
    protected boolean hasWindows() {
        return true;
    }
}
