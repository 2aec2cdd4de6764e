package org.skerry.model.edge;

import org.skerry.model.sharedmem.SharedMemoryMachine;
import org.skerry.model.sharedmem.SharedMemorySpec;
import org.skerry.model.sharedmem.dma.DevicesSpec;
import org.skerry.model.sharedmem.dma.DevicesSpec.BufferKind;
import org.skerry.model.sharedmem.dma.IommuSpec;
import org.skerry.sim.machine.ExecutionSpec;
import org.skerry.sim.machine.Machine;

/** So do those behind an IOMMU, with buffers that come and go. */
class GuardedDmaEdgeTest extends EdgeContract {
    @Override
    Machine machine() {
        DevicesSpec devices =
                DevicesSpec.DMA.withBuffers(BufferKind.HEAP).withIommu(IommuSpec.OFF.withMode(IommuSpec.Mode.STRICT));
        return new SharedMemoryMachine(SharedMemorySpec.of(4).withDevices(devices), 7, ExecutionSpec.SERIAL);
    }
}
