package org.skerry.model.sharedmem.containment;

import java.util.function.Consumer;
import org.skerry.model.memory.WriteHook;
import org.skerry.model.sharedmem.kernel.KernelHeap;
import org.skerry.model.sharedmem.runtime.Purpose;
import org.skerry.model.sharedmem.runtime.RuntimeMemory;

/**
 * Blocks of a kernel in the one memory of a machine.
 *
 * @param hook  hears all that is stored to page tables
 * @param quiet does work while nobody hears
 */
record KernelBlocks(RuntimeMemory memory, WriteHook hook, Consumer<Runnable> quiet) implements KernelHeap {
    @Override
    public long allocate(String name, long bytes) {
        return memory.allocate(Purpose.KERNEL, name, bytes, null);
    }

    @Override
    public long allocateTables(long bytes) {
        return memory.allocate(Purpose.PAGE_TABLE, "kernel", bytes, hook);
    }

    @Override
    public void quietly(Runnable work) {
        quiet.accept(work);
    }

    @Override
    public void free(long address) {
        memory.free(address);
    }
}
