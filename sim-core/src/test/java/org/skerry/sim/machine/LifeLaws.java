package org.skerry.sim.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.skerry.sim.machine.PlanBuilder.clock;
import static org.skerry.sim.machine.PlanBuilder.log;
import static org.skerry.sim.machine.PlanBuilder.spawn;
import static org.skerry.sim.machine.PlanBuilder.to;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.skerry.sim.actor.MessageKind;
import org.skerry.sim.actor.Status;

/** The chapter on creating, ending and waiting in mid-turn. */
abstract class LifeLaws extends AuthorityLaws {
    @Test
    void aSpawnedActorStartsWithWhatItsParentPassedAndHearsItsParentInOrder() {
        PlanBuilder plan = new PlanBuilder()
                .image("child", (turn, memory) -> {
                    if (turn.message().kind() == MessageKind.START) {
                        memory.store(0, 8, turn.received(0));
                        memory.store(8, 8, turn.received(1));
                        report(turn, memory, "born " + number(turn.message()));
                    } else {
                        report(turn, memory, "heard " + number(turn.message()));
                        turn.send((int) memory.load(0, 8), number(number(turn.message()) * 10), NO_HANDLES);
                    }
                })
                .actor(
                        "parent",
                        (turn, memory) -> {
                            if (turn.message().kind() == MessageKind.START) {
                                int child = turn.spawn(
                                        turn.granted("child"), number(5), new int[] {0, turn.granted("log")});
                                turn.send(child, number(1), NO_HANDLES);
                                turn.send(child, number(2), NO_HANDLES);
                            } else {
                                say(turn, "answer " + number(turn.message()));
                            }
                        },
                        spawn("child"),
                        log());
        assertEquals(
                List.of(
                        "parent/1: born 5",
                        "parent/1: heard 1",
                        "parent/1: heard 2",
                        "parent: answer 10",
                        "parent: answer 20"),
                logOf(plan));
    }

    @Test
    void aPromiseCanBePassedOnBeforeItIsKept() {
        PlanBuilder plan = new PlanBuilder()
                .image("child", (turn, memory) -> {
                    if (turn.message().kind() == MessageKind.START) {
                        memory.store(8, 8, turn.received(0));
                    } else {
                        report(turn, memory, "heard " + number(turn.message()));
                    }
                })
                .actor(
                        "parent",
                        (turn, memory) -> {
                            int child = turn.spawn(turn.granted("child"), new byte[0], new int[] {turn.granted("log")});
                            turn.send(turn.granted("friend"), new byte[0], new int[] {child});
                        },
                        spawn("child"),
                        to("friend"),
                        log())
                .actor("friend", (turn, memory) -> {
                    if (turn.receivedCount() == 1) {
                        turn.send(turn.received(0), number(3), NO_HANDLES);
                    }
                });
        assertEquals(List.of("parent/1: heard 3"), logOf(plan));
    }

    @Test
    void aTrapKillsOneActorAndWhatItSentBeforeStays() {
        PlanBuilder plan = new PlanBuilder()
                .actor(
                        "victim",
                        (turn, memory) -> {
                            turn.send(turn.granted("friend"), number(1), NO_HANDLES);
                            throw new JavaProgram.Trap("division by zero");
                        },
                        to("friend"))
                .actor(
                        "friend",
                        (turn, memory) -> {
                            if (turn.message().kind() == MessageKind.USER) {
                                say(turn, "got " + number(turn.message()));
                                turn.send(turn.granted("victim"), new byte[0], NO_HANDLES);
                            } else if (turn.message().kind() == MessageKind.REFUSED) {
                                say(
                                        turn,
                                        "refused "
                                                + turn.message().refusalStatus().code());
                            }
                        },
                        to("victim"),
                        log());
        try (Machine machine = machine()) {
            machine.deploy(plan.build());
            RunOutcome.Faulted faulted = assertInstanceOf(RunOutcome.Faulted.class, machine.run(RunLimits.NONE));
            assertEquals(1, faulted.faults().size());
            assertTrue(faulted.explain().contains("victim") && faulted.explain().contains("division by zero"));
            assertEquals(List.of("friend: got 1", "friend: refused -7"), sorted(machine));
        }
    }

