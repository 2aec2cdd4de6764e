package org.skerry.model.sharedmem.dma;

import org.skerry.sim.config.Check;

/**
 * What stands between devices and memory: nothing, or a unit that translates their addresses page by page by tables in memory, a domain
 * for each device.
 *
 * @param mode              off; strict: what is unmapped is forgotten before anybody else has the page; lazy: some time later
 * @param entries           translations that the unit remembers, of all devices; least recently used go; 1 to 65 536
 * @param hitCycles         for an address whose page it remembers; 1 to 1000
 * @param levels            of the table of a domain, 9 bits of the address each above pages of 4 KiB; 2 to 5
 * @param invalidateCycles  that a driver waits in strict mode until the unit has forgotten a page; 0 to 1 000 000
 * @param lazyEntries       unmapped pages that lazy mode collects before it lets the unit forget all; 1 to 65 536
 * @param lazyNanoseconds   longest time for which it collects; 0 to 1 s
 */
public record IommuSpec(
        Mode mode,
        int entries,
        int hitCycles,
        int levels,
        int invalidateCycles,
        int lazyEntries,
        long lazyNanoseconds) {
    /** What the unit does. */
    public enum Mode {
        /** There is none: an address of a device is one of memory. */
        OFF,
        /** What is unmapped is forgotten before the driver goes on. */
        STRICT,
        /** What is unmapped is forgotten later, together with others: Linux' default on x86 ({@code iommu.strict=0}). */
        LAZY
    }

    /** Bytes of a page. */
    public static final int PAGE_BYTES = 4096;

    /** Entries of an Intel unit as seen by Neugebauer et al. (pcie-bench, SIGCOMM 2018), recalled. */
    public static final int DEFAULT_ENTRIES = 64;

    /** Assumption: a small associative memory beside the port. */
    public static final int DEFAULT_HIT_CYCLES = 2;

    /** Four, as most systems use them (Intel VT-d specification, second-level translation). */
    public static final int DEFAULT_LEVELS = 4;

    /** Some 2000 cycles of a core until the queue of invalidations is done (Malka et al., rIOMMU, ASPLOS 2015, recalled). */
    public static final int DEFAULT_INVALIDATE_CYCLES = 2000;

    /** 256 entries of Linux' flush queue (drivers/iommu/dma-iommu.c, IOVA_DEFAULT_FQ_SIZE). */
    public static final int DEFAULT_LAZY_ENTRIES = 256;

    /** 10 ms (drivers/iommu/dma-iommu.c, IOVA_DEFAULT_FQ_TIMEOUT). */
    public static final long DEFAULT_LAZY_NANOSECONDS = 10_000_000;

    /** None. */
    public static final IommuSpec OFF = new IommuSpec(
            Mode.OFF,
            DEFAULT_ENTRIES,
            DEFAULT_HIT_CYCLES,
            DEFAULT_LEVELS,
            DEFAULT_INVALIDATE_CYCLES,
            DEFAULT_LAZY_ENTRIES,
            DEFAULT_LAZY_NANOSECONDS);

    /** Checks ranges. */
    public IommuSpec {
        Check.notNull(mode, "devices.iommu.mode");
        Check.inRange(entries, 1, 1 << 16, "devices.iommu.entries");
        Check.inRange(hitCycles, 1, 1000, "devices.iommu.hitCycles");
        Check.inRange(levels, 2, 5, "devices.iommu.levels");
        Check.inRange(invalidateCycles, 0, 1_000_000, "devices.iommu.invalidateCycles");
        Check.inRange(lazyEntries, 1, 1 << 16, "devices.iommu.lazyEntries");
        Check.inRange(lazyNanoseconds, 0, 1_000_000_000L, "devices.iommu.lazyNanoseconds");
    }

    /** Whether there is one. */
    public boolean on() {
        return mode != Mode.OFF;
    }

    /** The same in another mode. */
    public IommuSpec withMode(Mode other) {
        return new IommuSpec(other, entries, hitCycles, levels, invalidateCycles, lazyEntries, lazyNanoseconds);
    }
}
