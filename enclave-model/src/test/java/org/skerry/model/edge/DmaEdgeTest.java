package org.skerry.model.edge;

import org.skerry.model.sharedmem.SharedMemoryMachine;
import org.skerry.model.sharedmem.SharedMemorySpec;
import org.skerry.model.sharedmem.dma.DevicesSpec;
import org.skerry.sim.machine.ExecutionSpec;
import org.skerry.sim.machine.Machine;

/** Devices that read and write memory by themselves do what all others do. */
class DmaEdgeTest extends EdgeContract {
    @Override
    Machine machine() {
        return new SharedMemoryMachine(SharedMemorySpec.of(4).withDevices(DevicesSpec.DMA), 7, ExecutionSpec.SERIAL);
    }
}
