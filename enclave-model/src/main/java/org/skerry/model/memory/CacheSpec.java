package org.skerry.model.memory;

import org.skerry.sim.config.Check;

/**
 * Size and shape of a cache.
 *
 * @param sets      sets; a power of two, 1 to 2^20
 * @param ways      lines in a set; 1 to 64
 * @param lineBytes bytes of a line; a power of two, 16 to 256
 * @param hitCycles cycles of the base clock from asking the cache to its answer when it holds the line; 0 to 1000
 * @param replacement which line of a full set goes
 */
public record CacheSpec(int sets, int ways, int lineBytes, int hitCycles, Replacement replacement) {
    public CacheSpec {
        Check.powerOfTwo(Check.inRange(sets, 1, 1 << 20, "cache.sets"), "cache.sets");
        Check.inRange(ways, 1, 64, "cache.ways");
        Check.powerOfTwo(Check.inRange(lineBytes, 16, 256, "cache.lineBytes"), "cache.lineBytes");
        Check.inRange(hitCycles, 0, 1000, "cache.hitCycles");
        Check.isTrue(
                replacement != Replacement.TREE_PLRU || Integer.bitCount(ways) == 1,
                "cache.replacement=tree-plru needs ways that are a power of two, and cache.ways=" + ways
                        + " are not. Choose 'lru' or 'random', or other ways.");
    }

    /** A cache that gives up the least recently used line. */
    public CacheSpec(int sets, int ways, int lineBytes, int hitCycles) {
        this(sets, ways, lineBytes, hitCycles, Replacement.LRU);
    }

    /** This cache with another rule for who goes. */
    public CacheSpec withReplacement(Replacement other) {
        return new CacheSpec(sets, ways, lineBytes, hitCycles, other);
    }

    /** A cache of so many bytes in all. */
    public static CacheSpec ofBytes(long bytes, int ways, int lineBytes, int hitCycles) {
        long perSet = (long) ways * lineBytes;
        Check.multipleOf(bytes, perSet, "cache.bytes");
        return new CacheSpec((int) (bytes / perSet), ways, lineBytes, hitCycles);
    }

    /** Bytes of data it holds. */
    public long sizeBytes() {
        return (long) sets * ways * lineBytes;
    }

    /** Bits to shift an address by, to get the number of its line. */
    public int lineBits() {
        return Integer.numberOfTrailingZeros(lineBytes);
    }
}
