package org.skerry.scenario.seam;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.skerry.scenario.contract.GuestPlan.ints;
import static org.skerry.scenario.contract.GuestPlan.log;
import static org.skerry.scenario.contract.GuestPlan.to;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.skerry.scenario.contract.GuestPlan;
import org.skerry.sim.machine.ExecutionSpec;
import org.skerry.sim.machine.LogLine;
import org.skerry.sim.machine.Machine;
import org.skerry.sim.machine.RunLimits;
import org.skerry.sim.machine.RunOutcome;

/** A guest that waits in mid-turn keeps its frames; those that do not wait pay nothing for it, on the host as on the machine. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HeldTurnTest {
    private static final int TICKS = 3000;

    private GuestPlan.Modules modules;

    @BeforeAll
    void modulesAreCompiledOnce() {
        modules = new GuestPlan.Modules();
    }

    @ParameterizedTest
    @EnumSource(TimedMachine.class)
    void aHeldGuestGoesOnWithItsFramesAfterThousandsOfTurnsOfOthers(TimedMachine kind) {
        try (Machine machine = kind.build(ExecutionSpec.SERIAL)) {
            machine.deploy(withHolder(tickers()).build());
            RunOutcome outcome = machine.run(RunLimits.NONE);
            assertInstanceOf(RunOutcome.Quiescent.class, outcome, outcome.explain());
            List<String> lines = new ArrayList<>();
            machine.log().forEach(line -> lines.add(line.text()));
            assertTrue(lines.contains("holder ok 1 calls"), lines.toString());
            assertEquals(1, machine.statistics().value("holds.count"));
            assertTrue(machine.statistics().value("turns.count") > 3 * TICKS);
        }
    }

    /**
     * The tickers have enclaves of their own, and no link of the mesh is on anybody else's way: whether somebody else is held must
     * not show in a single cycle.
     */
    @Test
    void onTheChipAHeldGuestCostsTheTurnsOfOthersNotASingleCycle() {
        assertEquals(tickerLines(tickers()), tickerLines(withHolder(spares(tickers()))));
    }

    /** Fills the row of the tickers, the first two of its four, so that those who follow live and talk in the row below. */
    private static GuestPlan spares(GuestPlan plan) {
        return plan.actor("spare0", "contract/driver", ints(0), to("to", "spare0"))
                .actor("spare1", "contract/driver", ints(0), to("to", "spare1"));
    }

    private static List<LogLine> tickerLines(GuestPlan plan) {
        try (Machine machine = TimedMachine.CHIP.build(ExecutionSpec.SERIAL)) {
            machine.deploy(plan.build());
            machine.run(RunLimits.NONE);
            List<LogLine> lines = machine.log().stream()
                    .filter(line -> !line.actor().equals("holder"))
                    .toList();
            assertEquals(2, lines.size(), lines.toString());
            return lines;
        }
    }

    @ParameterizedTest
    @EnumSource(TimedMachine.class)
    void turnsThatDoNotWaitAreNotHeld(TimedMachine kind) {
        try (Machine machine = kind.build(ExecutionSpec.SERIAL)) {
            machine.deploy(tickers().build());
            machine.run(RunLimits.NONE);
            assertEquals(0, machine.statistics().value("holds.count"));
        }
    }

    @ParameterizedTest
    @EnumSource(TimedMachine.class)
    void moreHeldGuestsThanAllowedEndTheGuestAndNotTheRun(TimedMachine kind) {
        ExecutionSpec oneHeld = new ExecutionSpec(1, 1, false, 1);
        GuestPlan plan = new GuestPlan(modules)
                .actor(
                        "first",
                        "holder",
                        ints(1, 10),
                        to("replier", "mute"),
                        log()) // on the chip only place 0 may hold then
                .actor("second", "holder", ints(1, 10), to("replier", "mute"), log())
                .actor("mute", "contract/driver", ints(0), to("to", "mute"));
        try (Machine machine = kind.build(oneHeld)) {
            machine.deploy(plan.build());
            RunOutcome outcome = machine.run(RunLimits.NONE);
            assertTrue(
                    outcome instanceof RunOutcome.Deadlocked || outcome instanceof RunOutcome.Faulted,
                    outcome.explain());
            assertEquals(1, machine.statistics().value("actors.faulted"));
        }
    }

    private static GuestPlan withHolder(GuestPlan plan) {
        return plan.actor("holder", "holder", ints(1, 100), to("replier", "replier"), log())
                .actor("replier", "slow-replier", ints(TICKS / 2), to("ticker", "wall"))
                .actor("wall", "ticker", ints(0, 0), to("peer", "replier"));
    }

    private GuestPlan tickers() {
        return new GuestPlan(modules)
                .actor("left", "ticker", ints(TICKS, 1), to("peer", "right"), log())
                .actor("right", "ticker", ints(TICKS, 0), to("peer", "left"), log());
    }
}