    @Test
    void anActorThatExitsRefusesWhatStillWaitsForIt() {
        PlanBuilder plan = new PlanBuilder()
                .actor("leaver", (turn, memory) -> {
                    if (turn.message().kind() == MessageKind.USER) {
                        throw new JavaProgram.Exit(0);
                    }
                })
                .actor(
                        "sender",
                        (turn, memory) -> {
                            if (turn.message().kind() == MessageKind.START) {
                                for (int i = 0; i < 4; i++) {
                                    turn.send(turn.granted("leaver"), new byte[0], NO_HANDLES);
                                }
                            } else {
                                say(
                                        turn,
                                        "refused "
                                                + turn.message().refusalStatus().code());
                            }
                        },
                        to("leaver"),
                        log());
        assertEquals(List.of("sender: refused -7", "sender: refused -7", "sender: refused -7"), logOf(plan));
    }

    // ---- waiting in mid-turn -----------------------------------------------------------------------------------

    @Test
    void aCallWaitsInMidTurnAndOtherMessagesWaitForTheTurnToEnd() {
        PlanBuilder plan = new PlanBuilder()
                .actor(
                        "caller",
                        (turn, memory) -> {
                            if (turn.message().kind() == MessageKind.START) {
                                long sum = 0;
                                for (int i = 1; i <= 5; i++) {
                                    assertEquals(0, turn.call(turn.granted("server"), number(i), NO_HANDLES));
                                    sum += number(turn.answer());
                                }
                                say(turn, "sum " + sum);
                            } else {
                                say(turn, "after");
                            }
                        },
                        to("server"),
                        log())
                .actor(
                        "server",
                        (turn, memory) -> {
                            if (turn.message().kind() == MessageKind.USER) {
                                turn.send(turn.granted("caller"), new byte[0], NO_HANDLES);
                                turn.reply(number(number(turn.message()) * 2), NO_HANDLES);
                                assertEquals(Status.NO_REPLY_EXPECTED.code(), turn.reply(new byte[0], NO_HANDLES));
                            }
                        },
                        to("caller"));
        assertEquals(List.of("sum 30", "after", "after", "after", "after", "after"), linesInOrder(plan, "caller"));
    }

    @Test
    void aReplyCanComeFromALaterTurnAndOnlyOnce() {
        PlanBuilder plan = new PlanBuilder()
                .actor(
                        "caller",
                        (turn, memory) -> {
                            int status = turn.call(turn.granted("server"), new byte[0], NO_HANDLES);
                            say(turn, "reply " + status + " " + number(turn.answer()));
                        },
                        to("server"),
                        log())
                .actor(
                        "server",
                        (turn, memory) -> {
                            if (turn.message().replyTo() != null) {
                                memory.store(0, 8, turn.replyHandle());
                                turn.send(0, new byte[0], NO_HANDLES);
                            } else if (turn.message().kind() == MessageKind.USER) {
                                int handle = (int) memory.load(0, 8);
                                say(turn, "first " + turn.send(handle, number(77), NO_HANDLES));
                                say(turn, "second " + turn.send(handle, number(78), NO_HANDLES));
                            }
                        },
                        log());
        assertEquals(List.of("caller: reply 0 77", "server: first 0", "server: second -1"), logOf(plan));
    }

