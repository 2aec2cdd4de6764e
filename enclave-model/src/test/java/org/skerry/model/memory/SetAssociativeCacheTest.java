package org.skerry.model.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.skerry.sim.config.ConfigException;
import org.skerry.sim.rng.RandomStream;
import org.skerry.sim.rng.RandomStreams;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;

final class SetAssociativeCacheTest {

    /** The textbook: a list for each set, most recent first. */
    private static final class NaiveCache {
        private final List<List<Long>> sets = new ArrayList<>();
        private final int ways;
        private long hits;
        private long misses;

        NaiveCache(int sets, int ways) {
            this.ways = ways;
            for (int i = 0; i < sets; i++) {
                this.sets.add(new ArrayList<>());
            }
        }

        /** Returns the line that went out, or -1. */
        long access(long line) {
            List<Long> set = sets.get((int) (line % sets.size()));
            if (set.remove(Long.valueOf(line))) {
                hits++;
                set.add(0, line);
                return -1;
            }
            misses++;
            set.add(0, line);
            return set.size() > ways ? set.remove(ways) : -1;
        }
    }

    private static SetAssociativeCache cache(CacheSpec spec) {
        return new SetAssociativeCache(spec, new RandomStreams(7).stream("ways", 0));
    }

    @Test
    void hitsMissesAndVictimsEqualThoseOfANaiveCacheOnRandomTraces() {
        for (long seed = 1; seed <= 20; seed++) {
            RandomStream random = new RandomStreams(seed).stream("trace", 0);
            int sets = 1 << random.nextInt(6);
            int ways = 1 + random.nextInt(9);
            SetAssociativeCache cache = cache(new CacheSpec(sets, ways, 64, 1));
            NaiveCache naive = new NaiveCache(sets, ways);
            int range = 1 + random.nextInt(4 * sets * ways);
            for (int i = 0; i < 5_000; i++) {
                long line = random.nextInt(range);
                long expected = naive.access(line);
                long evicted = SetAssociativeCache.NONE;
                if (!cache.read(line)) {
                    cache.fill(line, SetAssociativeCache.SHARED);
                    evicted = cache.evicted();
                }
                assertEquals(expected, evicted, "seed " + seed + ", access " + i);
            }
            assertEquals(naive.hits, cache.hits(), "seed " + seed);
            assertEquals(naive.misses, cache.misses(), "seed " + seed);
        }
    }

    @Test
    void aWriteHitsOnlyWhereTheLineIsTheOnlyCopy() {
        SetAssociativeCache cache = cache(new CacheSpec(4, 2, 64, 1));
        cache.fill(5, SetAssociativeCache.SHARED);
        assertFalse(cache.write(5));
        cache.fill(5, SetAssociativeCache.EXCLUSIVE);
        assertTrue(cache.write(5));
        cache.share(5);
        assertFalse(cache.write(5));
        assertTrue(cache.read(5));
    }

    @Test
    void onlyAWrittenVictimMustBeWrittenBack() {
        SetAssociativeCache cache = cache(new CacheSpec(1, 1, 64, 1));
        cache.fill(1, SetAssociativeCache.EXCLUSIVE);
        assertTrue(cache.write(1));
        cache.fill(2, SetAssociativeCache.SHARED);
        assertEquals(1, cache.evicted());
        assertTrue(cache.evictedModified());
        cache.fill(3, SetAssociativeCache.SHARED);
        assertEquals(2, cache.evicted());
        assertFalse(cache.evictedModified());
    }

    @ParameterizedTest
    @EnumSource(Replacement.class)
    void anInvalidatedLineMakesRoomForOne(Replacement replacement) {
        SetAssociativeCache cache = cache(new CacheSpec(1, 2, 64, 1, replacement));
        cache.fill(1, SetAssociativeCache.SHARED);
        cache.fill(2, SetAssociativeCache.MODIFIED);
        assertFalse(cache.invalidate(1));
        assertTrue(cache.holds(2) && !cache.holds(1));
        cache.fill(3, SetAssociativeCache.SHARED);
        assertEquals(SetAssociativeCache.NONE, cache.evicted());
        assertTrue(cache.invalidate(2));
    }

    @ParameterizedTest
    @EnumSource(Replacement.class)
    void aRestoredCacheGoesOnAsTheSavedOne(Replacement replacement) {
        RandomStream random = new RandomStreams(3).stream("trace", 0);
        CacheSpec spec = CacheSpec.ofBytes(4096, 4, 64, 1).withReplacement(replacement);
        SetAssociativeCache cache = cache(spec);
        for (int i = 0; i < 500; i++) {
            cache.fill(random.nextInt(200), SetAssociativeCache.SHARED);
        }
        StateWriter out = new StateWriter();
        cache.save(out);
        SetAssociativeCache restored = cache(spec);
        restored.load(new StateReader(out.toByteArray()));
        for (int i = 0; i < 500; i++) {
            long line = random.nextInt(200);
            assertEquals(cache.read(line), restored.read(line));
            cache.fill(line, SetAssociativeCache.SHARED);
            restored.fill(line, SetAssociativeCache.SHARED);
        }
        assertEquals(cache.hits(), restored.hits());
    }

    @Test
    void impossibleShapesAreRefused() {
        assertThrows(ConfigException.class, () -> new CacheSpec(3, 2, 64, 1));
        assertThrows(ConfigException.class, () -> new CacheSpec(4, 0, 64, 1));
        assertThrows(ConfigException.class, () -> new CacheSpec(4, 3, 64, 1, Replacement.TREE_PLRU));
        assertThrows(ConfigException.class, () -> CacheSpec.ofBytes(1000, 2, 64, 1));
        assertEquals(32 * 1024, CacheSpec.ofBytes(32 * 1024, 8, 64, 4).sizeBytes());
    }

    @Test
    void aSliceUsesAllItsSetsForTheLinesThatComeToIt() {
        CacheSpec spec = new CacheSpec(16, 4, 64, 10);
        assertEquals(64, hitsOfSecondPass(new SetAssociativeCache(spec, 4, null)));
        assertEquals(0, hitsOfSecondPass(cache(spec)), "the mutant that forgets it is a slice");
    }

    /** Reads 64 lines, every fourth one, twice. */
    private static long hitsOfSecondPass(SetAssociativeCache cache) {
        for (int pass = 0; pass < 2; pass++) {
            for (long line = 3; line < 256; line += 4) {
                if (!cache.read(line)) {
                    cache.fill(line, SetAssociativeCache.SHARED);
                }
            }
        }
        return cache.hits();
    }

    @Test
    void aDrawnVictimIsAnyWayEquallyOften() {
        int ways = 8;
        SetAssociativeCache cache = cache(new CacheSpec(1, ways, 64, 1, Replacement.RANDOM));
        long[] gone = new long[ways];
        long[] holds = new long[ways]; // line by way: free ways are taken in order
        int draws = 80_000;
        for (long line = 0; line < ways + draws; line++) {
            cache.fill(line, SetAssociativeCache.SHARED);
            int way = (int) line;
            if (cache.evicted() != SetAssociativeCache.NONE) {
                for (way = 0; holds[way] != cache.evicted(); way++) {}
                gone[way]++;
            }
            holds[way] = line;
        }
        double chi2 = 0;
        for (long each : gone) {
            chi2 += Math.pow(each - draws / 8.0, 2) / (draws / 8.0);
        }
        assertTrue(chi2 < 24.3, "chi-squared with 7 degrees of freedom, 0.1 %: " + chi2);
    }
}
