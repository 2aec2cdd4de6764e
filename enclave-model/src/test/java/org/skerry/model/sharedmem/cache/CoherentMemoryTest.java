package org.skerry.model.sharedmem.cache;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.junit.jupiter.api.Test;
import org.skerry.model.memory.CacheSpec;
import org.skerry.model.sharedmem.coherence.HomeState;
import org.skerry.model.sharedmem.coherence.PrivateState;
import org.skerry.noc.Packet;
import org.skerry.noc.topology.MeshSpec;
import org.skerry.sim.rng.RandomStream;
import org.skerry.sim.rng.RandomStreams;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.stats.StatsRegistry;

/**
 * Caches, directories and channels behind a network that delays every packet at random and keeps no order but that of the packets of one
 * virtual network between two endpoints; asked by cores at random, at once as the runtime does or after the fact as a ledger does.
 */
final class CoherentMemoryTest {
    private static final int CORES = 4;
    private static final int LINES = 24;
    private static final MemorySpec TINY = MemorySpec.of(
                    new CacheSpec(1, 2, 64, 4), new CacheSpec(2, 2, 64, 14), new CacheSpec(2, 2, 64, 12))
            .withDirectory(new DirectorySpec(1, 4));

    private static final MemorySpec INCLUSIVE = TINY.withLlc(new LlcSpec(LlcSpec.Inclusion.INCLUSIVE, 0));

    private static final class Rig implements MemorySystem.Surroundings {
        private final PriorityQueue<Event> events = new PriorityQueue<>();
        private final Map<List<Integer>, Long> lastArrival = new HashMap<>();
        private final RandomStream random;
        private final CoherentMemory memory;
        private final boolean inclusive;
        private final int[] waiting = new int[CORES];
        private final List<ArrayDeque<long[]>> ledgers = new ArrayList<>(); // of each core: wish, victim or -1
        private long sequence;
        private long cycle;

        private record Event(long at, long order, Runnable action) implements Comparable<Event> {
            @Override
            public int compareTo(Event other) {
                return at != other.at ? Long.compare(at, other.at) : Long.compare(order, other.order);
            }
        }

        Rig(long seed, MemorySpec spec) {
            inclusive = spec.llc().isInclusive();
            random = new RandomStreams(seed).stream("coherent memory", 0);
            memory =
                    new CoherentMemory(spec, new RandomStreams(1), new Endpoints(MeshSpec.of(2, 2, 2, 1), CORES), this);
            for (int core = 0; core < CORES; core++) {
                ledgers.add(new ArrayDeque<>());
            }
        }

        @Override
        public void send(long now, int source, int destination, LineMessage message) {
            Packet packet = new Packet(1, source, destination, message.kind().network(), 8, message);
            List<Integer> way =
                    List.of(source, destination, message.kind().network().ordinal());
            long at = Math.max(now + 1 + random.nextInt(60), lastArrival.getOrDefault(way, 0L) + 1);
            lastArrival.put(way, at);
            events.add(new Event(at, sequence++, () -> memory.arrived(cycle, packet)));
        }

        @Override
        public void schedule(long at, int unit, long payload) {
            events.add(new Event(at, sequence++, () -> memory.due(cycle, unit, payload)));
        }

        @Override
        public void served(long now, int core, long line, Server server) {
            assertTrue(waiting[core] > 0, "core " + core + " waits for nothing");
            waiting[core]--;
        }

        /** An access at this cycle. */
        void access(int core, long line, boolean write) {
            long wish = memory.caches().access(core, line, write);
            if (wish != PrivateCaches.HIT && !LineWish.isNear(wish)) {
                long victim = victimOf(core, wish);
                if (victim >= 0) {
                    memory.writeBack(cycle, core, victim);
                }
                waiting[core] += memory.request(cycle, core, wish) ? 1 : 0;
            }
        }

        /** An access whose time comes later. */
        void foresee(int core, long line, boolean write) {
            long wish = memory.caches().access(core, line, write);
            if (wish != PrivateCaches.HIT && !LineWish.isNear(wish)) {
                ledgers.get(core).add(new long[] {wish, victimOf(core, wish)});
            }
        }

        private long victimOf(int core, long wish) {
            return LineWish.wasAsked(wish) ? -1 : memory.caches().victim(core);
        }

        /** A prefetch whose time comes later. */
        void foreseePrefetch(int core, long line) {
            if (memory.side(core).lacks(line)) {
                long wish = memory.side(core).prefetch(line);
                ledgers.get(core).add(new long[] {wish, memory.caches().victim(core)});
            }
        }