    @Test
    void aCallToTheDeadIsAnsweredByItsRefusal() {
        PlanBuilder plan = new PlanBuilder()
                .actor("dead", (turn, memory) -> {
                    throw new JavaProgram.Exit(3);
                })
                .actor(
                        "caller",
                        (turn, memory) -> {
                            if (turn.message().kind() == MessageKind.START) {
                                turn.send(0, new byte[0], NO_HANDLES);
                            } else {
                                say(turn, "status " + turn.call(turn.granted("dead"), new byte[0], NO_HANDLES));
                            }
                        },
                        to("dead"),
                        log());
        assertEquals(List.of("caller: status -7"), logOf(plan));
    }

    @Test
    void aCallerIsToldWhenItsCalleeDiesInsteadOfAnswering() {
        PlanBuilder plan = new PlanBuilder()
                .actor("mortal", (turn, memory) -> {
                    if (turn.message().kind() == MessageKind.USER) {
                        throw new JavaProgram.Exit(0);
                    }
                })
                .actor(
                        "caller",
                        (turn, memory) -> {
                            say(turn, "status " + turn.call(turn.granted("mortal"), new byte[0], NO_HANDLES));
                            say(turn, "status " + turn.call(turn.granted("mortal"), new byte[0], NO_HANDLES));
                        },
                        to("mortal"),
                        log());
        assertEquals(List.of("caller: status -7", "caller: status -7"), logOf(plan));
    }

    @Test
    void aCycleOfCallersEndsDeadlockedAndNamesThem() {
        PlanBuilder plan = new PlanBuilder()
                .actor("left", (turn, memory) -> turn.call(turn.granted("right"), new byte[0], NO_HANDLES), to("right"))
                .actor("right", (turn, memory) -> turn.call(turn.granted("left"), new byte[0], NO_HANDLES), to("left"));
        try (Machine machine = machine()) {
            machine.deploy(plan.build());
            RunOutcome.Deadlocked dead = assertInstanceOf(RunOutcome.Deadlocked.class, machine.run(RunLimits.NONE));
            assertTrue(dead.explain().contains("left") && dead.explain().contains("right"), dead.explain());
            CycleLaw.holdsOn(machine);
        }
    }

    @Test
    void theClockNeverGoesBackAndTheTurnGoesOnAfterIt() {
        PlanBuilder plan = new PlanBuilder()
                .actor(
                        "reader",
                        (turn, memory) -> {
                            long last = -1;
                            boolean forward = true;
                            for (int i = 0; i < 20; i++) {
                                turn.charge(turn.ledger().instructions() + 1000, 0, 0);
                                long now = turn.clock(turn.granted("clock"));
                                forward &= now >= last;
                                last = now;
                            }
                            say(turn, "forward " + forward);
                        },
                        clock(),
                        log());
        assertEquals(List.of("reader: forward true"), logOf(plan));
    }

    /** Whether time passes; a machine without any lets a wait end at once. */
    protected boolean hasTime() {
        return true;
    }

    @Test
    void aWaitEndsAtItsTimeAndMessagesWaitMeanwhile() {
        PlanBuilder plan = new PlanBuilder()
                .actor(
                        "sleeper",
                        (turn, memory) -> {
                            if (turn.message().kind() != MessageKind.START) {
                                say(turn, "message");
                                return;
                            }
                            int clock = turn.granted("clock");
                            for (long wait : new long[] {0, 1, 1_000, 1_000_000_000}) {
                                long wake = turn.clock(clock) + wait;
                                long woken = turn.waitUntil(clock, wake);
                                say(
                                        turn,
                                        "woken " + (hasTime() ? woken >= wake && woken < wake + 100_000 : woken >= 0));
                            }
                            say(turn, "past " + (turn.waitUntil(clock, 1) >= 0));
                        },
                        clock(),
                        log())
                .actor(
                        "caller",
                        (turn, memory) -> turn.send(turn.granted("sleeper"), new byte[0], NO_HANDLES),
                        to("sleeper"));
        assertEquals(
                List.of("woken true", "woken true", "woken true", "woken true", "past true", "message"),
                linesInOrder(plan, "sleeper"));
    }
}
