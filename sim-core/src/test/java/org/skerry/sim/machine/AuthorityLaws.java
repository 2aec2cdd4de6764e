package org.skerry.sim.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.skerry.sim.machine.PlanBuilder.clock;
import static org.skerry.sim.machine.PlanBuilder.log;
import static org.skerry.sim.machine.PlanBuilder.to;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.skerry.sim.actor.CapabilityKind;
import org.skerry.sim.actor.GrantUse;
import org.skerry.sim.actor.Message;
import org.skerry.sim.actor.MessageKind;
import org.skerry.sim.actor.Rights;
import org.skerry.sim.actor.Status;

/** The chapter on handles: nothing is reached without one, rights only shrink, and what is revoked is dead. */
abstract class AuthorityLaws extends DeliveryLaws {
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
                            say(turn, "wait without right " + turn.waitUntil(logHandle, 1));
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
                        "wait without right -2",
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
}
