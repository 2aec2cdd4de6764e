package org.skerry.model.sharedmem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.skerry.model.memory.CacheSpec;
import org.skerry.model.memory.Region;
import org.skerry.model.sharedmem.cache.DirectorySpec;
import org.skerry.model.sharedmem.cache.MemorySpec;
import org.skerry.noc.NetworkMaker;
import org.skerry.noc.mesh.MeshNetwork;
import org.skerry.noc.router.RouterSpec;
import org.skerry.noc.routing.DimensionOrder;
import org.skerry.noc.topology.MeshSpec;
import org.skerry.sim.actor.MessageKind;
import org.skerry.sim.actor.Rights;
import org.skerry.sim.machine.ExecutionSpec;
import org.skerry.sim.machine.PlanBuilder;
import org.skerry.sim.machine.RunLimits;
import org.skerry.sim.machine.RunOutcome;
import org.skerry.sim.stats.StatsSnapshot;

/** Cores that fight for the same few lines over a mesh that has hardly any room. */
final class CoherenceTrafficTest {
    private static final int[] NO_HANDLES = {};
    private static final int CORES = 9;
    private static final int ROUNDS = 25;
    private static final int LINES = 12;

    /** One virtual channel of one flit for each virtual network, and one packet in each queue. */
    private static final NetworkMaker STARVED = (mesh, partitions, bodies) -> {
        RouterSpec fits = RouterSpec.of(mesh);
        return new MeshNetwork(mesh, starved(fits), DimensionOrder.XY, partitions, bodies);
    };

    private static final MemorySpec SMALL = MemorySpec.of(
                    new CacheSpec(2, 2, 64, 4), new CacheSpec(4, 2, 64, 14), new CacheSpec(2, 2, 64, 12))
            .withDirectory(new DirectorySpec(2, 2));

    private static RouterSpec starved(RouterSpec fits) {
        return new RouterSpec(
                1,
                1,
                fits.routingCycles(),
                fits.vcAllocationCycles(),
                fits.switchAllocationCycles(),
                fits.traversalCycles(),
                fits.creditCycles(),
                1,
                fits.vcChoice());
    }

    /** Every actor adds one to each word of a window, a round at a time, by compare-and-swap; half of them are timed. */
    private static StatsSnapshot fight(MemorySpec memory, NetworkMaker network) {
        Windows plan = new Windows("window", 64 * LINES);
        for (int i = 0; i < CORES; i++) {
            plan.pinned(
                    "actor" + i,
                    i,
                    i % 2 == 0,
                    (turn, own) -> {
                        var window = turn.window(turn.granted("window"), Rights.READ | Rights.WRITE);
                        for (int line = 0; line < LINES; line++) {
                            long seen = window.compareAndSwap(64L * line, 0, 0);
                            while (true) {
                                long found = window.compareAndSwap(64L * line, seen, seen + 1);
                                if (found == seen) {
                                    break;
                                }
                                seen = found;
                            }
                            own.accessModel().store(64L * (line * 37 % 50), 8);
                        }
                        own.store(0, 8, own.load(0, 8) + 1);
                        if (own.load(0, 8) < ROUNDS) {
                            turn.send(0, new byte[0], NO_HANDLES);
                        }
                    },
                    Windows.grant("window"));
        }
        try (SharedMemoryMachine machine = new SharedMemoryMachine(
                SharedMemorySpec.of(CORES).withMemory(memory), 1, ExecutionSpec.SERIAL, network)) {
            machine.deploy(plan.build());
            RunOutcome outcome = machine.run(RunLimits.NONE);
            assertInstanceOf(RunOutcome.Quiescent.class, outcome, outcome.explain());
            Region region = machine.regions().stream()
                    .filter(r -> r.owner().equals("shared window window"))
                    .findFirst()
                    .orElseThrow();
            for (int line = 0; line < LINES; line++) {
                byte[] bytes = machine.bytesAt(region.base() + 64L * line, 2);
                assertEquals(CORES * ROUNDS, (bytes[0] & 0xFF) + 256 * (bytes[1] & 0xFF), "line " + line);
            }
            return machine.statistics();
        }
    }

