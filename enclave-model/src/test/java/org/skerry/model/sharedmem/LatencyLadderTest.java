package org.skerry.model.sharedmem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.skerry.model.memory.CacheSpec;
import org.skerry.model.memory.Region;
import org.skerry.model.sharedmem.cache.Endpoints;
import org.skerry.model.sharedmem.cache.LineMessage;
import org.skerry.model.sharedmem.cache.MemorySpec;
import org.skerry.sim.actor.MessageKind;
import org.skerry.sim.actor.Rights;
import org.skerry.sim.actor.Turn;
import org.skerry.sim.machine.DeploymentPlan;
import org.skerry.sim.machine.ExecutionSpec;
import org.skerry.sim.machine.JavaProgram;
import org.skerry.sim.machine.PlanBuilder;
import org.skerry.sim.machine.RunLimits;
import org.skerry.sim.memory.LinearMemory;

/**
 * What an access costs, measured by an actor with the clock, against sums by hand, which count neither translation nor refresh. At 1 GHz a
 * cycle is a nanosecond.
 */
final class LatencyLadderTest {
    private static final int CONTROL = LineMessage.HEADER_BYTES;
    private static final int DATA = LineMessage.HEADER_BYTES + 64;

    private static final CacheSpec ONE_LINE = new CacheSpec(1, 1, 64, 4);
    private static final CacheSpec SLICE = CacheSpec.ofBytes(64 << 10, 16, 64, 12);

    /** Private levels of one line, so that a second access pushes out the first. */
    private static final MemorySpec TINY =
            MemorySpec.of(ONE_LINE, ONE_LINE, SLICE).bare();

    private final SharedMemorySpec spec = SharedMemorySpec.of(4).withMemory(TINY);
    private final Endpoints ends = spec.endpoints();

    private static long time(Turn turn, LinearMemory memory, long address) {
        long before = turn.clock(turn.granted("clock"));
        memory.accessModel().load(address, 8);
        return turn.clock(turn.granted("clock")) - before;
    }

    private long way(int from, int to, int bytes) {
        return spec.mesh().zeroLoadLatencyCycles(from, to, bytes);
    }

    private long sharedHit(int core, long line) {
        int slice = ends.slice(ends.sliceOf(line));
        return 4 + way(ends.core(core), slice, CONTROL) + 12 + way(slice, ends.core(core), DATA);
    }

    /** Without what the channel takes. */
    private long wayToMemory(int core, long line) {
        int slice = ends.slice(ends.sliceOf(line));
        int channel = ends.channel(ends.channelOf(line));
        return sharedHit(core, line) + way(slice, channel, CONTROL) + way(channel, slice, DATA);
    }

    private long lineOf(SharedMemoryMachine machine, String owner, long address) {
        Region region = machine.regions().stream()
                .filter(each -> each.owner().equals(owner))
                .findFirst()
                .orElseThrow();
        return (region.base() + address) / 64;
    }

    @Test
    void anAccessCostsWhatTheWayThroughTheHierarchyCosts() {
        Set<Long> rows = new TreeSet<>();
        for (int core = 0; core < 4; core++) {
            List<Long> measured = new ArrayList<>();
            PlanBuilder plan = new PlanBuilder()
                    .image("reader", (turn, memory) -> {
                        for (int i = 0; i < 8; i++) {
                            measured.add(time(turn, memory, 64 * i)); // from memory
                            measured.add(time(turn, memory, 64 * i)); // from the first level
                            time(turn, memory, 4096);
                            measured.add(time(turn, memory, 64 * i)); // from the shared cache
                        }
                    })
                    .instance("reader", "reader", new byte[0], true, PlanBuilder.clock())
                    .at(core);
            try (SharedMemoryMachine machine = new SharedMemoryMachine(spec, 1, ExecutionSpec.SERIAL)) {
                machine.deploy(plan.build());
                machine.run(RunLimits.NONE);
                for (int i = 0; i < 8; i++) {
                    long line = lineOf(machine, "actor reader", 64 * i);
                    long channel = measured.get(3 * i) - wayToMemory(core, line);
                    assertTrue(
                            Set.of(22L, 36L, 50L).contains(channel), "core " + core + ", line " + i + ": " + channel);
                    rows.add(channel);
                    assertEquals(0, measured.get(3 * i + 1), "first level, core " + core);
                    assertEquals(sharedHit(core, line), measured.get(3 * i + 2), "shared cache, core " + core);
                }
            }
        }
        assertTrue(rows.contains(22L) && rows.size() > 1, "rows hit and missed: " + rows);
    }

    @Test
    void aHitInTheSecondLevelCostsTenCyclesMoreThanOneInTheFirstAndNoPacket() {
        List<Long> measured = new ArrayList<>();
        PlanBuilder plan = new PlanBuilder()
                .image("reader", (turn, memory) -> {
                    for (int i = 0; i < 10; i++) {
                        measured.add(time(turn, memory, 64 * (i % 2)));
                    }
                })
                .instance("reader", "reader", new byte[0], true, PlanBuilder.clock());
        MemorySpec twoLevels = MemorySpec.of(ONE_LINE, CacheSpec.ofBytes(4096, 4, 64, 14), SLICE)
                .bare();
        try (SharedMemoryMachine machine =
                new SharedMemoryMachine(SharedMemorySpec.of(1).withMemory(twoLevels), 1, ExecutionSpec.SERIAL)) {
            machine.deploy(plan.build());
            machine.run(RunLimits.NONE);
            assertEquals(List.of(10L, 10L, 10L, 10L, 10L, 10L, 10L, 10L), measured.subList(2, 10));
            assertTrue(machine.statistics().value("core.stallCycles.l2") >= 80);
        }
    }

