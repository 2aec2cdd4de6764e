package org.skerry.model.enclave;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.skerry.model.enclave.ChipPlans.NO_HANDLES;
import static org.skerry.sim.machine.PlanBuilder.to;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.skerry.sim.actor.MessageKind;
import org.skerry.sim.machine.ExecutionSpec;
import org.skerry.sim.machine.PlanBuilder;
import org.skerry.sim.machine.RunLimits;
import org.skerry.sim.machine.RunOutcome;

/**
 * Who is held back by a full mailbox: those who send to it, and they only with what goes there.
 *
 * <pre>
 *   row 0:   A (0) --- B (1) --- . --- X (3) full, and Y (7) below it: all ways lead over the same routers
 *                                      |
 *   row 1:   .         .         .     Y
 * </pre>
 */
class FullMailboxTest {
    private static final int QUEUE = EnclaveSpec.DEFAULT_SEND_QUEUE_MESSAGES;
    private static final int A = 0;
    private static final int B = 1;
    private static final int X = 3;
    private static final int Y = 7;

    /** Room for four messages of some 100 bytes, all of it on request. */
    private static final ChipSpec SPEC =
            ChipPlans.withMailbox(ChipSpec.of(4, 2, 1), 512, 0).complete();

    /** Cycles that Z(there) + Z(back) + Z(there) of a request, its grant and the message take from A to Y. */
    private static long alone() {
        return SPEC.mesh().zeroLoadLatencyCycles(A, Y, 16)
                + SPEC.mesh().zeroLoadLatencyCycles(Y, A, 16)
                + SPEC.mesh().zeroLoadLatencyCycles(A, Y, 32 + 64 + 8);
    }

    @Test
    void aSenderReachesOthersWhileWhatItSentToAFullMailboxWaits() {
        // Four are in the mailbox, the fifth has been asked for, and more wait: one slot of the send queue is left.
        for (int waiting = 1; waiting < QUEUE; waiting++) {
            Recorder recorder = run(4 + waiting, false);
            List<Long> sent = recorder.cycles("sent", A);
            long toOther = recorder.cycles("delivered", Y).get(0) - sent.get(sent.size() - 1);
            assertTrue(toOther - alone() <= 2, waiting + " wait: " + toOther + " cycles, alone " + alone());
        }
    }

    @Test
    void aSenderWhoseSendQueueIsFullReachesNobodyUntilTheMailboxHasRoom() {
        Recorder recorder = run(4 + QUEUE + 1, false);
        long freed = recorder.turnsAt(X).get(0).end();
        assertTrue(recorder.cycles("delivered", Y).get(0) > freed);
    }

    @Test
    void nothingIsDroppedAndTheOrderIsKept() {
        Recorder recorder = run(60, true);
        assertEquals(
                61,
                recorder.cycles("delivered", X).size()
                        + recorder.cycles("delivered", Y).size()
                        - 40);
        List<Integer> numbers = recorder.turnsAt(X).stream()
                .map(turn -> (int) turn.message().payload()[0])
                .toList();
        for (int i = 0; i < 60; i++) {
            assertEquals(i, numbers.get(i));
        }
    }

    /** 40 messages of B pass the routers that lead to the full mailbox. */
    @Test
    void othersOnTheSameWayAreDelayedByNoMoreThanTheRequestsThatPass() {
        List<Long> free = latencies(run(0, true));
        List<Long> beside = latencies(run(60, true));
        assertEquals(40, beside.size());
        long worst = 0;
        long sum = 0;
        for (int i = 0; i < 40; i++) {
            worst = Math.max(worst, beside.get(i) - free.get(i));
            sum += beside.get(i) - free.get(i);
        }
        // What stands in the way of a packet: a message of A that has room, its request, and another request, once
        // each.
        long bound = SPEC.mesh().flits(32 + 64 + 8) + 2;
        assertTrue(worst <= bound, worst + " cycles, and the bound is " + bound);
        assertTrue(sum <= 40, sum + " cycles in all");
    }

    private static List<Long> latencies(Recorder recorder) {
        List<Long> sent = recorder.cycles("sent", B);
        List<Long> arrived = recorder.events.stream()
                .filter(event -> event.what().equals("delivered")
                        && event.place() == Y
                        && event.message().payload().length == 16)
                .map(Recorder.Event::cycle)
                .toList();
        assertEquals(sent.size(), arrived.size());
        return java.util.stream.IntStream.range(0, sent.size())
                .mapToObj(i -> arrived.get(i) - sent.get(i))
                .toList();
    }

    /** A sends so many messages to X, whose turns are long, then one to Y; B, if it speaks, 40 to Y, one after another. */
    private static Recorder run(int messages, boolean others) {
        PlanBuilder builder = new PlanBuilder()
                .actor(
                        "a",
                        (turn, memory) -> {
                            if (turn.message().kind() == MessageKind.START) {
                                turn.charge(1000, 1, 1);
                                for (int i = 0; i < messages; i++) {
                                    byte[] payload = new byte[64];
                                    payload[0] = (byte) i;
                                    turn.send(turn.granted("x"), payload, NO_HANDLES);
                                }
                                turn.charge(turn.ledger().instructions() + 2000, 1, 1);
                                turn.send(turn.granted("y"), new byte[64], NO_HANDLES);
                            }
                        },
                        to("x"),
                        to("y"))
                .actor("x", (turn, memory) -> turn.charge(turn.ledger().instructions() + 6000, 1, 1))
                .actor("y", (turn, memory) -> {})
                .actor(
                        "b",
                        (turn, memory) -> {
                            for (int i = 0; others && i < 40; i++) {
                                turn.charge(turn.ledger().instructions() + 400, 1, 1);
                                turn.send(turn.granted("y"), new byte[16], NO_HANDLES);
                            }
                        },
                        to("y"));
        Recorder recorder = new Recorder();
        try (EnclaveChip chip = new EnclaveChip(SPEC, 1, ExecutionSpec.SERIAL)) {
            chip.observe(recorder);
            chip.deploy(ChipPlans.pinned(builder, A, X, Y, B));
            RunOutcome outcome = chip.run(RunLimits.NONE);
            assertInstanceOf(RunOutcome.Quiescent.class, outcome, outcome.explain());
        }
        return recorder;
    }
}
