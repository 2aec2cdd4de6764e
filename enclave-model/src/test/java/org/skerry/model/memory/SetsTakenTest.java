package org.skerry.model.memory;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.skerry.sim.rng.RandomStreams;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;

/** What the host needs for tags grows with the sets that have had lines, and nobody who uses them sees that. */
final class SetsTakenTest {
    private static final int LEAST = 512; // two chunks, one of them empty

    private static SetAssociativeCache cache(CacheSpec spec) {
        return new SetAssociativeCache(spec, 4, new RandomStreams(7).stream("ways", 0));
    }

    private static byte[] saved(SetAssociativeCache cache) {
        StateWriter out = new StateWriter();
        cache.save(out);
        return out.toByteArray();
    }

    @Test
    void anEmptyCacheOfAnySizeNeedsNextToNothing() {
        SetAssociativeCache cache = cache(CacheSpec.ofBytes(32 << 20, 16, 64, 12));
        for (long line = 0; line < 1 << 20; line += 7) {
            assertFalse(cache.read(line) | cache.write(line) | cache.holds(line) | cache.invalidate(line));
            cache.mark(line, SetAssociativeCache.MODIFIED);
        }
        assertTrue(cache.linesTaken() <= LEAST, cache.linesTaken() + " lines");
    }

    @Test
    void linesSideBySideNeedFewTimesTheirNumber() {
        SetAssociativeCache cache = cache(CacheSpec.ofBytes(32 << 20, 1, 64, 12));
        for (int lines = 1; lines <= 1 << 18; lines *= 2) {
            for (int i = 0; i < lines; i++) {
                cache.fill(4L * i, SetAssociativeCache.SHARED);
            }
            assertTrue(cache.linesTaken() <= LEAST + 4 * lines, cache.linesTaken() + " for " + lines);
        }
    }

    @ParameterizedTest
    @EnumSource(Replacement.class)
    void aLineIsFoundInItsSetInWhicheverOrderSetsAreUsedAndAfterItWasSaved(Replacement rule) {
        for (long seed = 1; seed <= 8; seed++) {
            Random random = new Random(seed);
            CacheSpec spec =
                    new CacheSpec(1 << random.nextInt(12), 1 << random.nextInt(5), 64, 4).withReplacement(rule);
            SetAssociativeCache cache = cache(spec);
            SetAssociativeCache copy = cache(spec);
            long[] filled = new long[1 + random.nextInt(100)];
            for (int i = 0; i < filled.length; i++) {
                filled[i] = 4L * random.nextInt(1 << 14);
                cache.fill(filled[i], SetAssociativeCache.EXCLUSIVE);
                assertTrue(cache.holds(filled[i]), "seed " + seed + ", " + spec);
                if (cache.evicted() != SetAssociativeCache.NONE) {
                    assertFalse(cache.holds(cache.evicted()), "seed " + seed);
                    assertEquals(
                            filled[i] / 4 % spec.sets(), cache.evicted() / 4 % spec.sets(), "seed " + seed + ", set");
                }
            }
            for (long line = 0; line < 4L * spec.sets(); line += 4) {
                copy.fill(line, SetAssociativeCache.MODIFIED); // which must be gone afterwards, unless it was there
            }
            copy.load(new StateReader(saved(cache)));
            for (long line = 0; line < 4 << 14; line += 4) {
                assertEquals(cache.holds(line), copy.holds(line), "seed " + seed + ", line " + line);
            }
            assertArrayEquals(saved(cache), saved(copy), "seed " + seed);
        }
    }
}