    @Test
    void aLineThatAnotherCoreHasWrittenComesFromThereInThreeHops() {
        List<Long> measured = new ArrayList<>();
        SharedMemorySpec wide = SharedMemorySpec.of(4).withMemory(MemorySpec.DEFAULT.bare());
        JavaProgram.Handler writer = (turn, memory) -> {
            turn.window(turn.granted("w"), Rights.WRITE).write(128, new byte[8], 0, 8);
            turn.send(turn.granted("reader"), new byte[0], new int[0]);
        };
        JavaProgram.Handler reader = (turn, memory) -> {
            if (turn.message().kind() == MessageKind.USER) {
                long before = turn.clock(turn.granted("clock"));
                turn.window(turn.granted("w"), Rights.READ).read(128, new byte[8], 0, 8);
                measured.add(turn.clock(turn.granted("clock")) - before);
            }
        };
        DeploymentPlan plan = new Windows("w", 4096)
                .pinned("writer", 3, false, writer, PlanBuilder.to("reader"), Windows.grant("w"))
                .pinned("reader", 0, true, reader, PlanBuilder.clock(), Windows.grant("w"))
                .build();
        try (SharedMemoryMachine machine = new SharedMemoryMachine(wide, 1, ExecutionSpec.SERIAL)) {
            machine.deploy(plan);
            machine.run(RunLimits.NONE);
            long line = lineOf(machine, "shared window w", 128);
            int slice = ends.slice(ends.sliceOf(line));
            long asked = 4 + way(ends.core(0), slice, CONTROL) + 12;
            long forwarded = way(slice, ends.core(3), CONTROL) + 14 + way(ends.core(3), ends.core(0), DATA);
            assertEquals(List.of(asked + forwarded), measured);
            assertTrue(machine.statistics().value("core.stallCycles.otherCore") >= asked + forwarded);
        }
    }

    @Test
    void anInstructionThatLoadsFromTheFirstLevelCostsFourCycles() {
        List<Long> measured = new ArrayList<>();
        PlanBuilder plan = new PlanBuilder()
                .actor(
                        "reader",
                        (turn, memory) -> {
                            long before = turn.clock(turn.granted("clock"));
                            turn.charge(
                                    turn.ledger().instructions() + 100,
                                    turn.ledger().loads() + 100,
                                    turn.ledger().stores());
                            measured.add(turn.clock(turn.granted("clock")) - before);
                        },
                        PlanBuilder.clock());
        try (SharedMemoryMachine machine = new SharedMemoryMachine(spec, 1, ExecutionSpec.SERIAL)) {
            machine.deploy(plan.build());
            machine.run(RunLimits.NONE);
        }
        assertEquals(List.of(400L), measured);
    }

    @Test
    void theDefaultMachineLiesBetweenThePublishedOnes() {
        SharedMemorySpec standard = SharedMemorySpec.of(SharedMemorySpec.DEFAULT_CORES);
        Endpoints tiles = standard.endpoints();
        MemorySpec parts = standard.memory();
        int cores = standard.cores();
        int toLoad = parts.l1().hitCycles();
        long lines = (long) cores * tiles.channels();
        long shared = 0;
        long memory = 0;
        long handOff = 0;
        for (int core = 0; core < cores; core++) {
            for (long line = 0; line < lines; line++) {
                int slice = tiles.slice(tiles.sliceOf(line));
                int channel = tiles.channel(tiles.channelOf(line));
                long asked = toLoad
                        + parts.tagCycles()
                        + standard.mesh().zeroLoadLatencyCycles(tiles.core(core), slice, CONTROL)
                        + parts.slice().hitCycles();
                long hit = asked + standard.mesh().zeroLoadLatencyCycles(slice, tiles.core(core), DATA);
                shared += hit;
                memory += hit
                        + standard.mesh().zeroLoadLatencyCycles(slice, channel, CONTROL)
                        + parts.dram().rowConflictCycles()
                        + standard.mesh().zeroLoadLatencyCycles(channel, slice, DATA);
                for (int owner = 0; owner < cores; owner++) {
                    handOff += owner == core
                            ? 0
                            : asked
                                    + standard.mesh().zeroLoadLatencyCycles(slice, tiles.core(owner), CONTROL)
                                    + parts.l2().hitCycles()
                                    + standard.mesh().zeroLoadLatencyCycles(tiles.core(owner), tiles.core(core), DATA);
                }
            }
        }
        long meanShared = shared / (cores * lines);
        long meanMemory = memory / (cores * lines);
        long meanHandOff = handOff / (cores * (cores - 1) * lines);
        assertEquals(14, parts.l1().hitCycles() + parts.nearCycles(), "second level");
        assertTrue(meanShared >= 34 && meanShared <= 46, "shared cache " + meanShared + " cycles");
        assertTrue(meanMemory >= 113 && meanMemory <= 122, "memory " + meanMemory + " ns");
        assertTrue(meanHandOff >= 47 && meanHandOff <= 75, "from core to core " + meanHandOff + " cycles");
    }
}
