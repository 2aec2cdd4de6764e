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
import org.skerry.sim.machine.JavaProgram;
import org.skerry.sim.machine.PlanBuilder;
import org.skerry.sim.machine.RunLimits;
import org.skerry.sim.machine.RunOutcome;

/** When nothing can move any more, the run says so and names who waits for whom. */
class DeadlockTest {
    private static final ChipSpec TINY = ChipPlans.withMailbox(ChipSpec.of(3, 3, 1), 512, 0);

    @Test
    void threeActorsThatFloodEachOtherInARingAreNamedInTheirOrder() {
        PlanBuilder plan = new PlanBuilder()
                .actor("idle", (turn, memory) -> {})
                .actor("red", flood("green", 40), to("green"))
                .actor("green", flood("blue", 40), to("blue"))
                .actor("blue", flood("red", 40), to("red"));
        assertEquals(
                List.of(
                        "actor 'red' cannot send: its queue is full and the mailbox of 'green' has no room",
                        "actor 'green' cannot send: its queue is full and the mailbox of 'blue' has no room",
                        "actor 'blue' cannot send: its queue is full and the mailbox of 'red' has no room"),
                deadlock(plan).waits());
    }

    @Test
    void anActorThatFloodsItselfIsADeadlockOfOne() {
        PlanBuilder plan = new PlanBuilder().actor("narcissus", (turn, memory) -> {
            for (int i = 0; i < 40; i++) {
                turn.send(0, new byte[64], NO_HANDLES);
            }
        });
        assertEquals(
                List.of("actor 'narcissus' cannot send: its queue is full and the mailbox of 'narcissus' has no room"),
                deadlock(plan).waits());
    }

    @Test
    void theSameActorsGoOnWhenTheirMailboxesAreLarger() {
        PlanBuilder plan = new PlanBuilder()
                .actor("red", flood("green", 40), to("green"))
                .actor("green", flood("red", 40), to("red"));
        try (EnclaveChip chip = new EnclaveChip(ChipSpec.of(3, 3, 1), 1, ExecutionSpec.SERIAL)) {
            chip.deploy(plan.build());
            assertInstanceOf(RunOutcome.Quiescent.class, chip.run(RunLimits.NONE));
        }
    }

    @Test
    void aSenderBehindACallerWhomNobodyAnswersIsPartOfTheStory() {
        // The server never answers; the flooder's messages fill the caller's mailbox for ever.
        PlanBuilder plan = new PlanBuilder()
                .actor(
                        "caller",
                        (turn, memory) -> turn.call(turn.granted("server"), new byte[0], NO_HANDLES),
                        to("server"))
                .actor("server", (turn, memory) -> {})
                .actor("flooder", flood("caller", 40), to("caller"));
        String story = deadlock(plan).explain();
        assertTrue(story.contains("actor 'caller' waits for a reply to its call of 'server'"), story);
        assertTrue(story.contains("actor 'flooder' cannot send: its queue is full and the mailbox of 'caller'"), story);
    }

    @Test
    void aReplyGetsThroughToACallerWhoseMailboxIsFull() {
        PlanBuilder plan = new PlanBuilder()
                .actor(
                        "caller",
                        (turn, memory) -> {
                            if (turn.message().kind() == MessageKind.START) {
                                turn.call(turn.granted("server"), new byte[0], NO_HANDLES);
                            }
                        },
                        to("server"))
                .actor(
                        "server",
                        (turn, memory) -> {
                            if (turn.message().replyTo() != null) {
                                // Four of 104 bytes fill the mailbox, the others the send queue to its last slot.
                                for (int i = 0; i < 4 + EnclaveSpec.DEFAULT_SEND_QUEUE_MESSAGES; i++) {
                                    turn.send(turn.granted("caller"), new byte[64], NO_HANDLES);
                                }
                                turn.reply(new byte[500], NO_HANDLES);
                            }
                        },
                        to("caller"));
        try (EnclaveChip chip = new EnclaveChip(TINY, 1, ExecutionSpec.SERIAL)) {
            chip.deploy(plan.build());
            RunOutcome outcome = chip.run(RunLimits.NONE);
            assertInstanceOf(RunOutcome.Quiescent.class, outcome, outcome.explain());
        }
    }

    @Test
    void aDeadlockStaysOneWhenTheRunGoesOn() {
        PlanBuilder plan = new PlanBuilder().actor("narcissus", flood(null, 40));
        try (EnclaveChip chip = new EnclaveChip(TINY, 1, ExecutionSpec.SERIAL)) {
            chip.deploy(plan.build());
            RunOutcome first = chip.run(RunLimits.NONE);
            assertEquals(first, chip.run(RunLimits.NONE));
        }
    }

    private static JavaProgram.Handler flood(String target, int messages) {
        return (turn, memory) -> {
            if (turn.message().kind() == MessageKind.START) {
                for (int i = 0; i < messages; i++) {
                    turn.send(target == null ? 0 : turn.granted(target), new byte[64], NO_HANDLES);
                }
            }
        };
    }

    private static RunOutcome.Deadlocked deadlock(PlanBuilder plan) {
        try (EnclaveChip chip = new EnclaveChip(TINY, 1, ExecutionSpec.SERIAL)) {
            chip.deploy(plan.build());
            RunOutcome outcome = chip.run(RunLimits.NONE);
            return assertInstanceOf(RunOutcome.Deadlocked.class, outcome, outcome.explain());
        }
    }
}
