package org.skerry.model.enclave;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.skerry.model.control.ControlSpec;
import org.skerry.model.core.CoreModel;
import org.skerry.model.core.CoreSpec;
import org.skerry.model.enclave.UnlikeTiles.Kind;
import org.skerry.model.memory.SramModel;
import org.skerry.model.placement.PlacementPolicy;
import org.skerry.sim.config.ConfigException;
import org.skerry.sim.machine.CycleLaw;
import org.skerry.sim.machine.Deployment;
import org.skerry.sim.machine.ExecutionSpec;
import org.skerry.sim.machine.PlanBuilder;
import org.skerry.sim.machine.RunLimits;
import org.skerry.sim.stats.CostLine;
import org.skerry.sim.stats.StatsSnapshot;
import org.skerry.sim.trace.Floorplan;

/** Tiles that differ in memory, enclaves and cores. */
class UnlikeTilesTest {
    private static final int BIG = 16 << 20;
    private static final CoreSpec FAST =
            CoreModel.DUAL_ISSUE.inPlaceOf(ChipSpec.of(1, 1, 1).core());

    /** Four tiles of two; the second has one enclave of 16 MiB, kept for who is pinned there, the third faster cores. */
    private static final ChipSpec SPEC = ChipSpec.of(2, 2, 2)
            .withTiles(new UnlikeTiles(List.of(
                    new Kind("memory", List.of(1), 1, BIG, null, true),
                    new Kind("fast", List.of(2), 0, 0, FAST, false))));

    private static StatsSnapshot run(PlanBuilder plan) {
        try (EnclaveChip chip = new EnclaveChip(SPEC, 1, ExecutionSpec.SERIAL)) {
            chip.deploy(plan.build());
            chip.run(RunLimits.NONE);
            return CycleLaw.holdsOn(chip);
        }
    }

    private static long cyclesAt(int place) {
        return run(new PlanBuilder()
                        .actor("one", (turn, memory) -> turn.charge(1000, 100, 0))
                        .at(place))
                .value("turns.busyCycles");
    }

    @Test
    void latencyFollowsTheMemoryAndTheCoreOfTheTile() {
        long usual = cyclesAt(0);
        SramModel small = new SramModel(2 << 20);
        SramModel large = new SramModel(BIG);
        CoreSpec core = SPEC.core();
        long more = large.loadCycles(core.clock(), SPEC.meshHertz()) - small.loadCycles(core.clock(), SPEC.meshHertz());
        assertTrue(more > 5, more + " cycles");
        // The program is charged a load of its own at the end of a turn.
        long loads = run(new PlanBuilder().actor("one", (turn, memory) -> turn.charge(1000, 100, 0)))
                .value("turns.loads");
        assertEquals(usual + more * loads, cyclesAt(2));
        assertTrue(cyclesAt(4) < usual, cyclesAt(4) + " on a core that issues two, " + usual);
    }

    @ParameterizedTest
    @EnumSource(PlacementPolicy.class)
    void nobodyIsPutWhereThereIsNoEnclaveOrWhereOnlyWhoIsPinnedMayLive(PlacementPolicy policy) {
        ChipSpec spec = SPEC.withControl(ControlSpec.DEFAULT.withPlacement(policy));
        PlanBuilder plan = new PlanBuilder();
        for (int i = 0; i < 6; i++) {
            plan.actor("a" + i, (turn, memory) -> {});
        }
        plan.actor("store", (turn, memory) -> {}).at(2);
        try (EnclaveChip chip = new EnclaveChip(spec, 1, ExecutionSpec.SERIAL)) {
            Deployment deployment = chip.deploy(plan.build());
            for (int i = 0; i < 6; i++) {
                int place = deployment.place("a" + i);
                assertTrue(place != 2 && place != 3, policy + ": a" + i + " at " + place);
            }
        }
        plan.actor("one too many", (turn, memory) -> {});
        try (EnclaveChip chip = new EnclaveChip(spec, 1, ExecutionSpec.SERIAL)) {
            String message = assertThrows(ConfigException.class, () -> chip.deploy(plan.build()))
                    .getMessage();
            assertTrue(message.contains("8 actors and the chip 7 enclaves"), message);
        }
    }

    @Test
    void areaEnergyAndFloorplanAreThoseOfTheTiles() {
        List<CostLine> area = SPEC.energy().area();
        double memories = area.stream()
                .filter(line -> line.part().equals("private memory"))
                .mapToDouble(CostLine::amount)
                .sum();
        assertEquals(0.287 * (4 * 2 + 16 + 2 * 2), memories, 1e-9);
        StatsSnapshot end = run(new PlanBuilder()
                .actor("one", (turn, memory) -> turn.charge(1000, 5000, 0))
                .at(2));
        double reads = SPEC.energy().energy(end).stream()
                .filter(line -> line.from().contains("reads of 32 bits"))
                .mapToDouble(CostLine::amount)
                .sum();
        double each = new SramModel(BIG).read(32).best();
        assertEquals(end.value("turns.loads") * each, reads, 1e-6 * reads);
        try (EnclaveChip chip = new EnclaveChip(SPEC, 1, ExecutionSpec.SERIAL)) {
            List<Floorplan.Element> enclaves = chip.floorplan().elements().stream()
                    .filter(element -> element.kind().equals("enclave"))
                    .toList();
            assertEquals(7, enclaves.size());
            Floorplan.Element large = enclaves.stream()
                    .filter(element -> element.name().equals("enclave 2"))
                    .findFirst()
                    .orElseThrow();
            Floorplan.Element usual = enclaves.get(0);
            double ratio = (double) large.width() * large.height() / ((double) usual.width() * usual.height());
            assertTrue(ratio > 5 && ratio < 8, String.format(Locale.ROOT, "%.2f times the area", ratio));
        }
    }

    @Test
    void whatCannotBeIsRefusedByName() {
        refused("tiles.x.tiles=4", new Kind("x", List.of(4), 0, 0, null, false));
        refused("tiles.x.enclaves=3", new Kind("x", List.of(0), 3, 0, null, false));
        refused("names none", new Kind("x", List.of(), 0, 0, null, false));
        refused("enclave.memoryBytes=1000", new Kind("x", List.of(0), 0, 1000, null, false));
        refused(
                "named before",
                new Kind("x", List.of(0), 0, 0, null, false),
                new Kind("y", List.of(0), 0, 0, null, false));
    }

    private static void refused(String part, Kind... kinds) {
        String message = assertThrows(
                        ConfigException.class, () -> ChipSpec.of(2, 2, 2).withTiles(new UnlikeTiles(List.of(kinds))))
                .getMessage();
        assertTrue(message.contains(part), message);
    }
}
