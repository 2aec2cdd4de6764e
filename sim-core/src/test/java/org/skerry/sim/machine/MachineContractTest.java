package org.skerry.sim.machine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.skerry.sim.machine.PlanBuilder.clock;
import static org.skerry.sim.machine.PlanBuilder.log;
import static org.skerry.sim.machine.PlanBuilder.random;
import static org.skerry.sim.machine.PlanBuilder.spawn;
import static org.skerry.sim.machine.PlanBuilder.to;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.skerry.sim.actor.CapabilityKind;
import org.skerry.sim.actor.GrantUse;
import org.skerry.sim.actor.Message;
import org.skerry.sim.actor.MessageKind;
import org.skerry.sim.actor.Rights;
import org.skerry.sim.actor.Status;
import org.skerry.sim.actor.Turn;
import org.skerry.sim.memory.LinearMemory;
import org.skerry.sim.rng.RandomStream;
import org.skerry.sim.rng.RandomStreams;
import org.skerry.sim.stats.StatsSnapshot;

/**
 * The law book: what holds on every machine, whatever its time and its wires. A machine subclasses it in three lines. Actors keep
 * their state in their linear memory and speak through the log, so that every law is checked from outside.
 */
public abstract class MachineContractTest {
    private static final int[] NO_HANDLES = {};

    /** A fresh machine with room for at least 16 actors. */
    protected abstract Machine machine(long seed, ExecutionSpec execution);

    private Machine machine() {
        return machine(1, ExecutionSpec.SERIAL);
    }

    // ---- delivery ----------------------------------------------------------------------------------------------

    @Test
    void aMachineWithNothingToDoIsQuiescent() {
        try (Machine machine = machine()) {
            machine.deploy(new PlanBuilder().actor("idle", (turn, memory) -> {}).build());
            assertInstanceOf(RunOutcome.Quiescent.class, machine.run(RunLimits.NONE));
        }
    }

    @Test
    void messagesOfOnePairArriveInOrder() {
        int messages = 300;
        PlanBuilder plan = new PlanBuilder()
                .actor(
                        "sender",
                        (turn, memory) -> {
                            long next = memory.load(0, 8);
                            for (int burst = 0; burst < 7 && next < messages; burst++) {
                                turn.send(turn.granted("receiver"), number(next++), NO_HANDLES);
                            }
                            memory.store(0, 8, next);
                            if (next < messages) {
                                turn.send(0, new byte[0], NO_HANDLES);
                            }
                        },
                        to("receiver"))
                .actor("receiver", (turn, memory) -> {
                    if (turn.message().kind() == MessageKind.USER) {
                        long seen = memory.load(0, 8);
                        long outOfOrder = memory.load(8, 8) + (number(turn.message()) == seen ? 0 : 1);
                        memory.store(0, 8, seen + 1);
                        memory.store(8, 8, outOfOrder);
                    }
                });
        try (Machine machine = machine()) {
            Deployment deployment = machine.deploy(plan.build());
            assertInstanceOf(RunOutcome.Quiescent.class, machine.run(RunLimits.NONE));
            assertEquals(messages, word(deployment, "receiver", 0));
            assertEquals(0, word(deployment, "receiver", 8));
        }
    }

    @Test
    void nothingIsLostOrDoubledWhenEightSendToOne() {
        int senders = 8;
        int each = 60;
        PlanBuilder plan = new PlanBuilder().actor("receiver", (turn, memory) -> {
            if (turn.message().kind() == MessageKind.USER) {
                long slot = 8 * turn.message().label();
                memory.store(slot, 8, memory.load(slot, 8) + 1);
            }
        });
        plan.image("sender", (turn, memory) -> {
            for (int i = 0; i < each; i++) {
                assertEquals(0, turn.send(turn.granted("receiver"), new byte[i * 20], NO_HANDLES));
            }
        });
        for (int i = 1; i <= senders; i++) {
            plan.instance("sender" + i, "sender", new byte[0], false, to("receiver", Rights.SEND, i));
        }
        try (Machine machine = machine()) {
            Deployment deployment = machine.deploy(plan.build());
            assertInstanceOf(RunOutcome.Quiescent.class, machine.run(RunLimits.NONE));
            for (int i = 1; i <= senders; i++) {
                assertEquals(each, word(deployment, "receiver", 8 * i), "sender " + i);
            }
            assertEquals(senders * each, machine.statistics().value("messages.sent"));
        }
    }