        /** The time of the oldest foreseen access of a core has come, if it waits for nothing. */
        void replay(int core) {
            if (waiting[core] == 0 && !ledgers.get(core).isEmpty()) {
                long[] entry = ledgers.get(core).remove();
                waiting[core] += memory.request(cycle, core, entry[0]) ? 1 : 0;
                if (entry[1] >= 0) {
                    memory.writeBack(cycle, core, entry[1]);
                }
            }
        }

        void forgetAll(int core) {
            for (long[] entry : ledgers.get(core)) {
                memory.forget(cycle, core, LineWish.line(entry[0]));
                if (entry[1] >= 0) {
                    memory.forget(cycle, core, entry[1]);
                }
            }
            ledgers.get(core).clear();
        }

        void drain() {
            while (!events.isEmpty()) {
                step();
            }
        }

        void step() {
            Event next = events.remove();
            cycle = next.at;
            next.action.run();
        }

        long counter(String name) {
            StatsRegistry registry = new StatsRegistry();
            memory.register(registry);
            return registry.snapshot(cycle).value(name);
        }

        /** In simulated time one core may write a line or several may read it, and the home knows of all of them. */
        void checkLines(String when) {
            for (long line = 0; line < LINES; line++) {
                int owners = 0;
                int holders = 0;
                for (int core = 0; core < CORES; core++) {
                    PrivateState state = memory.side(core).state(line);
                    boolean owns = state == PrivateState.EXCLUSIVE || state == PrivateState.MODIFIED;
                    boolean holds = owns || state == PrivateState.SHARED || state == PrivateState.UPGRADING;
                    owners += owns ? 1 : 0;
                    holders += holds ? 1 : 0;
                    for (int other = 0; other < CORES && holds; other++) {
                        if (other != core) {
                            assertTrue(
                                    memory.knownElsewhere(other, line),
                                    when + ": the home does not know of line " + line + " at core " + core);
                        }
                    }
                }
                assertTrue(owners == 0 || holders == 1, when + ": line " + line);
                if (inclusive && holders > 0 && memory.home(line).busyLines() == 0) {
                    assertTrue(memory.home(line).tags().holds(line), when + ": the slice lacks line " + line);
                }
            }
        }

        void checkQuiet(String when) {
            assertArrayEquals(new int[CORES], waiting, when);
            for (int core = 0; core < CORES; core++) {
                assertEquals(0, memory.side(core).unsettled(), when + ": core " + core);
            }
            for (long line = 0; line < LINES; line++) {
                assertEquals(0, memory.home(line).busyLines(), when);
            }
            checkLines(when);
        }
    }

    @Test
    void everyRequestIsServedOnceAndALineHasOneWriterOrManyReadersHoweverPacketsAreDelayed() {
        for (long seed = 1; seed <= 30; seed++) {
            Rig rig = new Rig(seed, seed % 2 == 0 ? TINY : INCLUSIVE);
            for (int i = 0; i < 400; i++) {
                rig.access(rig.random.nextInt(CORES), rig.random.nextInt(LINES), rig.random.nextInt(2) == 0);
                for (int steps = rig.random.nextInt(20); steps > 0 && !rig.events.isEmpty(); steps--) {
                    rig.step();
                    rig.checkLines("seed " + seed + ", access " + i);
                }
            }
            rig.drain();
            rig.checkQuiet("seed " + seed);
        }
    }

    @Test
    void accessesThatRanAheadOfTimeSettleWhenTheyAreReplayedOrForgotten() {
        for (long seed = 1; seed <= 30; seed++) {
            runAhead(new Rig(seed, TINY), false, "seed " + seed);
            runAhead(new Rig(seed, INCLUSIVE), false, "inclusive, seed " + seed);
        }
    }

    @Test
    void soDoesWhatAPrefetcherAskedFor() {
        long used = 0;
        for (long seed = 1; seed <= 50; seed++) {
            Rig rig = new Rig(seed, TINY.withPrefetch(PrefetchSpec.NONE.withAhead(1)));
            runAhead(rig, true, "seed " + seed);
            used += rig.counter("memory.prefetch.used");
        }
        assertTrue(used > 500, used + " used");
    }

