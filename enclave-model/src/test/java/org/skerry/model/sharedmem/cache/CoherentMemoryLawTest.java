package org.skerry.model.sharedmem.cache;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.skerry.model.sharedmem.cache.CoherentMemoryRig.CORES;
import static org.skerry.model.sharedmem.cache.CoherentMemoryRig.INCLUSIVE;
import static org.skerry.model.sharedmem.cache.CoherentMemoryRig.LINES;
import static org.skerry.model.sharedmem.cache.CoherentMemoryRig.TINY;

import org.junit.jupiter.api.Test;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;

/** What holds of memory whatever cores ask for, and however long packets take. */
final class CoherentMemoryLawTest {
    @Test
    void everyRequestIsServedOnceAndALineHasOneWriterOrManyReadersHoweverPacketsAreDelayed() {
        for (long seed = 1; seed <= 30; seed++) {
            CoherentMemoryRig rig = new CoherentMemoryRig(seed, seed % 2 == 0 ? TINY : INCLUSIVE);
            for (int i = 0; i < 400; i++) {
                rig.access(rig.random.nextInt(CORES), rig.random.nextInt(LINES), rig.random.nextInt(2) == 0);
                String when = "seed " + seed + ", access " + i;
                for (int steps = rig.random.nextInt(20); steps > 0 && !rig.wires.isEmpty(); steps--) {
                    rig.wires.step();
                    rig.checkLines(when);
                }
            }
            rig.drain();
            rig.checkQuiet("seed " + seed);
        }
    }

    @Test
    void accessesThatRanAheadOfTimeSettleWhenTheyAreReplayedOrForgotten() {
        for (long seed = 1; seed <= 30; seed++) {
            runAhead(new CoherentMemoryRig(seed, TINY), false, "seed " + seed);
            runAhead(new CoherentMemoryRig(seed, INCLUSIVE), false, "inclusive, seed " + seed);
        }
    }

    @Test
    void soDoesWhatAPrefetcherAskedFor() {
        long used = 0;
        for (long seed = 1; seed <= 30; seed++) {
            CoherentMemoryRig rig = new CoherentMemoryRig(seed, TINY.withPrefetch(PrefetchSpec.NONE.withAhead(1)));
            runAhead(rig, true, "seed " + seed);
            used += rig.counter("memory.prefetch.used");
        }
        assertTrue(used > 300, used + " used");
    }

    private static void runAhead(CoherentMemoryRig rig, boolean prefetch, String run) {
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
            String when = run + ", round " + i;
            for (int steps = rig.random.nextInt(40); steps > 0; steps--) {
                rig.replay(rig.random.nextInt(CORES));
                if (!rig.wires.isEmpty()) {
                    rig.wires.step();
                }
                rig.checkLines(when);
            }
        }
        while (!rig.wires.isEmpty() || rig.ledgers.stream().anyMatch(ledger -> !ledger.isEmpty())) {
            for (int core = 0; core < CORES; core++) {
                rig.replay(core);
            }
            if (!rig.wires.isEmpty()) {
                rig.wires.step();
            }
        }
        rig.checkQuiet(run);
    }

    @Test
    void aSavedMemoryGoesOnAsTheOneItWasSavedFrom() {
        for (long seed = 1; seed <= 10; seed++) {
            MemorySpec spec = seed % 2 == 0 ? TINY : INCLUSIVE;
            CoherentMemoryRig rig = new CoherentMemoryRig(seed, spec);
            for (int i = 0; i < 300; i++) {
                rig.access(rig.random.nextInt(CORES), rig.random.nextInt(LINES), rig.random.nextInt(2) == 0);
                for (int steps = rig.random.nextInt(20); steps > 0 && !rig.wires.isEmpty(); steps--) {
                    rig.wires.step();
                }
            }
            rig.foresee(0, 5, true);
            while (rig.wires.pending() < 3) { // requests are under way
                rig.access(1 + rig.random.nextInt(CORES - 1), rig.random.nextInt(LINES), true);
            }
            StateWriter first = new StateWriter();
            rig.memory.save(first);
            CoherentMemoryRig other = new CoherentMemoryRig(seed, spec);
            StateReader in = new StateReader(first.toByteArray());
            other.memory.load(in);
            in.end();
            StateWriter second = new StateWriter();
            other.memory.save(second);
            assertArrayEquals(first.toByteArray(), second.toByteArray());
        }
    }
}
