package org.skerry.model.sharedmem.kernel;

/** Where the kernel's blocks come from: the one allocator of the machine, whose headers lie in the same memory. */
public interface KernelHeap {
    /** Finds zeroed room for a block of the kernel; returns its address, or 0 when there is none. */
    long allocate(String name, long bytes);

    /** The same for page tables; the address is a multiple of 4096. */
    long allocateTables(long bytes);

    /** Does work of the kernel on its own tables, which nobody has to hear of. */
    default void quietly(Runnable work) {
        work.run();
    }

    /** Gives a block back. */
    void free(long address);
}
