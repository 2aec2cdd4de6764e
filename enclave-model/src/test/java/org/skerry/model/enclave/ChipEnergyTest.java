package org.skerry.model.enclave;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.skerry.model.enclave.ChipPlans.NO_HANDLES;
import static org.skerry.sim.machine.PlanBuilder.to;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.skerry.model.memory.SramModel;
import org.skerry.noc.NetworkMaker;
import org.skerry.noc.ideal.IdealNetwork;
import org.skerry.noc.mesh.MeshNetwork;
import org.skerry.sim.actor.MessageKind;
import org.skerry.sim.machine.ExecutionSpec;
import org.skerry.sim.machine.JavaProgram;
import org.skerry.sim.machine.PlanBuilder;
import org.skerry.sim.machine.RunLimits;
import org.skerry.sim.stats.CostLine;
import org.skerry.sim.stats.StatsSnapshot;

class ChipEnergyTest {
    private static final ChipSpec SPEC = ChipSpec.of(2, 2, 1);

    private static PlanBuilder pingPong() {
        JavaProgram.Handler handler = (turn, memory) -> {
            long count = memory.load(0, 8);
            memory.store(0, 8, count + 1);
            boolean first = turn.message().kind() == MessageKind.START;
            if (first || turn.message().kind() == MessageKind.USER && count < 30) {
                turn.send(1, new byte[100], NO_HANDLES);
            }
        };
        return new PlanBuilder()
                .actor("ping", handler, to("pong"))
                .at(0)
                .actor("pong", handler, to("ping"))
                .at(3);
    }

    private static List<StatsSnapshot> run(NetworkMaker network) {
        try (EnclaveChip chip = new EnclaveChip(SPEC, 1, ExecutionSpec.SERIAL, network)) {
            chip.deploy(pingPong().build());
            chip.run(RunLimits.toCycle(2000));
            StatsSnapshot half = chip.statistics();
            chip.run(RunLimits.NONE);
            return List.of(half, chip.statistics());
        }
    }

    private static double sum(List<CostLine> bill, String part) {
        return bill.stream()
                .filter(line -> line.part().equals(part))
                .mapToDouble(CostLine::amount)
                .sum();
    }

    @Test
    void theBillOfARunIsThatOfItsParts() {
        List<StatsSnapshot> moments = run(MeshNetwork::new);
        List<CostLine> first = SPEC.energy().energy(moments.get(0));
        List<CostLine> rest = SPEC.energy().energy(moments.get(1).since(moments.get(0)));
        List<CostLine> whole = SPEC.energy().energy(moments.get(1));
        for (int i = 0; i < whole.size(); i++) {
            double parts = first.get(i).amount() + rest.get(i).amount();
            assertEquals(
                    whole.get(i).amount(), parts, 1e-9 * parts, whole.get(i).toString());
        }
    }

    @Test
    void loadsCostWhatTheSizeOfThePrivateMemorySays() {
        StatsSnapshot end = run(MeshNetwork::new).get(1);
        CostLine loads = SPEC.energy().energy(end).stream()
                .filter(line -> line.from().contains("reads of 32 bits of 2048 KiB"))
                .findFirst()
                .orElseThrow();
        double each = new SramModel(2 << 20).read(32).best();
        assertEquals(end.value("turns.loads") * each, loads.amount(), 1e-6);
    }

    @Test
    void noNetworkIsSilentAboutItsEnergyAndOneFlitCostsTheSameOnEach() {
        StatsSnapshot mesh = run(MeshNetwork::new).get(1);
        StatsSnapshot ideal = run(IdealNetwork::new).get(1);
        for (String part : List.of("routers", "links", "network interfaces")) {
            double onMesh = sum(SPEC.energy().energy(mesh), part);
            double onIdeal = sum(SPEC.energy().energy(ideal), part);
            assertTrue(onMesh > 0, part);
            assertEquals(onMesh, onIdeal, 1e-9 * onMesh, part);
        }
    }

    @Test
    void theAreaIsMostlyPrivateMemoryAndGrowsWithIt() {
        List<CostLine> area = SPEC.energy().area();
        assertEquals(4 * 2 * 0.287, sum(area, "private memory"), 1e-9);
        assertEquals(sum(area, "cores"), sum(area, "messaging cores"), 1e-9);
        assertTrue(sum(area, "private memory") > SPEC.energy().areaSum() / 2);
        assertTrue(area.stream().allMatch(line -> line.unit().equals("mm2")));
    }
}
