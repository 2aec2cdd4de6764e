package org.skerry.sim.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.skerry.sim.machine.PlanBuilder.clock;
import static org.skerry.sim.machine.PlanBuilder.log;
import static org.skerry.sim.machine.PlanBuilder.to;

import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.skerry.sim.actor.MessageKind;
import org.skerry.sim.actor.Rights;
import org.skerry.sim.actor.Status;
import org.skerry.sim.actor.Turn;
import org.skerry.sim.machine.DeploymentPlan.GrantPlan;
import org.skerry.sim.machine.DeploymentPlan.GrantTarget;

/** The chapter on timers: they come when they are due, in order, once, and not at all when they were taken back. */
abstract class TimerLaws extends HewittLaws {
    private static boolean starts(Turn turn) {
        return turn.message().kind() == MessageKind.START;
    }

    private static int clockOf(Turn turn) {
        return turn.granted("clock");
    }

    /** Sets timers at START, and says which come. */
    private static JavaProgram.Handler sets(Consumer<Turn> first) {
        return (turn, memory) -> {
            if (starts(turn)) {
                first.accept(turn);
            } else {
                say(
                        turn,
                        turn.message().kind() + " " + number(turn.message()) + " label "
                                + turn.message().label());
            }
        };
    }

    @Test
    void timersComeInTheOrderInWhichTheyAreDue() {
        PlanBuilder plan = new PlanBuilder()
                .actor(
                        "sleeper",
                        sets(turn -> {
                            turn.setTimer(clockOf(turn), 90_000, 3); // setting the others takes its time
                            turn.setTimer(clockOf(turn), 10_000, 1);
                            turn.setTimer(clockOf(turn), 20_000, -2);
                            turn.setTimer(clockOf(turn), 20_000, 7);
                        }),
                        clock(),
                        log());
        assertEquals(
                List.of("TIMER 1 label 0", "TIMER -2 label 0", "TIMER 7 label 0", "TIMER 3 label 0"),
                linesInOrder(plan, "sleeper"));
    }

    @Test
    void noTimerComesBeforeItsTime() {
        PlanBuilder plan = new PlanBuilder()
                .actor(
                        "sleeper",
                        (turn, memory) -> {
                            long now = turn.clock(clockOf(turn));
                            if (starts(turn)) {
                                memory.store(0, 8, now);
                            } else {
                                long late = now - memory.load(0, 8) - 10_000 * number(turn.message());
                                say(turn, late >= 0 && late < 10_000 ? "in time" : "late by " + late);
                            }
                            if (starts(turn) || number(turn.message()) < 5) {
                                long round = starts(turn) ? 1 : number(turn.message()) + 1;
                                turn.setTimer(clockOf(turn), round * 10_000 + memory.load(0, 8) - now, round);
                            }
                        },
                        clock(),
                        log());
        assertEquals(List.of("in time", "in time", "in time", "in time", "in time"), linesInOrder(plan, "sleeper"));
    }

    @Test
    void aTimerThatIsSetAgainComesOnceAndThen() {
        PlanBuilder plan = new PlanBuilder()
                .actor(
                        "sleeper",
                        sets(turn -> {
                            turn.setTimer(clockOf(turn), 1_000, 1);
                            turn.setTimer(clockOf(turn), 2_000, 2);
                            turn.setTimer(clockOf(turn), 3_000, 1);
                        }),
                        clock(),
                        log());
        assertEquals(List.of("TIMER 2 label 0", "TIMER 1 label 0"), linesInOrder(plan, "sleeper"));
    }

    @Test
    void aTimerThatWasTakenBackDoesNotComeThoughItLiesInTheMailbox() {
        PlanBuilder plan = new PlanBuilder()
                .actor(
                        "sleeper",
                        (turn, memory) -> {
                            if (starts(turn)) {
                                turn.setTimer(clockOf(turn), 0, 1);
                                turn.setTimer(clockOf(turn), 0, 2);
                                turn.setTimer(clockOf(turn), 0, 3);
                                turn.setTimer(clockOf(turn), 1_000_000, 4);
                                turn.waitUntil(clockOf(turn), turn.clock(clockOf(turn)) + 10_000);
                            } else {
                                say(turn, "timer " + number(turn.message()));
                                say(
                                        turn,
                                        "cancel " + turn.cancelTimer(clockOf(turn), 2) + " "
                                                + turn.cancelTimer(clockOf(turn), 4) + " "
                                                + turn.cancelTimer(clockOf(turn), 5));
                                if (number(turn.message()) == 1) {
                                    turn.setTimer(clockOf(turn), 500, 3);
                                }
                            }
                        },
                        clock(),
                        log());
        assertEquals(List.of("timer 1", "cancel 0 0 0", "timer 3", "cancel 0 0 0"), linesInOrder(plan, "sleeper"));
    }