    @Test
    void theLargestMessageArrivesIntactWithTheMostHandles() {
        PlanBuilder plan = new PlanBuilder()
                .actor(
                        "sender",
                        (turn, memory) -> {
                            byte[] payload = new byte[Message.MAX_BYTES];
                            for (int i = 0; i < payload.length; i++) {
                                payload[i] = (byte) (i * 31 + i / 256);
                            }
                            int[] handles = new int[Message.MAX_HANDLES];
                            say(turn, "sent " + turn.send(turn.granted("receiver"), payload, handles));
                        },
                        to("receiver"),
                        log())
                .actor(
                        "receiver",
                        (turn, memory) -> {
                            if (turn.message().kind() == MessageKind.USER) {
                                byte[] payload = turn.message().payload();
                                boolean intact = payload.length == Message.MAX_BYTES;
                                for (int i = 0; i < payload.length; i++) {
                                    intact &= payload[i] == (byte) (i * 31 + i / 256);
                                }
                                say(turn, "intact " + intact + " handles " + turn.receivedCount());
                            }
                        },
                        log());
        assertEquals(List.of("receiver: intact true handles 8", "sender: sent 0"), logOf(plan));
    }

    @Test
    void aMessageToOneselfIsHandledInALaterTurn() {
        PlanBuilder plan = new PlanBuilder()
                .actor(
                        "alone",
                        (turn, memory) -> {
                            if (turn.message().kind() == MessageKind.START) {
                                turn.send(0, number(7), NO_HANDLES);
                                say(turn, "first");
                            } else {
                                say(turn, "then " + number(turn.message()));
                            }
                        },
                        log());
        assertEquals(List.of("alone: first", "alone: then 7"), logOf(plan));
    }

    // ---- handles -----------------------------------------------------------------------------------------------

    @Test
    void aGuessedHandleNamesNothing() {
        PlanBuilder plan = new PlanBuilder()
                .actor(
                        "guesser",
                        (turn, memory) -> {
                            int hits = 0;
                            for (int handle = -1000; handle < 100_000; handle += handle < 1000 ? 1 : 97) {
                                if (handle != 0 && handle != turn.granted("log")) {
                                    hits += turn.send(handle, new byte[1], NO_HANDLES) == Status.BAD_HANDLE.code()
                                            ? 0
                                            : 1;
                                }
                            }
                            say(turn, "hits " + hits);
                        },
                        log())
                .actor("secret", (turn, memory) -> {});
        assertEquals(List.of("guesser: hits 0"), logOf(plan));
    }

    @Test
    void eachRuleOfSendingIsAnsweredAtOnce() {
        PlanBuilder plan = new PlanBuilder()
                .actor(
                        "sender",
                        (turn, memory) -> {
                            int full = turn.granted("receiver");
                            int mute = turn.attenuate(full, Rights.GRANT, 0);
                            int fixed = turn.attenuate(full, Rights.SEND, 0);
                            int logHandle = turn.granted("log");
                            say(turn, "no send right " + turn.send(mute, new byte[0], NO_HANDLES));
                            say(turn, "no grant right " + turn.send(full, new byte[0], new int[] {fixed}));
                            say(turn, "local capability " + turn.send(full, new byte[0], new int[] {logHandle}));
                            say(turn, "not an actor " + turn.send(logHandle, new byte[0], NO_HANDLES));
                            say(turn, "too long " + turn.send(full, new byte[Message.MAX_BYTES + 1], NO_HANDLES));
                            say(turn, "too many " + turn.send(full, new byte[0], new int[Message.MAX_HANDLES + 1]));
                            say(turn, "foreign grant " + turn.send(full, new byte[0], new int[] {99}));
                            say(turn, "no reply asked " + turn.reply(new byte[0], NO_HANDLES));
                            say(turn, "drop self " + turn.drop(0));
                            say(turn, "drop " + turn.drop(fixed) + " again " + turn.drop(fixed));
                            say(turn, "spawn without image " + turn.spawn(full, new byte[0], NO_HANDLES));
                            say(turn, "clock without right " + turn.clock(logHandle));
                            int deep = full;
                            int depth = 1;
                            for (int next; (next = turn.attenuate(deep, Rights.ALL, 0)) >= 0; depth++) {
                                deep = next;
                            }
                            say(turn, "depth " + depth + " then " + turn.attenuate(deep, Rights.ALL, 0));
                        },
                        to("receiver"),
                        log())
                .actor("receiver", (turn, memory) -> {});
        assertEquals(
                List.of(
                        "no send right -2",
                        "no grant right -2",
                        "local capability -2",
                        "not an actor -2",
                        "too long -3",
                        "too many -4",
                        "foreign grant -1",
                        "no reply asked -6",
                        "drop self -12",
                        "drop 0 again -1",
                        "spawn without image -2",
                        "clock without right -2",
                        "depth 8 then -10"),
                linesInOrder(plan, "sender"));
    }

