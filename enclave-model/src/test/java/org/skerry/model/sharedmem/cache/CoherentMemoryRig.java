package org.skerry.model.sharedmem.cache;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.skerry.model.memory.CacheSpec;
import org.skerry.model.sharedmem.coherence.PrivateState;
import org.skerry.noc.topology.MeshSpec;
import org.skerry.sim.rng.RandomStream;
import org.skerry.sim.rng.RandomStreams;
import org.skerry.sim.stats.StatsRegistry;

/**
 * Caches, directories and channels behind a network that delays every packet at random and keeps no order but that of the packets of one
 * virtual network between two endpoints; asked by cores at random, at once as the runtime does or after the fact as a ledger does.
 */
final class CoherentMemoryRig implements MemorySystem.Surroundings {
    static final int CORES = 4;
    static final int LINES = 24;
    static final MemorySpec TINY = MemorySpec.of(
                    new CacheSpec(1, 2, 64, 4), new CacheSpec(2, 2, 64, 14), new CacheSpec(2, 2, 64, 12))
            .withDirectory(new DirectorySpec(1, 4));

    static final MemorySpec INCLUSIVE = TINY.withLlc(new LlcSpec(LlcSpec.Inclusion.INCLUSIVE, 0));

    final RandomStream random;
    final RandomWires wires;
    final CoherentMemory memory;
    private final boolean inclusive;
    private final int[] waiting = new int[CORES];
    final List<ArrayDeque<long[]>> ledgers = new ArrayList<>(); // of each core: wish, victim or -1

    CoherentMemoryRig(long seed, MemorySpec spec) {
        inclusive = spec.llc().isInclusive();
        random = new RandomStreams(seed).stream("coherent memory", 0);
        wires = new RandomWires(random, 60);
        memory = new CoherentMemory(spec, new RandomStreams(1), new Endpoints(MeshSpec.of(2, 2, 2, 1), CORES), this);
        for (int core = 0; core < CORES; core++) {
            ledgers.add(new ArrayDeque<>());
        }
    }

    @Override
    public void send(long now, int source, int destination, LineMessage message) {
        wires.send(now, source, destination, message, packet -> memory.arrived(wires.cycle(), packet));
    }

    @Override
    public void schedule(long at, int unit, long payload) {
        wires.schedule(at, () -> memory.due(wires.cycle(), unit, payload));
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
                memory.writeBack(wires.cycle(), core, victim);
            }
            waiting[core] += memory.request(wires.cycle(), core, wish) ? 1 : 0;
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
            waiting[core] += memory.request(wires.cycle(), core, entry[0]) ? 1 : 0;
            if (entry[1] >= 0) {
                memory.writeBack(wires.cycle(), core, entry[1]);
            }
        }
    }

    void forgetAll(int core) {
        for (long[] entry : ledgers.get(core)) {
            memory.forget(wires.cycle(), core, LineWish.line(entry[0]));
            if (entry[1] >= 0) {
                memory.forget(wires.cycle(), core, entry[1]);
            }
        }
        ledgers.get(core).clear();
    }

    void drain() {
        while (!wires.isEmpty()) {
            wires.step();
        }
    }

    long counter(String name) {
        StatsRegistry registry = new StatsRegistry();
        memory.register(registry);
        return registry.snapshot(wires.cycle()).value(name);
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
                    if (other != core && !memory.knownElsewhere(other, line)) {
                        fail(when + ": the home does not know of line " + line + " at core " + core);
                    }
                }
            }
            if (owners > 0 && holders != 1) {
                fail(when + ": line " + line + " has " + owners + " owners and " + holders + " holders");
            }
            HomeSide home = memory.home(line);
            if (inclusive
                    && holders > 0
                    && home.busyLines() == 0
                    && !home.tags().holds(line)) {
                fail(when + ": the slice lacks line " + line);
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
