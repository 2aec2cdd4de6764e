package org.skerry.sim.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.skerry.sim.machine.PlanBuilder.log;
import static org.skerry.sim.machine.PlanBuilder.to;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.skerry.sim.actor.Message;
import org.skerry.sim.actor.MessageKind;
import org.skerry.sim.actor.Rights;

/** The chapter on messages: each arrives, once, in order and whole. */
abstract class DeliveryLaws extends LawBook {
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
}
