package org.skerry.model.enclave;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.skerry.model.enclave.ChipPlans.NO_HANDLES;
import static org.skerry.sim.machine.PlanBuilder.to;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.skerry.sim.actor.MessageKind;
import org.skerry.sim.config.ConfigException;
import org.skerry.sim.machine.CycleLaw;
import org.skerry.sim.machine.DeploymentPlan;
import org.skerry.sim.machine.ExecutionSpec;
import org.skerry.sim.machine.PlanBuilder;
import org.skerry.sim.machine.RunLimits;
import org.skerry.sim.machine.RunOutcome;
import org.skerry.sim.stats.StatsSnapshot;

/** A tile keeps within its budget by slowing down all of its enclaves, and those of no other tile. */
class PowerBudgetTest {
    /** Four enclaves that idle take 10 mW; each one at work 7.5 more. */
    private static final int ONE_AT_WORK = 19;

    private static final ChipSpec FREE = ChipSpec.of(2, 4, 4);
    private static final int ROUNDS = 40;

    private static ChipSpec tight() {
        return FREE.withPower(PowerSpec.DEFAULT.withBudget(ONE_AT_WORK, 1000));
    }

    /** A victim that works and rests in turns of its own making, and three hogs that never rest. */
    private static DeploymentPlan plan(int hogs, int hogPlace) {
        PlanBuilder plan = new PlanBuilder()
                .actor(
                        "victim",
                        (turn, memory) -> {
                            boolean first = turn.message().kind() == MessageKind.START;
                            long round = first ? 0 : ChipPlans.number(turn.message());
                            turn.charge(1500, 0, 0);
                            if (round < ROUNDS) {
                                turn.send(turn.granted("victim"), ChipPlans.number(round + 1), NO_HANDLES);
                            }
                        },
                        to("victim"))
                .at(0);
        for (int i = 0; i < hogs; i++) {
            plan.actor("hog" + i, (turn, memory) -> turn.charge(200_000, 0, 0)).at(hogPlace + i);
        }
        return plan.build();
    }

    /** Cycle at which the victim's last turn ended. */
    private static long victimEnds(ChipSpec spec, DeploymentPlan plan) {
        Recorder recorder = new Recorder();
        try (EnclaveChip chip = new EnclaveChip(spec, 1, ExecutionSpec.SERIAL)) {
            chip.observe(recorder);
            chip.deploy(plan);
            chip.run(RunLimits.NONE);
            CycleLaw.holdsOn(chip);
        }
        return recorder.turnsAt(0).stream()
                .mapToLong(Recorder.TurnSpan::end)
                .max()
                .orElseThrow();
    }

    @Test
    void aBudgetThatIsNeverReachedChangesNoCycle() {
        ChipSpec ample = FREE.withPower(PowerSpec.DEFAULT.withBudget(1000, 1000));
        for (ChipSpec spec : new ChipSpec[] {FREE, ample}) {
            try (EnclaveChip chip = new EnclaveChip(spec, 1, ExecutionSpec.SERIAL);
                    EnclaveChip free = new EnclaveChip(FREE, 1, ExecutionSpec.SERIAL)) {
                for (EnclaveChip each : new EnclaveChip[] {chip, free}) {
                    each.deploy(plan(3, 1));
                    each.run(RunLimits.NONE);
                }
                assertEquals(free.digest(), chip.digest());
            }
        }
    }

    @Test
    void hogsSlowTheirTileNeighbourThroughTheBudgetAndNobodyElsewhere() {
        long alone = victimEnds(tight(), plan(0, 1));
        assertEquals(victimEnds(FREE, plan(0, 1)), alone, "one enclave at work is within the budget");
        assertEquals(alone, victimEnds(FREE, plan(3, 1)), "without a budget nothing is shared but the port");
        assertEquals(alone, victimEnds(tight(), plan(3, 4)), "hogs in another tile");
        long beside = victimEnds(tight(), plan(3, 1));
        assertTrue(beside > 3 * alone && beside < 5 * alone, beside + " of " + alone + " cycles");
    }

    @Test
    void aTileIsSeldomAboveItsBudgetForLong() {
        try (EnclaveChip chip = new EnclaveChip(tight(), 1, ExecutionSpec.SERIAL)) {
            chip.deploy(plan(3, 1));
            chip.run(RunLimits.NONE);
            StatsSnapshot end = CycleLaw.holdsOn(chip);
            assertTrue(end.value("power.windowsAbove") >= 2, "two steps down");
            assertTrue(end.value("power.windowsAbove") < end.value("power.windows") / 20, end.toString());
            assertTrue(end.value("power.slowedCycles") > end.value("run.cycles"));
        }
    }

    @Test
    void partitionsAndCheckpointsChangeNothing() {
        partitionsAndCheckpointsChangeNothing(tight());
    }

    @Test
    void norDoTheyWhereEnclavesStandStill() {
        partitionsAndCheckpointsChangeNothing(gated());
    }

