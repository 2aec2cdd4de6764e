package org.skerry.model.sharedmem;

import org.skerry.model.memory.CacheSpec;
import org.skerry.model.sharedmem.cache.MemorySpec;
import org.skerry.model.sharedmem.dma.DevicesSpec;
import org.skerry.model.sharedmem.dma.IommuSpec;
import org.skerry.sim.machine.ExecutionSpec;
import org.skerry.sim.machine.Machine;
import org.skerry.sim.machine.MachineContractTest;

/** The law book where devices read and write memory behind an IOMMU that forgets late. */
final class DmaContractTest extends MachineContractTest {
    private static final MemorySpec SMALL = MemorySpec.of(
            CacheSpec.ofBytes(4 << 10, 4, 64, 4),
            CacheSpec.ofBytes(16 << 10, 4, 64, 14),
            CacheSpec.ofBytes(32 << 10, 8, 64, 12));
    private static final DevicesSpec DEVICES = DevicesSpec.DMA.withIommu(IommuSpec.OFF.withMode(IommuSpec.Mode.LAZY));

    @Override
    protected Machine machine(long seed, ExecutionSpec execution) {
        return new SharedMemoryMachine(SharedMemorySpec.of(4).withMemory(SMALL).withDevices(DEVICES), seed, execution);
    }
}
