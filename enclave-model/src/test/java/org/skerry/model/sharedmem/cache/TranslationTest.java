package org.skerry.model.sharedmem.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.skerry.model.memory.CacheSpec;
import org.skerry.model.memory.SetAssociativeCache;

/** Look-aside buffers and walks, one page after the other. Pages of 4 KiB have 64 lines of 64 bytes. */
final class TranslationTest {
    private static final int LINES = 64; // of a page

    private final List<Long> read = new ArrayList<>();
    private int paused;

    private final Translation.Walker walker = new Translation.Walker() {
        @Override
        public void pause(int cycles) {
            paused += cycles;
        }

        @Override
        public void fault(int coreCycles) {
            paused += coreCycles;
        }

        @Override
        public void read(long line) {
            read.add(line);
        }
    };

    private static Translation of(int pageBytes, int firstWays, int secondWays, int walkEntries) {
        return new Translation(new TranslationSpec(pageBytes, 1, firstWays, 1, secondWays, 9, walkEntries), 64, null);
    }

    private void touch(Translation translation, long line) {
        if (!translation.knows(line)) {
            translation.find(line, walker);
        }
    }

    @Test
    void thePageOfTheLastAccessCostsNothing() {
        Translation translation = of(4096, 2, 4, 4);
        touch(translation, 5);
        paused = 0;
        read.clear();
        touch(translation, 63);
        assertEquals(0, paused);
        assertEquals(List.of(), read);
    }

    @Test
    void whatTheFirstBufferHasForgottenTheSecondAnswersWithoutAWalk() {
        Translation translation = of(4096, 2, 4, 4);
        for (long page = 0; page < 3; page++) {
            touch(translation, page * LINES);
        }
        paused = 0;
        read.clear();
        touch(translation, 0);
        assertEquals(9, paused);
        assertEquals(List.of(), read);
        assertEquals(4, translation.firstMisses());
        assertEquals(3, translation.walks());
    }

    @Test
    void aWalkReadsAnEntryOfEachLevelAndOfTheLowestAloneIfItKnowsTheTable() {
        for (int[] each : new int[][] {{4096, 4}, {2 << 20, 3}, {1 << 30, 2}}) {
            Translation translation = of(each[0], 2, 4, 4);
            long page = each[0] / 64;
            read.clear();
            touch(translation, 0);
            assertEquals(each[1], read.size(), each[0] + " bytes");
            touch(translation, page);
            assertEquals(each[1] + 1, read.size(), each[0] + " bytes");
            assertEquals(read.get(each[1] - 1), read.get(each[1]), "eight entries lie in a line");
            touch(translation, 8 * page);
            assertEquals(read.get(each[1]) + 1, read.get(each[1] + 1), "the next line of the lowest level");
            touch(translation, 512 * page);
            assertEquals(2 * each[1] + 2, read.size(), "another table");
        }
    }

    @Test
    void levelsDoNotShareLines() {
        Translation translation = of(4096, 1, 1, 1);
        long last = (1L << 46) / 64 - 1;
        touch(translation, last);
        touch(translation, 0);
        assertEquals(8, read.stream().distinct().count() + (read.get(0).equals(read.get(4)) ? 1 : 0));
        assertTrue(read.stream().allMatch(line -> line > last));
    }

    /** The same sequence of pages through buffers and through caches of the same shape. */
    @Test
    void buffersForgetThePageThatWasUsedLeastRecently() {
        Translation translation = new Translation(new TranslationSpec(4096, 4, 2, 8, 4, 9, 4), 64, null);
        SetAssociativeCache first = new SetAssociativeCache(new CacheSpec(4, 2, 64, 0), null);
        SetAssociativeCache second = new SetAssociativeCache(new CacheSpec(8, 4, 64, 0), null);
        long walks = 0;
        long state = 1;
        long previous = -1;
        for (int i = 0; i < 10_000; i++) {
            state = state * 6364136223846793005L + 1442695040888963407L;
            long page = (state >>> 33) % 50;
            boolean hit = page == previous || first.read(page);
            previous = page;
            assertEquals(hit, translation.knows(page * LINES), "access " + i);
            if (!hit) {
                if (!second.read(page)) {
                    walks++;
                    second.fill(page, SetAssociativeCache.SHARED);
                }
                first.fill(page, SetAssociativeCache.SHARED);
                translation.find(page * LINES, walker);
            }
        }
        assertTrue(walks > 100 && walks < translation.firstMisses());
        assertEquals(walks, translation.walks());
    }

    @Test
    void aBufferOfOnePageKnowsOneAtATime() {
        Translation translation = of(4096, 1, 1, 1);
        touch(translation, 0);
        assertTrue(translation.knows(1));
        touch(translation, LINES);
        assertFalse(translation.knows(0));
    }
}