    private static void partitionsAndCheckpointsChangeNothing(ChipSpec budget) {
        ChipSpec spec = budget.withPower(budget.power().withSleep(50, 400));
        String digest;
        long end;
        try (EnclaveChip whole = new EnclaveChip(spec, 1, ExecutionSpec.SERIAL)) {
            whole.deploy(plan(3, 1));
            RunOutcome outcome = whole.run(RunLimits.NONE);
            end = outcome.cycle();
            digest = whole.digest();
        }
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < 6; i++) {
            long cycle = random.nextLong(end);
            byte[] saved;
            try (EnclaveChip chip = new EnclaveChip(spec, 1, ExecutionSpec.partitions(1 + i % 4))) {
                chip.deploy(plan(3, 1));
                chip.run(RunLimits.toCycle(cycle).settled());
                saved = chip.checkpoint();
            }
            try (EnclaveChip restored = new EnclaveChip(spec, 1, ExecutionSpec.partitions(1 + i % 4))) {
                restored.deploy(plan(3, 1));
                restored.restore(saved);
                assertArrayEquals(saved, restored.checkpoint(), "at " + cycle);
                restored.run(RunLimits.NONE);
                assertEquals(digest, restored.digest(), "restored at " + cycle + " of " + end);
            }
        }
    }

    @Test
    void aBudgetThatIdleEnclavesExceedIsRefusedWithBothNumbers() {
        String message = assertThrows(
                        ConfigException.class, () -> FREE.withPower(PowerSpec.DEFAULT.withBudget(10, 1000)))
                .getMessage();
        assertTrue(message.contains("power.budgetMilliwatts=10") && message.contains("10 mW"), message);
    }

    // ---- gating ----------------------------------------------------------------------------------------------------

    private static ChipSpec gated() {
        return FREE.withPower(PowerSpec.DEFAULT.withBudget(ONE_AT_WORK, 1000).withAboveBudget(AboveBudget.GATE));
    }

    @Test
    void gatingThatIsNeverNeededChangesNoCycle() {
        ChipSpec ample = FREE.withPower(PowerSpec.DEFAULT.withBudget(1000, 1000).withAboveBudget(AboveBudget.GATE));
        try (EnclaveChip chip = new EnclaveChip(ample, 1, ExecutionSpec.SERIAL);
                EnclaveChip free = new EnclaveChip(FREE, 1, ExecutionSpec.SERIAL)) {
            for (EnclaveChip each : new EnclaveChip[] {chip, free}) {
                each.deploy(plan(3, 1));
                each.run(RunLimits.NONE);
            }
            assertEquals(free.digest(), chip.digest());
            assertEquals(0, chip.statistics().value("power.stoppedCycles"));
        }
    }

    @Test
    void gatedHogsStandStillInTurnAndSoDoesTheirNeighbourButNobodyElsewhere() {
        long alone = victimEnds(gated(), plan(0, 1));
        assertEquals(victimEnds(FREE, plan(0, 1)), alone, "one enclave at work is within the budget");
        assertEquals(alone, victimEnds(gated(), plan(3, 4)), "hogs in another tile");
        long beside = victimEnds(gated(), plan(3, 1));
        assertTrue(beside > 2 * alone && beside < 6 * alone, beside + " of " + alone + " cycles");
    }

    /** The law of {@code PowerManagement}, at every window: no more than the budget, and once what a window can take beyond it. */
    @Test
    void aGatedTileNeverOwesMoreThanAWindow() {
        long window = 1000;
        long most = 4L * PowerSpec.DEFAULT_ACTIVE_MICROWATTS * window;
        long budget = ONE_AT_WORK * 1000L * window;
        try (EnclaveChip chip = new EnclaveChip(gated(), 1, ExecutionSpec.SERIAL)) {
            chip.deploy(plan(3, 1));
            PowerManagement tile = chip.power(0);
            RunOutcome outcome = null;
            for (long cycle = window + 1; !(outcome instanceof RunOutcome.Quiescent); cycle += window) {
                outcome = chip.run(RunLimits.toCycle(cycle));
                long bound = tile.windows() * budget + most - budget;
                assertTrue(tile.takenMicrowattCycles() <= bound, tile.takenMicrowattCycles() + " > " + bound);
            }
            StatsSnapshot end = CycleLaw.holdsOn(chip);
            assertTrue(
                    end.value("power.stoppedCycles") > end.value("run.cycles"),
                    "of four enclaves, most of the time two");
            assertEquals(0, end.value("power.slowedCycles"));
        }
    }

    /** What was computed is the same, and takes longer: nobody is lost who stood still. */
    @Test
    void whoStandsStillGoesOnWhereHeStood() {
        for (int hogs = 0; hogs < 4; hogs++) {
            int count = hogs;
            try (EnclaveChip chip = new EnclaveChip(gated(), 1, ExecutionSpec.SERIAL);
                    EnclaveChip free = new EnclaveChip(FREE, 1, ExecutionSpec.SERIAL)) {
                for (EnclaveChip each : new EnclaveChip[] {chip, free}) {
                    each.deploy(plan(count, 1));
                    assertTrue(each.run(RunLimits.NONE) instanceof RunOutcome.Quiescent);
                }
                assertEquals(free.turns(), chip.turns());
                assertEquals(
                        free.statistics().value("turns.instructions"),
                        chip.statistics().value("turns.instructions"));
            }
        }
    }
}