    @Test
    void theRightsThatDeploymentGaveAreAllThereAre() {
        PlanBuilder plan = new PlanBuilder()
                .actor(
                        "holder",
                        (turn, memory) -> {
                            int sendOnly = turn.granted("friend");
                            say(turn, "rights " + turn.rights(sendOnly));
                            say(turn, "widened " + turn.rights(turn.attenuate(sendOnly, Rights.ALL, 0)));
                            say(turn, "passed on " + turn.send(sendOnly, new byte[0], new int[] {sendOnly}));
                        },
                        to("friend", Rights.SEND, 0),
                        log())
                .actor("friend", (turn, memory) -> {});
        assertEquals(List.of("rights 1", "widened 1", "passed on -2"), linesInOrder(plan, "holder"));
    }

    @Test
    void aGrantedHandleReachesItsTargetWithTheLabelItsMakerSet() {
        PlanBuilder plan = new PlanBuilder()
                .actor(
                        "giver",
                        (turn, memory) -> {
                            int badge = turn.attenuate(turn.granted("target"), Rights.ALL, 42);
                            turn.send(turn.granted("user"), new byte[0], new int[] {badge});
                        },
                        to("target"),
                        to("user"))
                .actor("user", (turn, memory) -> {
                    if (turn.receivedCount() == 1) {
                        int posed = turn.attenuate(turn.received(0), Rights.ALL, 43);
                        turn.send(turn.received(0), new byte[0], NO_HANDLES);
                        turn.send(posed, new byte[0], NO_HANDLES);
                    }
                })
                .actor(
                        "target",
                        (turn, memory) -> {
                            if (turn.message().kind() == MessageKind.USER) {
                                say(turn, "label " + turn.message().label());
                            }
                        },
                        log());
        assertEquals(List.of("target: label 42", "target: label 42"), logOf(plan));
    }

    @Test
    void aHandleThatFindsNoFreeSlotIsReportedAndLost() {
        PlanBuilder plan = new PlanBuilder()
                .actor(
                        "giver",
                        (turn, memory) -> {
                            for (int i = 0; i < 20; i++) {
                                turn.send(turn.granted("taker"), new byte[0], new int[] {0, 0, 0, 0, 0, 0, 0, 0});
                            }
                        },
                        to("taker"))
                .actor("taker", (turn, memory) -> {
                    for (int i = 0; i < turn.receivedCount(); i++) {
                        long slot = turn.received(i) >= 0 ? 0 : turn.received(i) == Status.TABLE_FULL.code() ? 8 : 16;
                        memory.store(slot, 8, memory.load(slot, 8) + 1);
                    }
                });
        try (Machine machine = machine()) {
            Deployment deployment = machine.deploy(plan.build());
            machine.run(RunLimits.NONE);
            long installed = word(deployment, "taker", 0);
            assertTrue(installed > 0 && installed < 160, "installed " + installed);
            assertEquals(160 - installed, word(deployment, "taker", 8));
            assertEquals(0, word(deployment, "taker", 16));
        }
    }

