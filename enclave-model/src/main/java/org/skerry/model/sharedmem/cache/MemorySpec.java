package org.skerry.model.sharedmem.cache;

import org.skerry.model.memory.CacheSpec;
import org.skerry.sim.config.Check;

/**
 * Caches and memory of the shared-memory machine. Cycles are those of the base clock.
 *
 * @param l1                private first-level cache of each core; its {@code hitCycles} pass before a miss leaves and before a probe is
 *                          answered, a hit costs what the core's loads and stores cost
 * @param slice             the part of the shared cache beside each core
 * @param dramLatencyCycles from a request's arrival at a memory channel to its data; at least 1
 * @param dramLineCycles    cycles for which a line occupies a channel: its bandwidth; at least 1
 * @param overlappingMisses lines of one copy that a core may wait for at a time; 1 to 64
 */
public record MemorySpec(
        CacheSpec l1, CacheSpec slice, int dramLatencyCycles, int dramLineCycles, int overlappingMisses) {
    /**
     * First level: 32 KiB in 8 ways of 64-byte lines, 4 cycles, as on Skylake-SP and EPYC Rome (AnandTech 14694).
     */
    public static final CacheSpec DEFAULT_L1 = CacheSpec.ofBytes(32 << 10, 8, 64, 4);

    /**
     * Shared cache: 1 MiB in 16 ways a core. 16 cycles in the slice, so that with the way there and back over the mesh of the default
     * machine a hit costs 41 cycles on average, between the 34 of EPYC Rome and the 46 of Skylake-SP (AnandTech 14694). Fitted.
     */
    public static final CacheSpec DEFAULT_SLICE = CacheSpec.ofBytes(1 << 20, 16, 64, 16);

    /**
     * Nanoseconds in a memory channel, so that an access all the way costs 117 ns on average in the default machine, as the 113 to 122
     * ns of EPYC Rome (AnandTech 14694). Fitted.
     */
    public static final int DEFAULT_DRAM_NANOSECONDS = 50;

    /** One channel of DDR4-3200 moves 25.6 GB/s (JEDEC JESD79-4), a line of 64 bytes in 2.5 ns; rounded up at 1 GHz. */
    public static final int DEFAULT_DRAM_LINE_NANOSECONDS = 3;

    /** Ten line fill buffers, as Intel's cores have had since Nehalem (64-ia-32 optimization manual); a prefetcher fills them. */
    public static final int DEFAULT_OVERLAPPING_MISSES = 10;

    /** The default at a base clock of 1 GHz. */
    public static final MemorySpec DEFAULT =
            new MemorySpec(DEFAULT_L1, DEFAULT_SLICE, DEFAULT_DRAM_NANOSECONDS, DEFAULT_DRAM_LINE_NANOSECONDS);

    /** Caches and channels with the default overlap of misses. */
    public MemorySpec(CacheSpec l1, CacheSpec slice, int dramLatencyCycles, int dramLineCycles) {
        this(l1, slice, dramLatencyCycles, dramLineCycles, DEFAULT_OVERLAPPING_MISSES);
    }

    public MemorySpec {
        Check.notNull(l1, "machine.memory.l1");
        Check.notNull(slice, "machine.memory.slice");
        Check.isTrue(
                l1.lineBytes() == slice.lineBytes(),
                "machine.memory.l1.lineBytes=" + l1.lineBytes() + " is not machine.memory.slice.lineBytes="
                        + slice.lineBytes() + ". Give both caches one line size.");
        Check.inRange(dramLatencyCycles, 1, 1_000_000, "machine.memory.dramLatencyCycles");
        Check.inRange(dramLineCycles, 1, 1_000_000, "machine.memory.dramLineCycles");
        Check.inRange(overlappingMisses, 1, 64, "machine.memory.overlappingMisses");
    }

    /** Bytes of a line. */
    public int lineBytes() {
        return l1.lineBytes();
    }
}
