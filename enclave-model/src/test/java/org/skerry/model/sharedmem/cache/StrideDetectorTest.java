package org.skerry.model.sharedmem.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Runs of lines; a page of 4 KiB has 64 of them. */
final class StrideDetectorTest {
    private final StrideDetector detector = new StrideDetector(new PrefetchSpec(4, 2, 2), 64);

    private long last(long... lines) {
        long stride = 0;
        for (long line : lines) {
            stride = detector.train(line);
        }
        return stride;
    }

    @Test
    void threeLinesAtEqualDistancesAreARun() {
        assertEquals(0, last(10));
        assertEquals(0, last(12));
        assertEquals(2, last(14));
        assertEquals(2, last(16));
    }

    @Test
    void aRunMayGoDown() {
        assertEquals(-3, last(40, 37, 34));
    }

    @Test
    void anotherDistanceEndsIt() {
        assertEquals(0, last(10, 12, 14, 15));
        assertEquals(1, last(16));
    }

    @Test
    void theSameLineAgainNeitherEndsNorMakesARun() {
        assertEquals(0, last(10, 10, 10));
        assertEquals(1, last(11, 12));
    }

    @Test
    void runsOfTwoPagesAreFollowedSideBySideAndAThirdPutsOutTheOlder() {
        assertEquals(1, last(0, 64, 1, 66, 2));
        assertEquals(2, last(68));
        assertEquals(0, last(128), "puts the first page out");
        assertEquals(2, last(70));
        assertEquals(0, last(3));
    }

    @Test
    void aRunDoesNotReachIntoTheNextPage() {
        assertTrue(detector.samePage(10, 63));
        assertFalse(detector.samePage(63, 64));
    }
}