    @Test
    void whatIsGrantedAndNeverUsedIsTold() {
        PlanBuilder plan = new PlanBuilder()
                .actor(
                        "giver",
                        (turn, memory) -> {
                            if (turn.message().kind() != MessageKind.START) {
                                return;
                            }
                            int badge = turn.attenuate(turn.granted("target"), Rights.ALL, 42);
                            turn.send(turn.granted("user"), new byte[0], new int[] {badge, badge});
                            turn.send(0, new byte[0], NO_HANDLES);
                            turn.send(turn.granted("deaf"), new byte[0], NO_HANDLES);
                        },
                        to("target"),
                        to("user"),
                        to("deaf", Rights.GRANT, 0),
                        clock())
                .actor("user", (turn, memory) -> {
                    if (turn.receivedCount() == 2) {
                        turn.send(turn.received(0), new byte[0], NO_HANDLES);
                        turn.send(turn.received(0), new byte[0], NO_HANDLES);
                    }
                })
                .actor("target", (turn, memory) -> {})
                .actor("deaf", (turn, memory) -> {});
        try (Machine machine = machine()) {
            machine.deploy(plan.build());
            machine.run(RunLimits.NONE);
            int both = Rights.SEND | Rights.GRANT;
            ActorAuthority giver = new ActorAuthority(
                    1,
                    List.of("giver"),
                    List.of(
                            new GrantUse("target", CapabilityKind.ACTOR, 1, 1, both, Rights.GRANT),
                            new GrantUse("user", CapabilityKind.ACTOR, 1, 1, both, Rights.SEND),
                            new GrantUse("deaf", CapabilityKind.ACTOR, 1, 0, Rights.GRANT, 0),
                            new GrantUse("clock", CapabilityKind.CLOCK, 1, 0, Rights.CLOCK, 0)));
            ActorAuthority user = new ActorAuthority(
                    1, List.of("user"), List.of(new GrantUse("", CapabilityKind.ACTOR, 2, 1, both, Rights.SEND)));
            assertEquals(List.of(giver, user), machine.authority());
        }
    }

    // ---- revocation --------------------------------------------------------------------------------------------

    @Test
    void afterARevocationIsAcknowledgedNoUseIsAcceptedAnyWhereDownTheLine() {
        assertEquals(
                List.of("first: refused -8", "second: refused -8", "target: got 1", "target: got 2", "target: got 9"),
                logOf(revocationPlan()));
    }

    /** The owner derives a handle and passes it down two steps; each uses it; it is revoked; each uses it again. */
    private static PlanBuilder revocationPlan() {
        JavaProgram.Handler holder = (turn, memory) -> {
            boolean toldByOwner = turn.message().kind() == MessageKind.USER;
            if (turn.message().kind() == MessageKind.REFUSED) {
                say(turn, "refused " + turn.message().refusalStatus().code());
            } else if (toldByOwner && turn.receivedCount() == 1) {
                memory.store(0, 8, turn.received(0));
                long hop = number(turn.message());
                turn.send(turn.received(0), number(hop), NO_HANDLES);
                if (turn.granted("second") >= 0) {
                    int deeper = turn.attenuate(turn.received(0), Rights.ALL, 0);
                    turn.send(turn.granted("second"), number(hop + 1), new int[] {deeper});
                } else {
                    turn.send(turn.granted("owner"), new byte[0], NO_HANDLES);
                }
            } else if (toldByOwner) {
                turn.send((int) memory.load(0, 8), number(5), NO_HANDLES);
            }
        };
        return new PlanBuilder()
                .actor(
                        "owner",
                        (turn, memory) -> {
                            switch (turn.message().kind()) {
                                case START -> {
                                    int lent = turn.attenuate(turn.granted("target"), Rights.ALL, 0);
                                    memory.store(0, 8, lent);
                                    turn.send(turn.granted("first"), number(1), new int[] {lent});
                                }
                                case USER -> assertEquals(0, turn.revoke((int) memory.load(0, 8)));
                                case REVOKED -> {
                                    turn.send(turn.granted("first"), new byte[0], NO_HANDLES);
                                    turn.send(turn.granted("second"), new byte[0], NO_HANDLES);
                                    turn.send(turn.granted("target"), number(9), NO_HANDLES);
                                }
                                default ->
                                    throw new JavaProgram.Trap(
                                            "unexpected " + turn.message().kind());
                            }
                        },
                        to("target"),
                        to("first"),
                        to("second"))
                .actor("first", holder, to("second"), log())
                .actor("second", holder, to("owner"), log())
                .actor(
                        "target",
                        (turn, memory) -> {
                            if (turn.message().kind() == MessageKind.USER) {
                                say(turn, "got " + number(turn.message()));
                            }
                        },
                        log());
    }

