package org.skerry.model.sharedmem.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.skerry.model.memory.CacheSpec;
import org.skerry.model.sharedmem.coherence.HomeState;
import org.skerry.noc.topology.MeshSpec;
import org.skerry.sim.rng.RandomStreams;

/** Caches that hold nothing take next to no memory of the host, however large they are. */
final class IdleMemoryTest {
    private static final int CORES = 64;

    private static final class Nobody implements MemorySystem.Surroundings {
        @Override
        public void send(long cycle, int source, int destination, LineMessage message) {}

        @Override
        public void schedule(long cycle, int unit, long payload) {}

        @Override
        public void served(long cycle, int core, long line, Server server) {}
    }

    @Test
    void cachesThatNobodyUsesTakeTheSameHoweverLargeTheyAre() {
        assertEquals(linesTaken(1 << 20), linesTaken(64 << 20));
        assertTrue(linesTaken(64 << 20) <= 3 * 256 * CORES, linesTaken(64 << 20) + " lines");
    }

    private static long linesTaken(int sliceBytes) {
        MemorySpec spec =
                MemorySpec.of(MemorySpec.DEFAULT_L1, MemorySpec.DEFAULT_L2, CacheSpec.ofBytes(sliceBytes, 16, 64, 12));
        CoherentMemory memory = new CoherentMemory(
                spec, new RandomStreams(1), new Endpoints(MeshSpec.of(8, 8, 2, 1), CORES), new Nobody());
        long lines = 0;
        for (int core = 0; core < CORES; core++) {
            PrivateTags tags = memory.side(core).tags;
            lines += tags.l1.linesTaken()
                    + tags.l2.linesTaken()
                    + memory.home(core).tags().linesTaken();
        }
        return lines;
    }

    @Test
    void aDirectoryTakesEntriesWhereLinesAreKnown() {
        Directory directory = new Directory(new DirectorySpec(1 << 16, 16), 2);
        assertEquals(HomeState.UNCACHED, directory.state(12345));
        assertEquals(0, directory.taken());
        HomeLine line = new HomeLine(2).of(12345);
        line.state = HomeState.OWNED;
        line.owner = 1;
        assertFalse(directory.put(line, new HomeLine(2)));
        assertEquals(HomeState.OWNED, directory.state(12345));
        assertEquals(HomeState.UNCACHED, directory.state(12346));
        assertEquals(256, directory.taken());
        directory.take(line);
        assertEquals(HomeState.UNCACHED, directory.state(12345));
        directory.put(line, new HomeLine(2));
        directory.clear(0);
        assertEquals(HomeState.UNCACHED, directory.state(12345));
        assertEquals(0, directory.taken());
    }
}
