package org.skerry.sim.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.skerry.sim.machine.PlanBuilder.clock;
import static org.skerry.sim.machine.PlanBuilder.log;
import static org.skerry.sim.machine.PlanBuilder.to;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.skerry.sim.actor.MessageKind;
import org.skerry.sim.actor.Rights;
import org.skerry.sim.actor.Turn;
import org.skerry.sim.machine.DeploymentPlan.GrantPlan;
import org.skerry.sim.machine.DeploymentPlan.GrantTarget;

/** The chapter on links: an abnormal end reaches all who are linked and nobody else, and who was restarted is linked again. */
abstract class LinkLaws extends TimerLaws {
    private static final int RULE = Rights.SEND | Rights.CONTROL;

    /** Whether actors can be linked on this machine: not where several take turns in one enclave. */
    protected boolean linksActors() {
        return true;
    }

    @BeforeEach
    void onlyWhereActorsCanBeLinked(TestInfo test) {
        boolean aboutLinks = test.getTestMethod().orElseThrow().getDeclaringClass() == LinkLaws.class;
        assumeTrue(!aboutLinks || linksActors(), "actors that take turns in one enclave are not linked");
    }

    /** Does what the number says that it is sent: exits with it, or traps at a negative one. */
    private static final JavaProgram.Handler MORTAL = (turn, memory) -> {
        if (turn.message().kind() == MessageKind.USER) {
            if (number(turn.message()) < 0) {
                throw new JavaProgram.Trap("on purpose");
            }
            throw new JavaProgram.Exit((int) number(turn.message()));
        } else if (turn.message().kind() == MessageKind.ENDED) {
            sayNotice(turn);
        }
    };

    private static void sayNotice(Turn turn) {
        ByteBuffer words = ByteBuffer.wrap(turn.message().payload()).order(ByteOrder.LITTLE_ENDIAN);
        String code = turn.message().kind() == MessageKind.ENDED ? " code " + words.getInt(8) : "";
        say(turn, turn.message().kind() + " " + words.getInt(0) + " handle " + words.getInt(4) + code);
    }

    /** Waits, then sends a number to its first grant. */
    private static JavaProgram.Handler sends(long number) {
        return (turn, memory) -> {
            if (turn.message().kind() == MessageKind.START) {
                turn.setTimer(turn.granted("clock"), 100_000, 1);
            } else if (turn.message().kind() == MessageKind.TIMER) {
                turn.send(1, number(number), NO_HANDLES);
            }
        };
    }

    /** A chain of four of which the first is sent a number. */
    private static PlanBuilder chain(long number) {
        PlanBuilder plan = new PlanBuilder().actor("sender", sends(number), to("a"), clock());
        for (String name : List.of("a", "b", "c", "d", "alone")) {
            plan.actor(name, MORTAL, log());
        }
        return plan.link("a", "b").link("c", "b").link("c", "d");
    }

    /** Names of those who have ended at the end of a run, and how. */
    private List<String> ended(PlanBuilder plan) {
        LifeLog lives = new LifeLog(plan.build());
        try (Machine machine = machine()) {
            machine.observeLives(lives);
            machine.deploy(plan.build());
            machine.run(RunLimits.NONE);
            return lives.ended();
        }
    }

    @Test
    void aCrashReachesAllWhoAreLinkedAndNobodyElse() {
        assertEquals(List.of("a TRAPPED", "b LINKED", "c LINKED", "d LINKED"), ended(chain(-1)));
    }

    @Test
    void anExitWithACodeReachesAllWhoAreLinked() {
        assertEquals(List.of("a EXITED", "b LINKED", "c LINKED", "d LINKED"), ended(chain(3)));
    }

    @Test
    void aNormalExitReachesNobody() {
        assertEquals(List.of("a EXITED"), ended(chain(0)));
    }

    @Test
    void whoTrapsExitsIsToldAndStopsThem() {
        PlanBuilder plan = chain(-1).trapExits("c");
        assertEquals(List.of("a TRAPPED", "b LINKED"), ended(plan));
    }

    @Test
    void whoTrapsExitsIsToldOfANormalExitToo() {
        PlanBuilder plan = new PlanBuilder()
                .actor("sender", sends(0), to("a"), clock())
                .actor("a", MORTAL)
                .actor("keeper", MORTAL, to("a", RULE, 0), log())
                .link("keeper", "a")
                .trapExits("keeper");
        assertEquals(List.of("keeper: ENDED 0 handle 1 code 0"), logOf(plan));
    }

    @Test
    void aProgramLinksWhomItMayEndAndUnlinksHim() {
        JavaProgram.Handler linker = (turn, memory) -> {
            if (turn.message().kind() == MessageKind.START) {
                say(
                        turn,
                        turn.link(1) + " " + turn.link(2) + " " + turn.link(3) + " " + turn.unlink(2) + " "
                                + turn.link(99));
            }
        };
        PlanBuilder plan = new PlanBuilder()
                .actor("sender", sends(-1), to("a"), to("b"), clock())
                .actor("a", MORTAL)
                .actor("b", MORTAL)
                .actor("other", MORTAL)
                .actor("linker", linker, to("a", RULE, 0), to("b", RULE, 0), to("other"), log());
        LifeLog lives = new LifeLog(plan.build());
        try (Machine machine = machine()) {
            machine.observeLives(lives);
            machine.deploy(plan.build());
            machine.run(RunLimits.NONE);
            assertEquals(List.of("linker: 0 0 -2 0 -1"), sorted(machine));
            assertEquals(List.of("a TRAPPED", "linker LINKED"), lives.ended());
        }
    }

