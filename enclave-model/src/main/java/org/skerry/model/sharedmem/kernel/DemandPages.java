package org.skerry.model.sharedmem.kernel;

import java.util.function.IntSupplier;
import org.skerry.model.memory.AddressSpace;
import org.skerry.model.sharedmem.cache.PageEntries;

/**
 * A page table whose pages come to be when they are touched: an entry without a mark is one that nobody has used. What it leads to is settled when it is
 * written, since the room was set aside then; only the work is done later.
 *
 * @param work core cycles of the kernel for one page, each time that it is asked
 */
record DemandPages(PageTable table, AddressSpace space, KernelHeap heap, IntSupplier work) implements PageEntries {
    /** A bit of an entry that hardware leaves to software (Intel SDM, volume 3A, 4.5). */
    private static final long TOUCHED = 1L << 9;

    @Override
    public long entry(int level, long page) {
        return table.entry(level, page);
    }

    @Override
    public int touch(long page) {
        long at = table.entry(0, page);
        long entry = at == NONE ? 0 : space.load(at, Long.BYTES);
        if ((entry & PageTable.PRESENT) == 0 || (entry & TOUCHED) != 0) {
            return 0;
        }
        heap.quietly(() -> space.store(at, Long.BYTES, entry | TOUCHED));
        return work.getAsInt();
    }
}