    // ---- creating and ending -----------------------------------------------------------------------------------

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

    // ---- determinism -------------------------------------------------------------------------------------------

    @Test
    void randomnessDependsOnSeedAndActorOnly() {
        PlanBuilder plan = new PlanBuilder();
        JavaProgram.Handler drawer = (turn, memory) -> {
            byte[] drawn = new byte[8];
            turn.random(turn.granted("random"), drawn);
            say(turn, Arrays.toString(drawn));
        };
        plan.actor("one", drawer, random(), log()).actor("two", drawer, random(), log());
        List<String> first = logOf(plan, 1);
        assertEquals(first, logOf(plan, 1));
        assertNotEquals(first, logOf(plan, 2));
        assertNotEquals(first.get(0).split(":")[1], first.get(1).split(":")[1]);
    }

    @Test
    void equalSeedsGiveEqualDigestsAndAnotherSeedAnother() {
        assertEquals(digestOf(1, ExecutionSpec.SERIAL, null), digestOf(1, ExecutionSpec.SERIAL, null));
        assertNotEquals(digestOf(1, ExecutionSpec.SERIAL, null), digestOf(2, ExecutionSpec.SERIAL, null));
    }

    @Test
    void executionChangesNoDigest() {
        String serial = digestOf(1, ExecutionSpec.SERIAL, null);
        assertEquals(serial, digestOf(1, new ExecutionSpec(1, 1, true, 1000), null), "reversed");
        assertEquals(serial, digestOf(1, new ExecutionSpec(2, 2, false, 1000), null), "2 partitions");
        assertEquals(serial, digestOf(1, new ExecutionSpec(4, 2, true, 1000), null), "4 partitions, reversed");
    }

    @Test
    void anObserverHearsEverythingAndChangesNoDigest() {
        CountingObserver observer = new CountingObserver();
        assertEquals(digestOf(1, ExecutionSpec.SERIAL, null), digestOf(1, ExecutionSpec.SERIAL, observer));
        assertTrue(
                observer.turns.get() > 0 && observer.sent.get() > 0 && observer.delivered.get() >= observer.sent.get());
    }

    @Test
    void aRunInPiecesEqualsARunInOne() {
        String whole = digestOf(3, ExecutionSpec.SERIAL, null);
        try (Machine machine = machine(3, ExecutionSpec.SERIAL)) {
            machine.deploy(mixedPlan().build());
            RunOutcome outcome = machine.run(RunLimits.toCycle(1));
            for (long cycle = 7; outcome instanceof RunOutcome.LimitReached; cycle = cycle * 3 / 2) {
                StatsSnapshot before = CycleLaw.holdsOn(machine);
                outcome = machine.run(RunLimits.toCycle(cycle));
                CycleLaw.holdsIn(machine.statistics().since(before), machine.places());
            }
            assertInstanceOf(RunOutcome.Quiescent.class, outcome);
            assertEquals(whole, machine.digest());
        }
    }