    private static void runAhead(Rig rig, boolean prefetch, String run) {
        for (int i = 0; i < 200; i++) {
            int core = rig.random.nextInt(CORES);
            for (int ahead = rig.random.nextInt(12); ahead > 0; ahead--) {
                if (prefetch) {
                    rig.foreseePrefetch(core, rig.random.nextInt(LINES));
                }
                rig.foresee(core, rig.random.nextInt(LINES), rig.random.nextInt(2) == 0);
            }
            if (rig.random.nextInt(40) == 0) {
                rig.forgetAll(core);
            }
            for (int steps = rig.random.nextInt(40); steps > 0; steps--) {
                rig.replay(rig.random.nextInt(CORES));
                if (!rig.events.isEmpty()) {
                    rig.step();
                }
                rig.checkLines(run + ", round " + i);
            }
        }
        while (!rig.events.isEmpty() || rig.ledgers.stream().anyMatch(ledger -> !ledger.isEmpty())) {
            for (int core = 0; core < CORES; core++) {
                rig.replay(core);
            }
            if (!rig.events.isEmpty()) {
                rig.step();
            }
        }
        rig.checkQuiet(run);
    }

    @Test
    void aSavedMemoryGoesOnAsTheOneItWasSavedFrom() {
        for (long seed = 1; seed <= 10; seed++) {
            MemorySpec spec = seed % 2 == 0 ? TINY : INCLUSIVE;
            Rig rig = new Rig(seed, spec);
            for (int i = 0; i < 300; i++) {
                rig.access(rig.random.nextInt(CORES), rig.random.nextInt(LINES), rig.random.nextInt(2) == 0);
                for (int steps = rig.random.nextInt(20); steps > 0 && !rig.events.isEmpty(); steps--) {
                    rig.step();
                }
            }
            rig.foresee(0, 5, true);
            while (rig.events.size() < 3) { // requests are under way
                rig.access(1 + rig.random.nextInt(CORES - 1), rig.random.nextInt(LINES), true);
            }
            StateWriter first = new StateWriter();
            rig.memory.save(first);
            Rig other = new Rig(seed, spec);
            StateReader in = new StateReader(first.toByteArray());
            other.memory.load(in);
            in.end();
            StateWriter second = new StateWriter();
            other.memory.save(second);
            assertArrayEquals(first.toByteArray(), second.toByteArray());
        }
    }

    @Test
    void aReaderAfterAWriterGetsTheLineFromTheWriterWithoutGoingToMemory() {
        Rig rig = new Rig(1, TINY);
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
            Rig rig = new Rig(1, TINY.withLlc(new LlcSpec(LlcSpec.Inclusion.NON_INCLUSIVE, 700 * i)));
            rig.access(0, 5, true);
            rig.drain();
            rig.access(1, 5, true);
            rig.drain();
            ends[i] = rig.cycle;
        }
        assertEquals(ends[0] + 700, ends[1]);
    }

    @Test
    void aLineReadByOneIsWrittenWithoutAskingAnybody() {
        Rig rig = new Rig(1, TINY);
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
        Rig rig = new Rig(1, TINY);
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
        Rig rig = new Rig(1, TINY);
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
        Rig rig = new Rig(1, TINY);
        MemorySpec roomy = MemorySpec.of(TINY.l1(), CacheSpec.ofBytes(64 << 10, 4, 64, 14), TINY.slice());
        Rig large = new Rig(1, roomy.withDirectory(new DirectorySpec(1, 2)));
        for (Rig each : Arrays.asList(rig, large)) {
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
                Rig rig = new Rig(seed, spec);
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
        Rig other = new Rig(1, roomy);
        Rig inclusive = new Rig(1, roomy.withLlc(INCLUSIVE.llc()));
        for (Rig each : Arrays.asList(other, inclusive)) {
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
        Rig rig = new Rig(1, MemorySpec.of(TINY.l1(), new CacheSpec(8, 4, 64, 14), TINY.slice()));
        for (int line = 0; line < 8; line++) {
            rig.access(0, line, false);
            rig.drain();
        }
        long wish = rig.memory.caches().access(0, 0, true);
        assertTrue(LineWish.isNear(wish));
        assertTrue(rig.events.isEmpty());
        assertEquals(PrivateTags.Found.FIRST, rig.memory.side(0).tags.access(0, true));
    }

    @Test
    void whatFitsTheSecondLevelOnlyIsServedThereWhereverItCameFromUntilAnotherCoreTakesIt() {
        Rig rig = new Rig(1, MemorySpec.of(TINY.l1(), new CacheSpec(8, 4, 64, 14), TINY.slice()));
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
        Rig rig = new Rig(1, TINY);
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
