package org.skerry.model.enclave;

import java.util.Arrays;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.ToLongFunction;
import org.skerry.sim.stats.StatsRegistry;
import org.skerry.sim.stats.Unit;

/** The metrics of power management: {@code sleep.*} where enclaves sleep, {@code power.*} where tiles have a budget. */
final class PowerCounters {
    static final String CLOCK_GATED = "sleep.clockGatedCycles";
    static final String POWER_GATED = "sleep.powerGatedCycles";

    private PowerCounters() {}

    static void register(StatsRegistry registry, ChipSpec chip, EnclaveSlice[] slices, LongSupplier now) {
        PowerSpec spec = chip.power();
        if (spec.sleeps()) {
            List<CorePower> cores = Arrays.stream(slices)
                    .flatMap(slice -> Arrays.stream(slice.enclaves()))
                    .filter(enclave -> chip.exists(enclave.number()))
                    .map(enclave -> enclave.core().power())
                    .toList();
            registry.counter(
                    CLOCK_GATED,
                    Unit.CYCLES,
                    "cycles of all enclaves whose clocks had stopped, power on",
                    () -> cores.stream()
                            .mapToLong(core -> core.clockGated(now.getAsLong()))
                            .sum());
            registry.counter(
                    POWER_GATED,
                    Unit.CYCLES,
                    "cycles of all enclaves whose cores had no power",
                    () -> cores.stream()
                            .mapToLong(core -> core.powerGated(now.getAsLong()))
                            .sum());
            registry.counter(
                    "sleep.powerUps",
                    Unit.COUNT,
                    "times that an enclave got its power back",
                    () -> cores.stream().mapToLong(CorePower::powerUps).sum());
        }
        if (spec.budgets()) {
            sum(
                    registry,
                    slices,
                    "power.windows",
                    Unit.COUNT,
                    "windows of tiles that were measured",
                    tile -> tile.windows());
            sum(
                    registry,
                    slices,
                    "power.windowsAbove",
                    Unit.COUNT,
                    "windows in which a tile was estimated to take more than its budget",
                    tile -> tile.windowsAbove());
            sum(
                    registry,
                    slices,
                    "power.slowedCycles",
                    Unit.CYCLES,
                    "of the cycles of cores at work in these windows, those that they would have been spared at full clock",
                    tile -> tile.slowedCycles());
        }
        if (spec.budgets() && spec.gates()) {
            sum(
                    registry,
                    slices,
                    "power.stoppedCycles",
                    Unit.CYCLES,
                    "cycles for which enclaves stood still for their tile's budget; in cycles.* they are idle",
                    tile -> tile.stoppedCycles());
        }
    }

    private static void sum(
            StatsRegistry registry,
            EnclaveSlice[] slices,
            String name,
            Unit unit,
            String text,
            ToLongFunction<PowerManagement> reading) {
        List<PowerManagement> tiles = Arrays.stream(slices)
                .flatMap(slice -> Arrays.stream(slice.powers()))
                .toList();
        registry.counter(
                name, unit, text, () -> tiles.stream().mapToLong(reading).sum());
    }
}
