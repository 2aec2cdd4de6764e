package org.skerry.model.sharedmem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.skerry.sim.machine.PlanBuilder.to;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.skerry.noc.NetworkMaker;
import org.skerry.noc.ideal.IdealNetwork;
import org.skerry.noc.mesh.MeshNetwork;
import org.skerry.sim.machine.CycleLaw;
import org.skerry.sim.machine.ExecutionSpec;
import org.skerry.sim.machine.PlanBuilder;
import org.skerry.sim.machine.RunLimits;
import org.skerry.sim.stats.CostLine;
import org.skerry.sim.stats.StatsSnapshot;

/** Where cycles and energy of the machine went. */
final class SharedMemoryBillTest {
    private static final SharedMemorySpec SPEC = SharedMemorySpec.of(4);
    private static final int[] NO_HANDLES = {};

    private static StatsSnapshot run(NetworkMaker network) {
        PlanBuilder plan = new PlanBuilder()
                .actor("server", (turn, memory) -> {
                    turn.charge(500, 40, 20);
                    for (int i = 0; i < 600; i++) { // more lines than the first level has, and fewer than the second
                        memory.accessModel().load(64L * i, 8);
                    }
                    if (turn.message().replyTo() != null) {
                        turn.reply(new byte[900], NO_HANDLES);
                    }
                })
                .actor(
                        "caller",
                        (turn, memory) -> {
                            for (int i = 0; i < 10; i++) {
                                turn.call(turn.granted("server"), new byte[2000], NO_HANDLES);
                            }
                        },
                        to("server"))
                .actor(
                        "sender",
                        (turn, memory) -> {
                            for (int i = 0; i < 10; i++) {
                                turn.send(turn.granted("server"), new byte[200], NO_HANDLES);
                            }
                        },
                        to("server"));
        try (SharedMemoryMachine machine = new SharedMemoryMachine(SPEC, 1, ExecutionSpec.SERIAL, network)) {
            machine.deploy(plan.build());
            machine.run(RunLimits.NONE);
            return CycleLaw.holdsOn(machine);
        }
    }

    private static double sum(StatsSnapshot counted, String part) {
        return SPEC.energy().energy(counted).stream()
                .filter(line -> line.part().equals(part))
                .mapToDouble(CostLine::amount)
                .sum();
    }

    @Test
    void waitsForLinesStandUnderWhoServedThem() {
        StatsSnapshot end = run(MeshNetwork::new);
        for (String server : List.of("l2", "sharedCache", "otherCore", "dram")) {
            assertEquals(end.value("core.stallCycles." + server), end.value("cycles." + server), server);
        }
        assertTrue(end.value("cycles.dram") > 0 && end.value("cycles.otherCore") > 0);
        assertTrue(end.value("cycles.l2") > 10_000, "the server's second turn and those after it");
        assertEquals(0, end.value("cycles.unserved"));
    }

    @Test
    void instructionsAreComputedAndAccessesTakeWhatTheCoreSaysOfThem() {
        StatsSnapshot end = run(MeshNetwork::new);
        assertEquals(end.value("turns.instructions"), end.value("cycles.compute"));
        assertEquals(
                end.value("turns.loads") * SPEC.core().milliCyclesPerLoad() / 1000, end.value("cycles.privateMemory"));
    }

    @Test
    void everyLevelOfMemoryIsOnTheBill() {
        StatsSnapshot end = run(MeshNetwork::new);
        for (String part : List.of(
                "guest code",
                "message software",
                "first-level caches",
                "second-level caches",
                "tags",
                "translation",
                "directory",
                "shared cache",
                "routers",
                "links",
                "network interfaces",
                "DRAM",
                "DRAM, idle",
                "clock and leakage")) {
            assertTrue(sum(end, part) > 0, part);
        }
    }

    /** Each count has its line: hits and misses in two levels, slices and the directory; leakage of all that stands there. */
    @Test
    void aPartIsBilledForEverythingThatItDoes() {
        Map<String, Long> lines = SPEC.energy().energy(run(MeshNetwork::new)).stream()
                .collect(Collectors.groupingBy(CostLine::part, TreeMap::new, Collectors.counting()));
        assertEquals(
                "{DRAM=2, DRAM, idle=1, clock and leakage=5, directory=2, first-level caches=4, guest code=1, links=1, "
                        + "message software=1, network interfaces=2, routers=1, second-level caches=2, shared cache=2, tags=6, "
                        + "translation=2}",
                lines.toString());
    }

    @Test
    void whereNothingIsTranslatedNobodyPaysForIt() {
        SharedMemorySpec bare = SPEC.withMemory(SPEC.memory().bare());
        assertTrue(bare.energy().energy(run(MeshNetwork::new)).stream()
                .noneMatch(line -> line.part().equals("translation")));
        assertTrue(bare.energy().areaSum() < SPEC.energy().areaSum(), "look-aside buffers have an area");
    }

    @Test
    void noNetworkIsSilentAboutItsEnergy() {
        StatsSnapshot ideal = run(IdealNetwork::new);
        for (String part : List.of("routers", "links", "network interfaces")) {
            assertTrue(sum(ideal, part) > 0, part);
        }
    }
}
