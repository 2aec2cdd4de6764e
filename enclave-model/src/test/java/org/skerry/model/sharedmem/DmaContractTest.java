package org.skerry.model.sharedmem;

import org.skerry.model.sharedmem.dma.DevicesSpec;
import org.skerry.model.sharedmem.dma.IommuSpec;
import org.skerry.sim.machine.ExecutionSpec;
import org.skerry.sim.machine.Machine;
import org.skerry.sim.machine.MachineContractTest;

/** The law book where devices read and write memory behind an IOMMU that forgets late. */
final class DmaContractTest extends MachineContractTest {
    private static final DevicesSpec DEVICES = DevicesSpec.DMA.withIommu(IommuSpec.OFF.withMode(IommuSpec.Mode.LAZY));

    @Override
    protected Machine machine(long seed, ExecutionSpec execution) {
        return new SharedMemoryMachine(
                SharedMemorySpec.of(4).withMemory(SmallCaches.SPEC).withDevices(DEVICES), seed, execution);
    }
}
