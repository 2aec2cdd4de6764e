package org.skerry.model.enclave;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.skerry.model.enclave.ChipPlans.NO_HANDLES;
import static org.skerry.sim.machine.PlanBuilder.to;

import org.junit.jupiter.api.Test;
import org.skerry.model.memory.SramModel;
import org.skerry.model.technology.Constant;
import org.skerry.sim.actor.MessageKind;
import org.skerry.sim.machine.CycleLaw;
import org.skerry.sim.machine.ExecutionSpec;
import org.skerry.sim.machine.PlanBuilder;
import org.skerry.sim.machine.RunLimits;
import org.skerry.sim.stats.CostLine;
import org.skerry.sim.stats.StatsSnapshot;

/** Enclaves without work sleep, pay for waking up, and take less meanwhile. */
class SleepTest {
    private static final ChipSpec SPEC = ChipSpec.of(2, 2, 1);
    private static final int WORK = 20_000;

    private static ChipSpec sleepy(int clockGateAfter, int powerGateAfter) {
        return SPEC.withPower(PowerSpec.DEFAULT.withSleep(clockGateAfter, powerGateAfter));
    }

    /** The first one works for long, then wakes the second one up. */
    private static PlanBuilder late() {
        return new PlanBuilder()
                .actor(
                        "first",
                        (turn, memory) -> {
                            turn.charge(WORK, 0, 0);
                            turn.send(turn.granted("second"), new byte[8], NO_HANDLES);
                        },
                        to("second"))
                .at(0)
                .actor(
                        "second",
                        (turn, memory) -> turn.charge(turn.message().kind() == MessageKind.USER ? 10 : 0, 0, 0))
                .at(3);
    }

    private static StatsSnapshot run(ChipSpec spec) {
        try (EnclaveChip chip = new EnclaveChip(spec, 1, ExecutionSpec.SERIAL)) {
            chip.deploy(late().build());
            chip.run(RunLimits.NONE);
            return CycleLaw.holdsOn(chip);
        }
    }

    private static double standing(ChipSpec spec, StatsSnapshot end) {
        return spec.energy().energy(end).stream()
                .filter(line -> line.part().equals("clock and leakage"))
                .mapToDouble(CostLine::amount)
                .sum();
    }

    @Test
    void aStoppedClockCostsNoTimeAndSavesItsShare() {
        StatsSnapshot awake = run(SPEC);
        StatsSnapshot asleep = run(sleepy(100, 0));
        assertEquals(awake.value("run.cycles"), asleep.value("run.cycles"), "waking up is within core.wakeUpCycles");
        long gated = asleep.value("sleep.clockGatedCycles");
        assertTrue(gated > 3L * (WORK - 1000) && gated < 4 * awake.value("run.cycles"), "gated " + gated);
        double saved = standing(SPEC, awake) - standing(sleepy(100, 0), asleep);
        double clock = 2
                * Constant.CORE_CYCLE.cost().best()
                * Constant.CLOCK_SHARE.cost().best();
        assertEquals(gated * clock, saved, 1e-6 * saved);
    }

    @Test
    void anEnclaveWithoutPowerWakesUpLaterByWhatItTakesToPowerUp() {
        StatsSnapshot awake = run(SPEC);
        StatsSnapshot dark = run(sleepy(100, 1000));
        assertEquals(
                PowerSpec.DEFAULT_POWER_UP_CYCLES,
                dark.value("run.cycles") - awake.value("run.cycles"),
                "one power-up is on the way to the end");
        assertEquals(1, dark.value("sleep.powerUps"));
        // Asleep from its first turn on; two that never had an actor, from cycle 0 on: 900 cycles each without clock
        // only.
        assertTrue(dark.value("sleep.clockGatedCycles") <= 4 * 900, "clocks " + dark.value("sleep.clockGatedCycles"));
        double saved = dark.value("run.cycles") / (double) awake.value("run.cycles") * standing(SPEC, awake)
                - standing(sleepy(100, 1000), dark);
        double clock = 2
                * Constant.CORE_CYCLE.cost().best()
                * Constant.CLOCK_SHARE.cost().best();
        double power = 2
                        * Constant.CORE_CYCLE.cost().best()
                        * (1 - Constant.GATED_SHARE.cost().best())
                + new SramModel(2 << 20).leakage().best()
                        * 1e-3
                        * (1 - Constant.RETENTION_SHARE.cost().best());
        double expected = dark.value("sleep.clockGatedCycles") * clock + dark.value("sleep.powerGatedCycles") * power;
        assertEquals(expected, saved, 1e-6 * saved);
    }

    @Test
    void sleepsAreReadInTheMiddleAsTheyAreAtTheEnd() {
        ChipSpec spec = sleepy(100, 1000);
        try (EnclaveChip chip = new EnclaveChip(spec, 1, ExecutionSpec.SERIAL)) {
            chip.deploy(late().build());
            chip.run(RunLimits.toCycle(4_999));
            StatsSnapshot half = chip.statistics();
            // Two enclaves never had an actor, and the third's first turn is over at a cycle below 200.
            long each = 5_000 - 1_000;
            long dark = half.value("sleep.powerGatedCycles");
            assertTrue(dark <= 3 * each && dark >= 3 * each - 200, "dark " + dark);
        }
    }
}
