package org.skerry.model.sharedmem.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.skerry.model.sharedmem.cache.FilterRig.Leaving;
import org.skerry.model.sharedmem.cache.FilterRig.Result;

/** What filters let pass would change nothing, whatever guests on other cores, their runtime and the prefetcher do meanwhile. */
final class AccessFilterLawTest {
    private static final int SEEDS = 24;

    @Test
    void onlyTheLineThatWasUsedLastOfItsSetPassesAtAnyTime() {
        long unseen = 0;
        for (long seed = 1; seed <= SEEDS; seed++) {
            unseen += FilterRig.runWatched(seed);
        }
        assertTrue(unseen > 100L * SEEDS, unseen + " accesses were left out");
    }

    @Test
    void cachesDoAndHoldTheSameWithWhatIsLeftOut() {
        for (long seed = 1; seed <= SEEDS; seed++) {
            assertEquals(
                    FilterRig.run(seed, Leaving.NOTHING), FilterRig.run(seed, Leaving.WHAT_PASSES), "seed " + seed);
        }
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"NOTHING", "WHAT_PASSES"})
    void whoLeavesOutMoreIsSeen(Leaving tooMuch) {
        int seen = 0;
        for (long seed = 1; seed <= SEEDS; seed++) {
            seen += differs(seed, tooMuch) ? 1 : 0;
        }
        assertTrue(seen > SEEDS / 4, tooMuch + " was seen under " + seen + " of " + SEEDS + " seeds");
    }

    private static boolean differs(long seed, Leaving tooMuch) {
        Result right = FilterRig.run(seed, Leaving.NOTHING);
        try {
            return !right.equals(FilterRig.run(seed, tooMuch));
        } catch (IllegalStateException broken) {
            return true;
        }
    }
}
