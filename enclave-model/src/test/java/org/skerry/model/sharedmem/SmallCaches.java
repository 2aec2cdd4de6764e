package org.skerry.model.sharedmem;

import org.skerry.model.memory.CacheSpec;
import org.skerry.model.sharedmem.cache.MemorySpec;

/** Caches so small that a short run fills them, and that a checkpoint of them is short. */
final class SmallCaches {
    static final MemorySpec SPEC = MemorySpec.of(
            CacheSpec.ofBytes(4 << 10, 4, 64, 4),
            CacheSpec.ofBytes(16 << 10, 4, 64, 14),
            CacheSpec.ofBytes(32 << 10, 8, 64, 12));

    private SmallCaches() {}
}