    @Test
    void aMeshWithHardlyAnyRoomStillServesEveryRequest() {
        StatsSnapshot s = fight(SMALL, STARVED);
        assertTrue(s.value("memory.directory.recalls") > 100, "recalls");
        assertTrue(s.value("memory.writeBacks") > 100, "write-backs");
        assertTrue(s.value("memory.cacheToCache") > 100, "lines from core to core");
        assertTrue(s.value("memory.probes.own") > 100, "probes of owners");
        assertTrue(s.value("memory.dram.writes") > 0, "writes to memory");
    }

    @Test
    void theCyclesThatCoresWaitedForLinesAreThoseForEachThatServedThem() {
        MemorySpec twoLevels = MemorySpec.of(SMALL.l1(), new CacheSpec(8, 4, 64, 14), MemorySpec.DEFAULT_SLICE);
        StatsSnapshot s = fight(twoLevels, MeshNetwork::new);
        long sum = 0;
        for (String by : new String[] {"l2", "sharedCache", "otherCore", "dram"}) {
            long cycles = s.value("core.stallCycles." + by);
            assertTrue(cycles > 0, by);
            sum += cycles;
        }
        assertEquals(s.value("core.stallCycles.memory"), sum);
    }

    /** Lines that go from core to core while two actors pass a message to and fro so many times. */
    private static long linesOfRounds(int rounds) {
        Windows plan = new Windows("unused", 64);
        for (int i = 0; i < 2; i++) {
            boolean begins = i == 0;
            plan.pinned(
                    "actor" + i,
                    i,
                    false,
                    (turn, own) -> {
                        boolean start = turn.message().kind() == MessageKind.START;
                        if (start ? begins : own.load(0, 8) < rounds) {
                            own.store(0, 8, own.load(0, 8) + 1);
                            turn.send(turn.granted("other"), new byte[0], NO_HANDLES);
                        }
                    },
                    PlanBuilder.as("other", "actor" + (1 - i)));
        }
        try (SharedMemoryMachine machine =
                new SharedMemoryMachine(SharedMemorySpec.of(2), 1, ExecutionSpec.SERIAL, MeshNetwork::new)) {
            machine.deploy(plan.build());
            RunOutcome outcome = machine.run(RunLimits.NONE);
            assertInstanceOf(RunOutcome.Quiescent.class, outcome, outcome.explain());
            return machine.statistics().value("memory.cacheToCache");
        }
    }

    @Test
    void aMessageTakesTheHeaderOfTheMailboxToTheSenderAndBackAndTheLinesOfItsRecordOver() {
        int recordLines = 2; // the fixed part, and the capability it was sent by
        assertEquals(2 * 100 * (2 + recordLines), linesOfRounds(200) - linesOfRounds(100));
    }

    @Test
    void whatIsCountedAgreesWithItself() {
        StatsSnapshot s = fight(SMALL, MeshNetwork::new);
        assertEquals(
                s.value("memory.dram.reads") + s.value("memory.dram.writes"),
                s.value("memory.dram.rowHits") + s.value("memory.dram.activations"));
        assertTrue(s.value("memory.dram.rowConflicts") <= s.value("memory.dram.activations"));
        assertEquals(s.value("memory.shared.misses"), s.value("memory.dram.reads"));
        assertEquals(
                s.value("memory.probes"),
                s.value("memory.probes.invalidate") + s.value("memory.probes.read") + s.value("memory.probes.own"));
        assertTrue(s.value("memory.cacheToCache") <= s.value("memory.probes.read") + s.value("memory.probes.own"));
        assertEquals(s.value("memory.l1.misses"), s.value("memory.l2.hits") + s.value("memory.l2.misses"));
        assertTrue(s.value("memory.directory.lookups") >= s.value("memory.writeBacks"));
        MeshSpec mesh = SharedMemorySpec.of(CORES).mesh();
        assertTrue(mesh.edgeEndpoints() > 1 && s.value("network.packets") > s.value("memory.directory.lookups"));
    }
}
