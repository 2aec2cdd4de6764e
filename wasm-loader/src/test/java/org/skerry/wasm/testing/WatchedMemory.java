package org.skerry.wasm.testing;

import org.skerry.sim.memory.AccessModel;
import org.skerry.sim.memory.LinearMemory;
import org.skerry.sim.memory.MemoryFault;

/** A memory with a model that sees every access, and nothing around it. */
public final class WatchedMemory extends LinearMemory {
    private final AccessModel model;

    public WatchedMemory(int minPages, int maxPages, AccessModel model) {
        super(minPages, maxPages);
        this.model = model;
    }

    @Override
    public AccessModel accessModel() {
        return model;
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
