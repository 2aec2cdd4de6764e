package org.skerry.model.sharedmem.cache;

import java.util.function.Consumer;
import org.skerry.model.memory.CacheSpec;
import org.skerry.sim.config.Check;

/**
 * Caches and memory of the shared-memory machine. Cycles are those of the base clock.
 *
 * <p>The defaults are the <em>same-silicon twin</em> of the enclave chip with 2 MiB of private memory an enclave: each core has 1 MiB of
 * second-level cache and 1 MiB of slice. What a cache needs beyond its data comes on top and is not taken from the twin: the first
 * level, tags, and the directory.
 *
 * @param l1                private first-level cache of each core; its {@code hitCycles} are part of what the core's loads cost
 * @param l2                private second-level cache of each core, which has all that the first has; a load that hits it takes its
 *                          {@code hitCycles} in all
 * @param tagCycles         from a miss in the first level to the request's leaving the core, and from a probe to its answer: the tags
 *                          of both levels; 0 to 1000
 * @param slice             the part of the shared cache beside each core; its {@code hitCycles} pass in the directory too
 * @param directory         the directory in each slice
 * @param dram              every memory channel
 * @param overlappingMisses lines of one copy that a core may wait for at a time; 1 to 64
 * @param translation       from the addresses of software to those of memory
 * @param prefetch          lines that are asked for before a guest wants them
 * @param llc               how all slices together stand to the private caches
 * @param atomics           what atomic instructions of guests cost
 * @param code              private first-level cache of instructions of each core
 */
public record MemorySpec(
        CacheSpec l1,
        CacheSpec l2,
        int tagCycles,
        CacheSpec slice,
        DirectorySpec directory,
        DramSpec dram,
        int overlappingMisses,
        TranslationSpec translation,
        PrefetchSpec prefetch,
        LlcSpec llc,
        AtomicSpec atomics,
        CodeSpec code) {
    /** First level: 32 KiB in 8 ways of 64-byte lines, 4 cycles, as on Skylake-SP and EPYC Rome (AnandTech 14694). */
    public static final CacheSpec DEFAULT_L1 = CacheSpec.ofBytes(32 << 10, 8, 64, 4);

    /** Second level: 1 MiB in 16 ways, 14 cycles, as on Skylake-SP (AnandTech 14694); Graviton 2 has as much. */
    public static final CacheSpec DEFAULT_L2 = CacheSpec.ofBytes(1 << 20, 16, 64, 14);

    /** Tags are known before data. Assumption. */
    public static final int DEFAULT_TAG_CYCLES = 4;

    /**
     * Shared cache: 1 MiB in 16 ways a core. 12 cycles in the slice, so that with the tags before it and the way there and back over the
     * mesh of the default machine a hit costs 41 cycles on average beyond a load that hits the first level, 45 in all, between the 34 of
     * EPYC Rome and the 46 of Skylake-SP (AnandTech 14694). Fitted.
     */
    public static final CacheSpec DEFAULT_SLICE = CacheSpec.ofBytes(1 << 20, 16, 64, 12);

    /** Ten line fill buffers, as Intel's cores have had since Nehalem (64-ia-32 optimization manual); a prefetcher fills them. */
    public static final int DEFAULT_OVERLAPPING_MISSES = 10;

    /** The default at a base clock of 1 GHz. */
    public static final MemorySpec DEFAULT = new MemorySpec(
            DEFAULT_L1,
            DEFAULT_L2,
            DEFAULT_TAG_CYCLES,
            DEFAULT_SLICE,
            DirectorySpec.DEFAULT,
            DramSpec.DEFAULT,
            DEFAULT_OVERLAPPING_MISSES,
            TranslationSpec.DEFAULT,
            PrefetchSpec.NONE,
            LlcSpec.DEFAULT,
            AtomicSpec.NONE,
            CodeSpec.NONE);

    public MemorySpec {
        Check.notNull(l1, "machine.memory.l1");
        Check.notNull(l2, "machine.memory.l2");
        Check.notNull(slice, "machine.memory.slice");
        Check.notNull(directory, "machine.memory.directory");
        Check.notNull(dram, "machine.memory.dram");
        sameLines(l1, l2, "l2");
        sameLines(l1, slice, "slice");
        Check.isTrue(
                l2.sizeBytes() >= l1.sizeBytes(),
                "machine.memory.l2 has " + l2.sizeBytes() + " bytes and machine.memory.l1 " + l1.sizeBytes()
                        + ", but the second level has all that the first has. Enlarge l2.");
        Check.notNull(translation, "machine.memory.translation");
        Check.notNull(prefetch, "machine.memory.prefetch");
        Check.notNull(llc, "machine.memory.llc");
        Check.notNull(atomics, "machine.memory.atomics");
        Check.notNull(code, "machine.memory.code");
        Check.inRange(tagCycles, 0, 1000, "machine.memory.tagCycles");
        Check.inRange(overlappingMisses, 1, 64, "machine.memory.overlappingMisses");
    }

    private static void sameLines(CacheSpec l1, CacheSpec other, String name) {
        Check.isTrue(
                l1.lineBytes() == other.lineBytes(),
                "machine.memory.l1.lineBytes=" + l1.lineBytes() + " is not machine.memory." + name + ".lineBytes="
                        + other.lineBytes() + ". Give all caches one line size.");
    }

    /** The default with other caches. */
    public static MemorySpec of(CacheSpec l1, CacheSpec l2, CacheSpec slice) {
        return DEFAULT.with(draft -> {
            draft.l1 = l1;
            draft.l2 = l2;
            draft.slice = slice;
        });
    }

    /** This one with tags that take so long. */
    public MemorySpec withTagCycles(int cycles) {
        return with(draft -> draft.tagCycles = cycles);
    }

    /** This one with another directory. */
    public MemorySpec withDirectory(DirectorySpec other) {
        return with(draft -> draft.directory = other);
    }

    /** This one with other memory channels. */
    public MemorySpec withDram(DramSpec other) {
        return with(draft -> draft.dram = other);
    }

    /** This one with another translation. */
    public MemorySpec withTranslation(TranslationSpec other) {
        return with(draft -> draft.translation = other);
    }

    /** This one with another prefetcher. */
    public MemorySpec withPrefetch(PrefetchSpec other) {
        return with(draft -> draft.prefetch = other);
    }

    /** This one with another relation of the shared cache to the private ones. */
    public MemorySpec withLlc(LlcSpec other) {
        return with(draft -> draft.llc = other);
    }

    /** This one with another cache of instructions. */
    public MemorySpec withCode(CodeSpec other) {
        return with(draft -> draft.code = other);
    }

    /** This one without translation and refresh: what is left follows from caches, network and rows, as closed forms have it. */
    public MemorySpec bare() {
        return withTranslation(translation.withPageBytes(0)).withDram(dram.withRefresh(0, 0));
    }

    private MemorySpec with(Consumer<MemoryDraft> change) {
        MemoryDraft draft = new MemoryDraft(this);
        change.accept(draft);
        return draft.build();
    }

    /** Lines of which a directory knows. */
    public int directoryLines() {
        return llc.isInclusive() ? slice.sets() * slice.ways() : directory.lines();
    }

    /** Bytes of a line. */
    public int lineBytes() {
        return l1.lineBytes();
    }

    /** Cycles that a core stands still for a line in its second level. */
    public int nearCycles() {
        return Math.max(0, l2.hitCycles() - l1.hitCycles());
    }
}
