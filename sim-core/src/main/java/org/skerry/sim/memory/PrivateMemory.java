package org.skerry.sim.memory;

/** A linear memory with nothing around it: every access outside its size is refused. For the oracle machine and for tests. */
public final class PrivateMemory extends LinearMemory {
    /** A memory of {@code minPages} pages of 64 KiB that can grow to {@code maxPages}. */
    public PrivateMemory(int minPages, int maxPages) {
        super(minPages, maxPages);
    }

    @Override
    protected long loadOutside(long address, int bytes) {
        throw new MemoryFault("the end of the memory", address, bytes);
    }

    @Override
    protected void storeOutside(long address, int bytes, long value) {
        throw new MemoryFault("the end of the memory", address, bytes);
    }
}