    @Test
    void theEndOfWhoHasLinkedIsTheEndOfTheLinked() {
        JavaProgram.Handler linker = (turn, memory) -> {
            if (turn.message().kind() == MessageKind.START) {
                turn.link(1);
            } else {
                throw new JavaProgram.Trap("on purpose");
            }
        };
        PlanBuilder plan = new PlanBuilder()
                .actor("sender", sends(1), to("linker"), clock())
                .actor("a", MORTAL)
                .actor("linker", linker, to("a", RULE, 0));
        assertEquals(List.of("a LINKED", "linker TRAPPED"), ended(plan));
    }

    @Test
    void toLinkWithTheDeadEndsWhoDoesNotTrapExits() {
        JavaProgram.Handler linker = (turn, memory) -> {
            if (turn.message().kind() == MessageKind.REFUSED) {
                turn.link(1);
            } else if (turn.message().kind() == MessageKind.START) {
                turn.trapExits(turn.granted("log") >= 0);
                turn.send(1, number(0), NO_HANDLES);
                turn.send(1, number(0), NO_HANDLES);
            } else {
                sayNotice(turn);
            }
        };
        PlanBuilder deaf = new PlanBuilder().actor("a", MORTAL).actor("linker", linker, to("a", RULE, 0));
        assertEquals(List.of("a EXITED", "linker LINKED"), ended(deaf));
        PlanBuilder told = new PlanBuilder().actor("a", MORTAL).actor("linker", linker, to("a", RULE, 0), log());
        assertEquals(List.of("linker: ENDED 4 handle 1 code 0"), logOf(told));
    }

    /** Restarts whoever it is told has ended, and says so. */
    private static final JavaProgram.Handler KEEPER = (turn, memory) -> {
        if (turn.message().kind() == MessageKind.START) {
            turn.trapExits(true);
            turn.link(1);
            turn.send(1, number(-1), NO_HANDLES);
            return;
        }
        sayNotice(turn);
        if (turn.message().kind() == MessageKind.ENDED) {
            turn.restart(1, turn.granted("fresh"), new byte[0], NO_HANDLES);
        } else if (memory.load(0, 8) < 2) {
            memory.store(0, 8, memory.load(0, 8) + 1);
            turn.send(1, number(-1), NO_HANDLES);
        }
    };

    private static PlanBuilder kept() {
        return new PlanBuilder()
                .image("fresh", MORTAL)
                .actor("a", MORTAL)
                .actor("keeper", KEEPER, to("a", RULE, 0), log(), PlanBuilder.spawn("fresh"));
    }

    @Test
    void whoHasEndedIsRestartedInItsPlaceByWhoIsLinkedToItAgainAndAgain() {
        try (Machine machine = machine()) {
            machine.deploy(kept().build());
            machine.run(RunLimits.NONE);
            assertEquals(
                    List.of(
                            "ENDED 1 handle 1 code 0",
                            "RESTARTED 0 handle 1",
                            "ENDED 1 handle 1 code 0",
                            "RESTARTED 0 handle 1",
                            "ENDED 1 handle 1 code 0",
                            "RESTARTED 0 handle 1"),
                    machine.log().stream().map(LogLine::text).toList());
        }
    }

    @Test
    void aCheckpointKeepsLinksAndThoseWhoMayBeRestarted() {
        String whole;
        try (Machine machine = machine()) {
            machine.deploy(kept().build());
            machine.run(RunLimits.NONE);
            whole = machine.digest();
        }
        for (long cycle = 1; cycle < 2_000_000; cycle = cycle * 3 / 2 + 1) {
            byte[] saved;
            try (Machine machine = machine()) {
                machine.deploy(kept().build());
                machine.run(RunLimits.toCycle(cycle));
                saved = machine.checkpoint();
            }
            try (Machine machine = machine()) {
                machine.deploy(kept().build());
                machine.restore(saved);
                machine.run(RunLimits.NONE);
                assertEquals(whole, machine.digest(), "saved at cycle " + cycle);
            }
        }
    }

    @Test
    void whoHasEndedIsNotRestartedByWhoIsNotLinked() {
        JavaProgram.Handler keeper = (turn, memory) -> {
            if (turn.message().kind() == MessageKind.START) {
                turn.monitor(1);
                turn.send(1, number(1), NO_HANDLES);
                return;
            }
            sayNotice(turn);
            if (turn.message().kind() == MessageKind.ENDED) {
                turn.restart(1, turn.granted("fresh"), new byte[0], NO_HANDLES);
            }
        };
        GrantPlan all = new GrantPlan("a", new GrantTarget.ToActor("a"), RULE | Rights.MONITOR, 0);
        PlanBuilder plan = new PlanBuilder()
                .image("fresh", MORTAL)
                .actor("a", MORTAL)
                .actor("keeper", keeper, all, log(), PlanBuilder.spawn("fresh"));
        assertEquals(List.of("ENDED 0 handle 1 code 1", "REFUSED -7 handle 1"), linesInOrder(plan, "keeper"));
    }

    @Test
    void aLinkThroughACapabilityThatWasRevokedHoldsNoLonger() {
        JavaProgram.Handler linker = (turn, memory) -> {
            if (turn.message().kind() == MessageKind.START) {
                int own = turn.attenuate(1, Rights.ALL, 0);
                turn.link(own);
                turn.revoke(own);
            } else if (turn.message().kind() == MessageKind.REVOKED) {
                turn.send(1, number(-1), NO_HANDLES);
            }
        };
        PlanBuilder plan = new PlanBuilder().actor("a", MORTAL).actor("linker", linker, to("a", RULE, 0));
        assertEquals(List.of("a TRAPPED"), ended(plan));
        assertFalse(ended(plan).contains("linker LINKED"));
        assertTrue(ended(chain(0)).size() == 1);
    }
}
