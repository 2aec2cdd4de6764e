package org.skerry.model.sharedmem.cache;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.skerry.model.sharedmem.cache.CoherentMemoryRig.CORES;
import static org.skerry.model.sharedmem.cache.CoherentMemoryRig.INCLUSIVE;
import static org.skerry.model.sharedmem.cache.CoherentMemoryRig.LINES;
import static org.skerry.model.sharedmem.cache.CoherentMemoryRig.TINY;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.skerry.model.memory.CacheSpec;
import org.skerry.model.sharedmem.coherence.HomeState;
import org.skerry.model.sharedmem.coherence.PrivateState;

/** What single accesses do to caches, directories and counters, and how many hit where. */
final class CoherentMemoryTest {
    @Test
    void aReaderAfterAWriterGetsTheLineFromTheWriterWithoutGoingToMemory() {
        CoherentMemoryRig rig = new CoherentMemoryRig(1, TINY);
        rig.access(0, 5, true);
        rig.drain();
        long before = rig.counter("memory.dram.reads");
        rig.access(1, 5, false);
        rig.drain();
        assertEquals(before, rig.counter("memory.dram.reads"));
        assertEquals(1, rig.counter("memory.cacheToCache"));
        assertEquals(PrivateState.SHARED, rig.memory.side(0).state(5));
        assertEquals(PrivateState.SHARED, rig.memory.side(1).state(5));
        assertEquals(HomeState.SHARED, rig.memory.home(5).state(5));
    }

    @Test
    void aProbeWaitsAsLongAsItIsToldAtAPrivateCache() {
        long[] ends = new long[2];
        for (int i = 0; i < 2; i++) {
            CoherentMemoryRig rig =
                    new CoherentMemoryRig(1, TINY.withLlc(new LlcSpec(LlcSpec.Inclusion.NON_INCLUSIVE, 700 * i)));
            rig.access(0, 5, true);
            rig.drain();
            rig.access(1, 5, true);
            rig.drain();
            ends[i] = rig.wires.cycle();
        }
        assertEquals(ends[0] + 700, ends[1]);
    }

    @Test
    void aLineReadByOneIsWrittenWithoutAskingAnybody() {
        CoherentMemoryRig rig = new CoherentMemoryRig(1, TINY);
        rig.access(0, 5, false);
        rig.drain();
        assertEquals(PrivateState.EXCLUSIVE, rig.memory.side(0).state(5));
        long lookUps = rig.counter("memory.directory.lookups");
        rig.access(0, 5, true);
        assertEquals(PrivateState.MODIFIED, rig.memory.side(0).state(5));
        assertEquals(lookUps, rig.counter("memory.directory.lookups"));
    }

    @Test
    void aLineWrittenOnAWrongGuessAsksForTheRightWhenTheAnswerTells() {
        CoherentMemoryRig rig = new CoherentMemoryRig(1, TINY);
        rig.foresee(0, 5, false); // nobody has it: taken for the only copy
        rig.foresee(0, 5, true); // and so written
        rig.access(1, 5, false);
        rig.drain();
        rig.replay(0);
        rig.drain();
        assertEquals(PrivateState.MODIFIED, rig.memory.side(0).state(5));
        assertEquals(PrivateState.INVALID, rig.memory.side(1).state(5));
        assertFalse(rig.memory.side(1).tags.holds(5));
        assertEquals(1, rig.counter("memory.probes.invalidate"));
    }

    @Test
    void aLineThatTheTagsLostAndMissedAgainInOneTurnIsFetchedTwice() {
        CoherentMemoryRig rig = new CoherentMemoryRig(1, TINY);
        for (long line : new long[] {0, 2, 4, 0}) { // of one set with two ways
            rig.foresee(0, line, false);
        }
        while (!rig.ledgers.get(0).isEmpty()) {
            rig.replay(0);
            rig.drain();
        }
        assertEquals(4, rig.counter("memory.directory.lookups"));
        rig.checkQuiet("in the end");
    }

    @Test
    void aFullDirectoryRecallsLinesAndLosesNothingThatWasWritten() {
        CoherentMemoryRig rig = new CoherentMemoryRig(1, TINY);
        MemorySpec roomy = MemorySpec.of(TINY.l1(), CacheSpec.ofBytes(64 << 10, 4, 64, 14), TINY.slice());
        CoherentMemoryRig large = new CoherentMemoryRig(1, roomy.withDirectory(new DirectorySpec(1, 2)));
        for (CoherentMemoryRig each : Arrays.asList(rig, large)) {
            for (int line = 0; line < LINES; line++) {
                each.access(0, line, true);
                each.drain();
            }
            each.checkQuiet("after writing");
        }
        // Two lines in each of four directories stay; what the other sixteen had was given back.
        assertEquals(LINES - 2 * CORES, large.counter("memory.directory.recalls"));
        long held = 0;
        for (long line = 0; line < LINES; line++) {
            held += large.memory.side(0).state(line) == PrivateState.MODIFIED ? 1 : 0;
        }
        assertEquals(2 * CORES, held);
    }

