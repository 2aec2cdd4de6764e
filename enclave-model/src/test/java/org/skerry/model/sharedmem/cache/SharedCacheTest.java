package org.skerry.model.sharedmem.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.PriorityQueue;
import org.junit.jupiter.api.Test;
import org.skerry.model.memory.CacheSpec;
import org.skerry.model.memory.SetAssociativeCache;
import org.skerry.noc.Packet;
import org.skerry.noc.VirtualNetwork;
import org.skerry.noc.topology.MeshSpec;
import org.skerry.sim.rng.RandomStream;
import org.skerry.sim.rng.RandomStreams;

/** The shared cache behind a network that delays every packet at random, asked by cores at random. */
final class SharedCacheTest {
    private static final int CORES = 4;
    private static final int LINES = 24;

    private static final class Rig implements MemorySystem.Surroundings {
        private final PriorityQueue<Event> events = new PriorityQueue<>();
        private final RandomStream random;
        private final MemorySpec spec = new MemorySpec(new CacheSpec(2, 2, 64, 4), new CacheSpec(2, 2, 64, 16), 50, 3);
        private final SetAssociativeCache[] l1s = new SetAssociativeCache[CORES];
        private final SharedCache cache;
        private final int[] served = new int[CORES];
        private long sequence;
        private long cycle;

        private record Event(long at, long order, Runnable action) implements Comparable<Event> {
            @Override
            public int compareTo(Event other) {
                return at != other.at ? Long.compare(at, other.at) : Long.compare(order, other.order);
            }
        }

        Rig(long seed) {
            random = new RandomStreams(seed).stream("shared cache", 0);
            Arrays.setAll(l1s, core -> new SetAssociativeCache(spec.l1()));
            cache = new SharedCache(spec, new Endpoints(MeshSpec.of(2, 2, 2, 1), CORES), l1s, this);
        }

        @Override
        public void send(long now, int source, int destination, LineMessage message) {
            Packet packet = new Packet(1, source, destination, VirtualNetwork.REQUEST, 8, message);
            long at = now + 1 + random.nextInt(40);
            events.add(new Event(at, sequence++, () -> cache.arrived(cycle, packet)));
        }

        @Override
        public void schedule(long at, int unit, long payload) {
            events.add(new Event(at, sequence++, () -> cache.due(cycle, unit, payload)));
        }

        @Override
        public void served(long now, int core) {
            served[core]++;
        }

        /** An access as a core makes it; returns whether it missed. */
        boolean access(int core, long line, boolean write) {
            if (write ? l1s[core].write(line) : l1s[core].read(line)) {
                return false;
            }
            long wish = LineWish.of(l1s[core], line, write);
            l1s[core].fill(line, LineWish.stateFor(l1s, core, line, write));
            if (l1s[core].evictedModified()) {
                cache.writeBack(cycle, core, l1s[core].evicted());
            }
            cache.request(cycle, core, wish);
            return true;
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
    }

    @Test
    void everyRequestIsServedOnceHoweverPacketsAreDelayed() {
        for (long seed = 1; seed <= 40; seed++) {
            Rig rig = new Rig(seed);
            int[] asked = new int[CORES];
            for (int i = 0; i < 400; i++) {
                int core = rig.random.nextInt(CORES);
                if (rig.access(core, rig.random.nextInt(LINES), rig.random.nextInt(2) == 0)) {
                    asked[core]++;
                }
                for (int steps = rig.random.nextInt(6); steps > 0 && !rig.events.isEmpty(); steps--) {
                    rig.step();
                }
            }
            rig.drain();
            assertEquals(Arrays.toString(asked), Arrays.toString(rig.served), "seed " + seed);
            assertEquals(0, rig.cache.outstanding(), "seed " + seed);
        }
    }

    @Test
    void betweenRequestsALineHasOneWriterOrManyReaders() {
        for (long seed = 1; seed <= 20; seed++) {
            Rig rig = new Rig(seed);
            for (int i = 0; i < 300; i++) {
                rig.access(rig.random.nextInt(CORES), rig.random.nextInt(LINES), rig.random.nextInt(3) == 0);
                rig.drain();
                for (long line = 0; line < LINES; line++) {
                    int owners = 0;
                    int holders = 0;
                    for (SetAssociativeCache l1 : rig.l1s) {
                        owners += l1.owns(line) ? 1 : 0;
                        holders += l1.holds(line) ? 1 : 0;
                    }
                    assertTrue(owners == 0 || owners == 1 && holders == 1, "seed " + seed + ", access " + i);
                }
            }
        }
    }

    @Test
    void aReaderAfterAWriterFindsTheLineWithoutGoingToMemoryAgain() {
        Rig rig = new Rig(1);
        rig.access(0, 5, true);
        rig.drain();
        long before = rig.cache.dramReads();
        rig.access(1, 5, false);
        rig.drain();
        assertEquals(before, rig.cache.dramReads());
        assertTrue(rig.l1s[0].holds(5) && !rig.l1s[0].owns(5));
    }
}
