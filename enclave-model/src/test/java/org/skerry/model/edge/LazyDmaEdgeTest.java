package org.skerry.model.edge;

import org.skerry.model.sharedmem.SharedMemoryMachine;
import org.skerry.model.sharedmem.SharedMemorySpec;
import org.skerry.model.sharedmem.dma.DevicesSpec;
import org.skerry.model.sharedmem.dma.IommuSpec;
import org.skerry.sim.machine.ExecutionSpec;
import org.skerry.sim.machine.Machine;

/** So do those with buffers of their own for good behind an IOMMU that forgets late. */
class LazyDmaEdgeTest extends EdgeContract {
    @Override
    Machine machine() {
        DevicesSpec devices = DevicesSpec.DMA.withIommu(IommuSpec.OFF.withMode(IommuSpec.Mode.LAZY));
        return new SharedMemoryMachine(SharedMemorySpec.of(4).withDevices(devices), 7, ExecutionSpec.SERIAL);
    }
}
