package org.skerry.model.sharedmem.cache;

import org.skerry.model.memory.CacheSpec;

/** The parts of caches and memory that are being made like others. For what they are, see {@link MemorySpec}. */
final class MemoryDraft {
    CacheSpec l1;
    CacheSpec l2;
    int tagCycles;
    CacheSpec slice;
    DirectorySpec directory;
    DramSpec dram;
    int overlappingMisses;
    TranslationSpec translation;
    PrefetchSpec prefetch;
    LlcSpec llc;
    AtomicSpec atomics;
    CodeSpec code;

    /** Begins with the parts of those. */
    MemoryDraft(MemorySpec like) {
        l1 = like.l1();
        l2 = like.l2();
        tagCycles = like.tagCycles();
        slice = like.slice();
        directory = like.directory();
        dram = like.dram();
        overlappingMisses = like.overlappingMisses();
        translation = like.translation();
        prefetch = like.prefetch();
        llc = like.llc();
        atomics = like.atomics();
        code = like.code();
    }

    /** Caches and memory with the parts as they are now. */
    MemorySpec build() {
        return new MemorySpec(
                l1,
                l2,
                tagCycles,
                slice,
                directory,
                dram,
                overlappingMisses,
                translation,
                prefetch,
                llc,
                atomics,
                code);
    }
}
