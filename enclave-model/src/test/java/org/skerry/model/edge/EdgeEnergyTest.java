package org.skerry.model.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.skerry.model.energy.EnergyModel;
import org.skerry.model.technology.Constant;
import org.skerry.sim.machine.DeploymentPlan;
import org.skerry.sim.machine.DeploymentPlan.ActorPlan;
import org.skerry.sim.stats.CostLine;
import org.skerry.sim.stats.StatsRegistry;
import org.skerry.sim.stats.Unit;

/** Devices are on the bill by what they counted and by how long they were there. */
class EdgeEnergyTest {
    private static final long NANOSECOND = 1_000_000; // femtoseconds

    private static DeploymentPlan plan() {
        StorageProgram store = new StorageProgram("store", StorageSpec.DEFAULT, List.of(), false);
        return new DeploymentPlan(
                Map.of("store", store),
                List.of(new ActorPlan("store", "store", new byte[0], List.of(), OptionalInt.empty(), false)),
                List.of());
    }

    private static double sum(List<CostLine> lines, String part) {
        return lines.stream()
                .filter(line -> line.part().equals(part))
                .mapToDouble(CostLine::amount)
                .sum();
    }

    @Test
    void aStoreIsBilledForRequestsBytesAndTime() {
        StatsRegistry registry = new StatsRegistry();
        registry.counter("run.cycles", Unit.CYCLES, "cycles", () -> 2_000);
        registry.counter("edge.store.requests", Unit.COUNT, "requests", () -> 3);
        registry.counter("edge.store.bytesRead", Unit.BYTES, "read", () -> 1000);
        registry.counter("edge.store.bytesWritten", Unit.BYTES, "written", () -> 24);
        EnergyModel bill = EdgeEnergy.with(EnergyModel.NONE, plan(), NANOSECOND);
        List<CostLine> lines = bill.energy(registry.snapshot(2_000));
        double requests = 3 * Constant.STORAGE_COMMAND.cost().best()
                + 1024 * Constant.STORAGE_BYTE.cost().best();
        assertEquals(requests, sum(lines, "external storage"), 1e-6);
        // A microwatt for a nanosecond is a thousandth of a picojoule.
        double idle = 2_000 * Constant.STORAGE_IDLE.cost().best() * 1e-3;
        assertEquals(idle, sum(lines, "external storage, idle"), 1e-6);
        assertTrue(bill.area().isEmpty(), "they are not on the die");
    }

    @Test
    void aMachineWithoutTimeOrDevicesHasItsOwnBillAndNoOther() {
        assertTrue(EdgeEnergy.with(EnergyModel.NONE, plan(), 0)
                .energy(new StatsRegistry().snapshot(0))
                .isEmpty());
        EnergyModel own = new EnergyModel.Builder().build();
        DeploymentPlan empty = new DeploymentPlan(Map.of(), List.of(), List.of());
        assertSame(own, EdgeEnergy.with(own, empty, NANOSECOND));
    }
}
