package org.skerry.model.sharedmem.cache;

import org.skerry.sim.config.Check;

/**
 * How a core turns the addresses of software into those of memory: two levels of translation look-aside buffers, then a walk through a
 * table of pages that lies in memory and is read through the caches. Cycles are those of the base clock.
 *
 * <pre>
 *   first buffer has the page     nothing; the look-up takes place beside that of the first-level cache
 *   second buffer has it          secondCycles
 *   neither                       secondCycles, then one entry of the table for each level that walkEntries do not know
 * </pre>
 *
 * @param pageBytes    bytes of a page; a power of two, 4096 to 2^30; 0 for a machine whose software uses the addresses of memory
 * @param firstSets    sets of the first buffer; a power of two, 1 to 2^16
 * @param firstWays    pages in a set; 1 to 64
 * @param secondSets   sets of the second buffer; a power of two, 1 to 2^16
 * @param secondWays   pages in a set; 1 to 64
 * @param secondCycles from a miss in the first buffer to the answer of the second; 0 to 1000
 * @param walkEntries  pages of the lowest level of the table whose place a core remembers, fully associative; 1 to 64
 */
public record TranslationSpec(
        int pageBytes,
        int firstSets,
        int firstWays,
        int secondSets,
        int secondWays,
        int secondCycles,
        int walkEntries) {
    /** Bytes of an entry of the table, and bits of an address that each level decides, as on x86-64 (Intel SDM, volume 3A, 4.5). */
    static final int ENTRY_BYTES = 8;

    static final int LEVEL_BITS = 9;

    private static final int ADDRESS_BITS = 48;

    /** Ordinary pages of x86-64 and Arm. */
    public static final int DEFAULT_PAGE_BYTES = 4096;

    /**
     * Pages of 4 KiB; 64 entries in 4 ways and 1536 in 12 ways, as on Skylake (Intel
     * optimization manual 248966, table 2-15), 9 cycles from the first to the second (7-cpu.com, Skylake); 32 entries for walks are an
     * assumption.
     */
    public static final TranslationSpec DEFAULT = new TranslationSpec(DEFAULT_PAGE_BYTES, 16, 4, 128, 12, 9, 32);

    /** Off: software uses the addresses of memory. With a size of pages it is the default. */
    public static final TranslationSpec NONE = DEFAULT.withPageBytes(0);

    public TranslationSpec {
        if (pageBytes != 0) {
            Check.inRange(pageBytes, 4096, 1 << 30, "machine.memory.translation.pageBytes");
            Check.powerOfTwo(pageBytes, "machine.memory.translation.pageBytes");
        }
        buffer(firstSets, firstWays, "first");
        buffer(secondSets, secondWays, "second");
        Check.inRange(secondCycles, 0, 1000, "machine.memory.translation.secondCycles");
        Check.inRange(walkEntries, 1, 64, "machine.memory.translation.walkEntries");
    }

    private static void buffer(int sets, int ways, String which) {
        String name = "machine.memory.translation." + which;
        Check.powerOfTwo(Check.inRange(sets, 1, 1 << 16, name + "Sets"), name + "Sets");
        Check.inRange(ways, 1, 64, name + "Ways");
    }

    /** This one with pages of another size; 0 switches it off. */
    public TranslationSpec withPageBytes(int bytes) {
        return new TranslationSpec(bytes, firstSets, firstWays, secondSets, secondWays, secondCycles, walkEntries);
    }

    /**
     * Bits of the look-aside buffers and of the walk entries of a core, 64 each: page, place and rights of an entry of x86-64's tables (Intel SDM,
     * volume 3A, 4.5), tag included. 0 without translation.
     */
    public long bits() {
        return isOn() ? 64L * ((long) firstSets * firstWays + (long) secondSets * secondWays + walkEntries) : 0;
    }

    /** Whether addresses are translated at all. */
    public boolean isOn() {
        return pageBytes != 0;
    }

    /** Bits of an address within a page. */
    public int pageBits() {
        return Integer.numberOfTrailingZeros(pageBytes);
    }

    /** Levels of the table: four for pages of 4 KiB, three for 2 MiB, two for 1 GiB. */
    public int levels() {
        return (ADDRESS_BITS - pageBits() + LEVEL_BITS - 1) / LEVEL_BITS;
    }
}