    @Test
    void aRestoredRunReachesTheDigestOfTheUninterruptedOne() {
        String whole = digestOf(5, ExecutionSpec.SERIAL, null);
        List<ActorAuthority> authority = null;
        int checkpoints = 0;
        for (long cycle = 0; checkpoints < 40; cycle = cycle + 1 + cycle / 3, checkpoints++) {
            byte[] saved;
            try (Machine machine = machine(5, ExecutionSpec.SERIAL)) {
                machine.deploy(mixedPlan().build());
                RunOutcome outcome = machine.run(RunLimits.toCycle(cycle).settled());
                saved = machine.checkpoint();
                if (outcome instanceof RunOutcome.Quiescent) {
                    assertTrue(checkpoints > 5, "the run is too short to test checkpoints");
                    checkpoints = 40;
                }
            }
            try (Machine machine = machine(5, ExecutionSpec.SERIAL)) {
                machine.deploy(mixedPlan().build());
                machine.restore(saved);
                assertArrayEquals(saved, machine.checkpoint(), "saved at cycle " + cycle);
                machine.run(RunLimits.NONE);
                CycleLaw.holdsOn(machine);
                assertEquals(whole, machine.digest(), "saved at cycle " + cycle);
                authority = authority == null ? machine.authority() : authority;
                assertEquals(authority, machine.authority(), "saved at cycle " + cycle);
            }
        }
    }

    @Test
    void aCheckpointIsRefusedByNameWhileAGuestIsHeld() {
        PlanBuilder plan = new PlanBuilder()
                .actor("waiter", (turn, memory) -> turn.call(turn.granted("mute"), new byte[0], NO_HANDLES), to("mute"))
                .actor("mute", (turn, memory) -> {});
        try (Machine machine = machine()) {
            machine.deploy(plan.build());
            machine.run(RunLimits.NONE);
            assertTrue(assertThrows(CheckpointRefused.class, machine::checkpoint)
                    .getMessage()
                    .contains("waiter"));
        }
    }

    @Test
    void aStopThatIsAskedForEndsARunThatWouldNever() {
        try (Machine machine = machine()) {
            machine.deploy(new PlanBuilder()
                    .actor("restless", (turn, memory) -> {
                        turn.send(0, new byte[0], NO_HANDLES);
                        if (memory.load(0, 8) == 500) {
                            machine.requestStop();
                        }
                        memory.store(0, 8, memory.load(0, 8) + 1);
                    })
                    .build());
            assertInstanceOf(RunOutcome.LimitReached.class, machine.run(RunLimits.NONE));
            CycleLaw.holdsOn(machine);
        }
    }

    @Test
    void everyCycleOfEveryCoreIsAccountedForAtAnyMoment() {
        long seed = 6;
        PlanBuilder plan = mixedPlan()
                .actor("sink", (turn, memory) -> turn.charge(3000, 700, 300))
                .actor(
                        "flood",
                        (turn, memory) -> {
                            for (int i = 0; i < 12; i++) {
                                turn.charge(turn.ledger().instructions() + 40, 9, 9);
                                turn.send(turn.granted("sink"), new byte[30_000], NO_HANDLES);
                            }
                        },
                        to("sink"))
                .actor("victim", (turn, memory) -> {
                    turn.charge(1000, 100, 100);
                    throw new JavaProgram.Trap("on purpose");
                })
                .actor(
                        "waiter",
                        (turn, memory) -> turn.call(turn.granted("sink"), new byte[9], NO_HANDLES),
                        to("sink"));
        try (Machine machine = machine(seed, ExecutionSpec.SERIAL)) {
            machine.deploy(plan.build());
            RandomStream random = new RandomStreams(seed).stream("moments", 0);
            StatsSnapshot earlier = CycleLaw.holdsOn(machine);
            RunOutcome outcome = machine.run(RunLimits.toCycle(0));
            while (outcome instanceof RunOutcome.LimitReached) {
                outcome = machine.run(RunLimits.toCycle(machine.cycle() + random.nextLong(900)));
                StatsSnapshot now = CycleLaw.holdsOn(machine);
                CycleLaw.holdsIn(now.since(earlier), machine.places());
                earlier = random.nextLong(4) == 0 ? now : earlier;
            }
            assertInstanceOf(RunOutcome.Deadlocked.class, outcome, "the waiter waits for ever");
        }
    }

