package org.skerry.model.sharedmem.dma;

import org.skerry.model.sharedmem.runtime.Purpose;
import org.skerry.model.sharedmem.runtime.RuntimeMemory;
import org.skerry.model.sharedmem.runtime.RuntimePanic;

/** Memory that the driver of a device takes from the heap, and what of it the device is let into. */
final class DriverPages {
    private static final int OWN_PAGE = IommuSpec.PAGE_BYTES;

    private final RuntimeMemory memory;
    private final Iommu iommu; // null: the device gets everywhere
    private final int number;
    private final String name;

    /**
     * Of a device.
     *
     * @param number of its domain
     */
    DriverPages(DmaUnit unit, int number, String name) {
        memory = unit.memory();
        iommu = unit.iommu();
        this.number = number;
        this.name = name;
    }

    /** Address of whole pages that nobody else has anything on. */
    long take(Purpose purpose, long bytes) {
        long room = (bytes + OWN_PAGE - 1) / OWN_PAGE * OWN_PAGE + OWN_PAGE;
        long block = memory.allocate(purpose, name, room, null);
        if (block == 0) {
            throw RuntimePanic.exhausted("rings and buffers of " + name, room);
        }
        return block + OWN_PAGE - 1 & -OWN_PAGE;
    }

    /** Gives pages back that {@link #take} took. */
    void free(long address) {
        memory.free(memory.blockAt(address));
    }

    /** Lets the device get there. */
    void open(long address, long bytes, int rights) {
        if (iommu != null) {
            iommu.map(number, name, address, bytes, rights);
        }
    }

    /** The device may no longer get there; how many cycles the driver waits for that. */
    long close(long cycle, long address, long bytes) {
        return iommu == null ? 0 : iommu.unmap(cycle, number, name, address, bytes);
    }
}