    @Test
    void aTimerWaitsItsTurnBehindWhatCameBefore() {
        PlanBuilder plan = new PlanBuilder()
                .actor(
                        "sleeper",
                        (turn, memory) -> {
                            if (starts(turn)) {
                                turn.send(0, number(8), NO_HANDLES);
                                turn.send(0, number(9), NO_HANDLES);
                                turn.waitUntil(clockOf(turn), turn.clock(clockOf(turn)) + 10_000);
                                turn.setTimer(clockOf(turn), 0, 1);
                            } else {
                                say(turn, turn.message().kind() + " " + number(turn.message()));
                            }
                        },
                        clock(),
                        log());
        assertEquals(List.of("USER 8", "USER 9", "TIMER 1"), linesInOrder(plan, "sleeper"));
    }

    @Test
    void anActorHas128TimersAndOneThatCameIsNoneAnyMore() {
        PlanBuilder plan = new PlanBuilder()
                .actor(
                        "sleeper",
                        (turn, memory) -> {
                            if (starts(turn)) {
                                int set = 0;
                                for (long token = 0; token < 128; token++) {
                                    set += turn.setTimer(clockOf(turn), 1_000 + token * 1_000_000, token) == 0 ? 1 : 0;
                                }
                                say(
                                        turn,
                                        set + " and " + turn.setTimer(clockOf(turn), 1, 128) + " again "
                                                + turn.setTimer(clockOf(turn), 1_000, 0));
                            } else {
                                say(
                                        turn,
                                        "then " + turn.setTimer(clockOf(turn), 0, 128) + " and "
                                                + turn.setTimer(clockOf(turn), 0, 129));
                                for (long token = 1; token < 130; token++) {
                                    turn.cancelTimer(clockOf(turn), token);
                                }
                            }
                        },
                        clock(),
                        log());
        int full = Status.TABLE_FULL.code();
        assertEquals(List.of("128 and " + full + " again 0", "then 0 and " + full), linesInOrder(plan, "sleeper"));
    }

    @Test
    void aTimerTakesTheRightToReadAClockAndATimeThatIsNotPast() {
        PlanBuilder plan = new PlanBuilder()
                .actor(
                        "sleeper",
                        (turn, memory) -> say(
                                turn,
                                turn.setTimer(99, 1, 1) + " " + turn.setTimer(turn.granted("log"), 1, 1) + " "
                                        + turn.setTimer(turn.granted("bare"), 1, 1) + " "
                                        + turn.cancelTimer(turn.granted("bare"), 1) + " "
                                        + turn.setTimer(clockOf(turn), -1, 1)),
                        clock(),
                        new GrantPlan("bare", new GrantTarget.ToClock(), Rights.GRANT, 0),
                        log());
        assertEquals(List.of("-1 -2 -2 -2 -12"), linesInOrder(plan, "sleeper"));
    }

    @Test
    void timersDieWithTheirActor() {
        PlanBuilder plan = new PlanBuilder()
                .actor(
                        "mortal",
                        (turn, memory) -> {
                            if (starts(turn)) {
                                turn.setTimer(clockOf(turn), 1_000, 1);
                                turn.setTimer(clockOf(turn), 1_000_000_000_000L, 2);
                            } else {
                                throw new JavaProgram.Exit(0);
                            }
                        },
                        clock());
        try (Machine machine = machine()) {
            machine.deploy(plan.build());
            assertInstanceOf(RunOutcome.Quiescent.class, machine.run(RunLimits.NONE));
            assertTrue(machine.cycle() < 1_000_000, "the run went on until cycle " + machine.cycle());
        }
    }

    @Test
    void timersDieWhenAnotherProgramBegins() {
        PlanBuilder plan = new PlanBuilder()
                .image(
                        "fresh",
                        (turn, memory) -> say(turn, "fresh " + turn.message().kind()))
                .actor(
                        "old",
                        (turn, memory) -> {
                            if (starts(turn)) {
                                turn.setTimer(clockOf(turn), 1_000_000_000L, 1);
                                turn.send(turn.granted("owner"), number(1), NO_HANDLES);
                            } else {
                                say(turn, "old " + turn.message().kind());
                            }
                        },
                        to("owner"),
                        clock(),
                        log())
                .actor(
                        "owner",
                        (turn, memory) -> {
                            if (!starts(turn)) {
                                turn.restart(turn.granted("old"), turn.granted("fresh"), new byte[0], NO_HANDLES);
                            }
                        },
                        to("old", Rights.SEND | Rights.CONTROL, 0),
                        PlanBuilder.spawn("fresh"));
        assertEquals(List.of("old: fresh START"), logOf(plan));
    }

    @Test
    void aTimerCutShortByTheLimitOfARunComesInTheNext() {
        PlanBuilder plan = new PlanBuilder()
                .actor("sleeper", sets(turn -> turn.setTimer(clockOf(turn), 50_000, 1)), clock(), log());
        try (Machine machine = machine()) {
            machine.deploy(plan.build());
            assertInstanceOf(RunOutcome.LimitReached.class, machine.run(RunLimits.toCycle(1)));
            byte[] saved = machine.checkpoint();
            machine.restore(saved);
            assertInstanceOf(RunOutcome.Quiescent.class, machine.run(RunLimits.NONE));
            assertEquals(List.of("sleeper: TIMER 1 label 0"), sorted(machine));
        }
    }
}