    /** Directories are roomy here: what makes room is the slice. */
    @Test
    void hitsMissesRecallsAndWriteBacksOfOneCoreEqualThoseOfAnotherSimulator() {
        for (LlcSpec.Inclusion inclusion : LlcSpec.Inclusion.values()) {
            for (long seed = 1; seed <= 4; seed++) {
                MemorySpec spec = TINY.withDirectory(new DirectorySpec(64, 16)).withLlc(new LlcSpec(inclusion, 0));
                CoherentMemoryRig rig = new CoherentMemoryRig(seed, spec);
                InclusiveSimulator other = new InclusiveSimulator(
                        inclusion == LlcSpec.Inclusion.INCLUSIVE, CORES, new int[] {1, 2}, new int[] {2, 2}, new int[] {
                            2, 2
                        });
                for (int i = 0; i < 1000; i++) {
                    int line = rig.random.nextInt(8) == 0 ? rig.random.nextInt(200) : rig.random.nextInt(LINES);
                    boolean write = rig.random.nextInt(3) == 0;
                    rig.access(0, line, write);
                    rig.drain();
                    other.access(line, write);
                }
                long[] expected = {
                    other.firstHits,
                    other.secondHits,
                    other.sliceHits,
                    other.sliceMisses,
                    other.recalls,
                    other.memoryWrites,
                    other.puts
                };
                long[] found = {
                    rig.counter("memory.l1.hits"),
                    rig.counter("memory.l2.hits"),
                    rig.counter("memory.shared.hits"),
                    rig.counter("memory.shared.misses"),
                    rig.counter("memory.directory.recalls"),
                    rig.counter("memory.dram.writes"),
                    rig.counter("memory.writeBacks")
                };
                assertArrayEquals(expected, found, inclusion + ", seed " + seed);
                assertEquals(inclusion == LlcSpec.Inclusion.INCLUSIVE, other.recalls > 0);
            }
        }
    }

    @Test
    void anInclusiveSliceRecallsWhatItCannotHoldAndAnotherOneDoesNot() {
        MemorySpec roomy = MemorySpec.of(TINY.l1(), CacheSpec.ofBytes(64 << 10, 4, 64, 14), TINY.slice());
        CoherentMemoryRig other = new CoherentMemoryRig(1, roomy);
        CoherentMemoryRig inclusive = new CoherentMemoryRig(1, roomy.withLlc(INCLUSIVE.llc()));
        for (CoherentMemoryRig each : Arrays.asList(other, inclusive)) {
            for (int line = 0; line < LINES; line++) {
                each.access(0, line, true);
                each.drain();
            }
            each.checkQuiet("after writing");
        }
        // Each of four slices has four lines; what the other eight had was given back, and written to memory.
        assertEquals(0, other.counter("memory.directory.recalls"));
        assertEquals(LINES - 4 * CORES, inclusive.counter("memory.directory.recalls"));
        assertEquals(LINES - 4 * CORES, inclusive.counter("memory.dram.writes"));
        for (int line = 0; line < LINES; line++) {
            other.access(0, line, false);
            assertEquals(PrivateState.MODIFIED, other.memory.side(0).state(line));
        }
    }

    @Test
    void aHitInTheSecondLevelSendsNothing() {
        CoherentMemoryRig rig =
                new CoherentMemoryRig(1, MemorySpec.of(TINY.l1(), new CacheSpec(8, 4, 64, 14), TINY.slice()));
        for (int line = 0; line < 8; line++) {
            rig.access(0, line, false);
            rig.drain();
        }
        long wish = rig.memory.caches().access(0, 0, true);
        assertTrue(LineWish.isNear(wish));
        assertTrue(rig.wires.isEmpty());
        assertEquals(PrivateTags.Found.FIRST, rig.memory.side(0).tags.access(0, true));
    }

    @Test
    void whatFitsTheSecondLevelOnlyIsServedThereWhereverItCameFromUntilAnotherCoreTakesIt() {
        CoherentMemoryRig rig =
                new CoherentMemoryRig(1, MemorySpec.of(TINY.l1(), new CacheSpec(8, 4, 64, 14), TINY.slice()));
        long[] hits = new long[5];
        for (int pass = 0; pass < hits.length; pass++) {
            for (int line = 0; line < LINES; line++) {
                if (pass == 0 || pass == 3 && line % 2 == 0) {
                    rig.access(1, line, true); // so that it comes from another core
                    rig.drain();
                }
            }
            long before = rig.counter("memory.l2.hits");
            for (int line = 0; line < LINES; line++) {
                rig.access(0, line, pass == 1);
                rig.drain();
            }
            hits[pass] = rig.counter("memory.l2.hits") - before;
        }
        // Come from core 1; may not be written yet; written lines have left the first level; half are core 1's again;
        // all are here.
        assertArrayEquals(new long[] {0, 0, LINES, LINES / 2, LINES}, hits);
    }

    @Test
    void theRightToWriteACopyBringsNoBytes() {
        CoherentMemoryRig rig = new CoherentMemoryRig(1, TINY);
        rig.access(1, 5, false);
        rig.drain();
        rig.access(0, 5, false);
        rig.drain();
        long first = rig.counter("memory.l1.writes");
        long second = rig.counter("memory.l2.writes");
        rig.access(0, 5, true);
        rig.drain();
        assertEquals(PrivateState.MODIFIED, rig.memory.side(0).state(5));
        assertEquals(first + 1, rig.counter("memory.l1.writes"), "the store");
        assertEquals(second, rig.counter("memory.l2.writes"));
    }
}
