package org.skerry.scenario.opponent;

import org.skerry.model.memory.CacheSpec;
import org.skerry.model.memory.SramModel;
import org.skerry.model.sharedmem.cache.DirectorySpec;
import org.skerry.model.sharedmem.cache.DramSpec;
import org.skerry.model.sharedmem.cache.MemorySpec;
import org.skerry.sim.kernel.ClockDomain;

/**
 * The bytes of a private memory as those of three levels of cache: a first level of 32 KiB, or an eighth of it if that is less; a second level of
 * a power of two next to half of all; a slice of the rest. Each answers in the cycles that its size takes by {@link SramModel}, tags before data
 * beyond the first level:
 *
 * <pre>
 *   first level    1 + access(data)                                  in all
 *   second level   first level + access(tags) + access(data)         in all
 *   slice          max(access(tags), access(directory)) + access(data)
 *   tagCycles      access(tags of the first level) + access(tags of the second)
 * </pre>
 */
final class CacheCut {
    private static final int LINE_BYTES = 64;
    private static final int MOST_FIRST_BYTES = 32 << 10;
    private static final int FIRST_WAYS = 8;
    private static final int SECOND_WAYS = 16;
    private static final int FEWEST_SLICE_WAYS = 8;
    private static final int MOST_WAYS = 64;
    private static final int DIRECTORY_WAYS = 16;

    /** Bytes of a tag or an entry of a directory, beside a bit for each core. */
    private static final int TAG_BYTES = 4;

    private static final ClockDomain MESH = new ClockDomain("mesh", 1, 1);

    private CacheCut() {}

    /** Caches of {@code bytes} in all for each of {@code cores} cores; a few are left over where no shape of a cache has as many. */
    static MemorySpec of(long bytes, int cores, long hertz) {
        long first = Math.min(MOST_FIRST_BYTES, Long.highestOneBit(bytes / 8));
        long second = second(bytes - first, bytes / 2);
        return timed(first, second, slice(bytes - first - second), cores, hertz);
    }

    /** Caches of these sizes with the cycles that they take. */
    static MemorySpec timed(long first, long second, CacheSpec slice, int cores, long hertz) {
        int firstCycles = 1 + access(first, hertz);
        int secondTags = access(tagBytes(second), hertz);
        CacheSpec l1 = CacheSpec.ofBytes(first, FIRST_WAYS, LINE_BYTES, firstCycles);
        CacheSpec l2 =
                CacheSpec.ofBytes(second, SECOND_WAYS, LINE_BYTES, firstCycles + secondTags + access(second, hertz));
        int directoryLines = Math.toIntExact(2 * second / LINE_BYTES);
        long directoryBytes = (long) directoryLines * (TAG_BYTES * Byte.SIZE + cores) / Byte.SIZE;
        int sliceTags = Math.max(access(tagBytes(slice.sizeBytes()), hertz), access(directoryBytes, hertz));
        CacheSpec timedSlice =
                new CacheSpec(slice.sets(), slice.ways(), LINE_BYTES, sliceTags + access(slice.sizeBytes(), hertz));
        return MemorySpec.of(l1, l2, timedSlice)
                .withTagCycles(access(tagBytes(first), hertz) + secondTags)
                .withDirectory(new DirectorySpec(directoryLines / DIRECTORY_WAYS, DIRECTORY_WAYS))
                .withDram(DramSpec.DEFAULT.atClock(hertz));
    }

    /** The power of two nearest to {@code wanted} that leaves a slice that can be built; else the nearest of all. */
    private static long second(long bytes, long wanted) {
        long best = 0;
        for (long size = (long) SECOND_WAYS * LINE_BYTES; size < bytes; size *= 2) {
            boolean exact = slice(bytes - size).sizeBytes() == bytes - size;
            boolean bestExact = best > 0 && slice(bytes - best).sizeBytes() == bytes - best;
            boolean nearer = Math.abs(size - wanted) < Math.abs(best - wanted);
            if (size >= MOST_FIRST_BYTES && (exact && !bestExact || exact == bestExact && nearer)) {
                best = size;
            }
        }
        return best;
    }

    /** The largest slice of at most so many bytes, in as few ways as it takes. */
    static CacheSpec slice(long bytes) {
        long lines = Math.max(FEWEST_SLICE_WAYS, bytes / LINE_BYTES);
        long sets = 1;
        while (lines / sets > MOST_WAYS || lines % (2 * sets) == 0 && lines / (2 * sets) >= FEWEST_SLICE_WAYS) {
            sets *= 2;
        }
        return new CacheSpec((int) sets, (int) (lines / sets), LINE_BYTES, 0);
    }

    private static long tagBytes(long bytes) {
        return bytes / LINE_BYTES * TAG_BYTES;
    }

    private static int access(long bytes, long hertz) {
        return new SramModel(bytes).loadCycles(MESH, hertz);
    }
}