    /** Sends, grants, calls, spawns, randomness and a clock, all at once. */
    private static PlanBuilder mixedPlan() {
        PlanBuilder plan = new PlanBuilder()
                .image("worker", (turn, memory) -> {
                    if (turn.message().kind() == MessageKind.START) {
                        memory.store(0, 8, turn.received(0));
                    } else if (turn.message().replyTo() != null) {
                        memory.store(8, 8, memory.load(8, 8) + number(turn.message()));
                        turn.charge(turn.ledger().instructions() + 50 * number(turn.message()), 10, 10);
                        turn.reply(number(memory.load(8, 8)), NO_HANDLES);
                    }
                })
                .actor(
                        "collector",
                        (turn, memory) -> {
                            if (turn.message().kind() == MessageKind.USER) {
                                memory.store(0, 8, memory.load(0, 8) + number(turn.message()));
                                memory.store(8, 8, memory.load(8, 8) + 1);
                                if (memory.load(8, 8) % 3 == 0) {
                                    say(turn, "total " + memory.load(0, 8));
                                }
                            }
                        },
                        log());
        for (int i = 0; i < 3; i++) {
            plan.actor(
                    "driver" + i,
                    (turn, memory) -> {
                        if (turn.message().kind() == MessageKind.START) {
                            memory.store(0, 8, turn.spawn(turn.granted("worker"), new byte[0], new int[] {0}));
                            turn.send(0, new byte[0], NO_HANDLES);
                            return;
                        }
                        long round = memory.load(8, 8);
                        byte[] drawn = new byte[8];
                        turn.random(turn.granted("random"), drawn);
                        turn.call((int) memory.load(0, 8), number(Math.abs(drawn[0]) + 1), NO_HANDLES);
                        long sum = number(turn.answer());
                        turn.clock(turn.granted("clock"));
                        turn.send(turn.granted("collector"), number(sum), NO_HANDLES);
                        memory.store(8, 8, round + 1);
                        if (round < 4) {
                            turn.send(0, new byte[0], NO_HANDLES);
                        }
                    },
                    spawn("worker"),
                    to("collector"),
                    random(),
                    clock());
        }
        return plan;
    }

    private String digestOf(long seed, ExecutionSpec execution, RunObserver observer) {
        try (Machine machine = machine(seed, execution)) {
            machine.observe(observer);
            machine.deploy(mixedPlan().build());
            RunOutcome outcome = machine.run(RunLimits.NONE);
            assertInstanceOf(RunOutcome.Quiescent.class, outcome, outcome.explain());
            return machine.digest();
        }
    }

    // ---- words for tests ---------------------------------------------------------------------------------------

    private List<String> logOf(PlanBuilder plan) {
        return logOf(plan, 1);
    }

    private List<String> logOf(PlanBuilder plan, long seed) {
        try (Machine machine = machine(seed, ExecutionSpec.SERIAL)) {
            machine.deploy(plan.build());
            RunOutcome outcome = machine.run(RunLimits.NONE);
            assertInstanceOf(RunOutcome.Quiescent.class, outcome, outcome.explain());
            return sorted(machine);
        }
    }

    private List<String> linesInOrder(PlanBuilder plan, String actor) {
        try (Machine machine = machine()) {
            machine.deploy(plan.build());
            RunOutcome outcome = machine.run(RunLimits.NONE);
            assertInstanceOf(RunOutcome.Quiescent.class, outcome, outcome.explain());
            return machine.log().stream()
                    .filter(line -> line.actor().equals(actor))
                    .map(LogLine::text)
                    .toList();
        }
    }

    private static List<String> sorted(Machine machine) {
        List<String> lines = new ArrayList<>();
        machine.log().forEach(line -> lines.add(line.actor() + ": " + line.text()));
        Collections.sort(lines);
        return lines;
    }

    private static void say(Turn turn, String line) {
        turn.log(turn.granted("log"), line.getBytes(StandardCharsets.UTF_8));
    }

    private static void report(Turn turn, LinearMemory memory, String line) {
        turn.log((int) memory.load(8, 8), line.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] number(long value) {
        return ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(value)
                .array();
    }

    private static long number(Message message) {
        return ByteBuffer.wrap(message.payload()).order(ByteOrder.LITTLE_ENDIAN).getLong();
    }

    private static long word(Deployment deployment, String actor, int address) {
        byte[] memory = Arrays.copyOf(deployment.memory(actor), address + 8);
        return ByteBuffer.wrap(memory).order(ByteOrder.LITTLE_ENDIAN).getLong(address);
    }
}
