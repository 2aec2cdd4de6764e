package org.skerry.model.sharedmem.kernel;

/** Takes the lines of its own memory that the kernel touches; no page table of a process stands between it and them. */
public interface KernelLines {
    /** A line that must be there before the next one is known. */
    void line(long address, boolean write);

    /** The lines of a copy, which may overlap. */
    void copy(long address, int bytes, boolean write);
}
