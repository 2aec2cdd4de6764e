package org.skerry.model.enclave;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.skerry.model.enclave.ChipPlans.NO_HANDLES;
import static org.skerry.sim.machine.PlanBuilder.to;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.skerry.sim.actor.Message;
import org.skerry.sim.actor.MessageKind;
import org.skerry.sim.actor.Rights;
import org.skerry.sim.machine.ExecutionSpec;
import org.skerry.sim.machine.PlanBuilder;
import org.skerry.sim.machine.RunLimits;
import org.skerry.sim.machine.RunOutcome;

/** A revocation acts at the door of the target, for every holder, and says when it has. */
class RevocationTest {
    private static final int OWNER = 0;
    private static final int TARGET = 17;
    private static final ChipSpec SPEC = ChipPlans.withMailbox(ChipSpec.of(3, 3, 2), 2048, 50);

    /**
     * With nothing else under way and Z the zero-load latency of the network, whatever the number of holders:
     *
     * <pre>
     *   acknowledged = revoked + Z(owner, target, 16 + capability) + Z(target, owner, notice)      ({@link RevocationLaw})
     * </pre>
     */
    @Test
    void anAcknowledgementTakesTheWayThereAndBack() {
        for (int target = 1; target < SPEC.enclaves(); target++) {
            PlanBuilder plan = new PlanBuilder()
                    .actor(
                            "owner",
                            (turn, memory) -> {
                                if (turn.message().kind() == MessageKind.START) {
                                    turn.charge(1000, 0, 0);
                                    turn.revoke(turn.attenuate(turn.granted("target"), Rights.ALL, 0));
                                }
                            },
                            to("target"))
                    .actor("target", (turn, memory) -> {});
            Recorder recorder = new Recorder();
            try (EnclaveChip chip = new EnclaveChip(SPEC, 1, ExecutionSpec.SERIAL)) {
                chip.observe(recorder);
                chip.deploy(ChipPlans.pinned(plan, OWNER, target));
                assertInstanceOf(RunOutcome.Quiescent.class, chip.run(RunLimits.NONE));
                long revoked = SPEC.core().wakeUpMeshCycles() + SPEC.core().busyCycles(1000, 0, 0, 1);
                // A capability derived once.
                long acknowledged = revoked + (long) new RevocationLaw(SPEC).toldCycles(OWNER, target, 2);
                assertEquals(0, new RevocationLaw(SPEC).waitCycles(OWNER, target));
                assertEquals(acknowledged, recorder.cycles("delivered", OWNER).get(0), "target " + target);
            }
        }
    }

    /** Eight holders, two and three derivations deep, use the capability as fast as they can while it is revoked. */
    @Test
    void noUseIsAcceptedOnceTheRevocationHasReachedTheTarget() {
        PlanBuilder plan = new PlanBuilder()
                .actor(
                        "owner",
                        (turn, memory) -> {
                            if (turn.message().kind() == MessageKind.START) {
                                int lent = turn.attenuate(turn.granted("target"), Rights.ALL, 9);
                                for (int i = 0; i < 8; i++) {
                                    turn.send(turn.granted("holder" + i), new byte[0], new int[] {lent});
                                }
                                turn.charge(4000, 0, 0);
                                turn.revoke(lent);
                                turn.send(turn.granted("target"), new byte[] {1}, NO_HANDLES);
                            }
                        },
                        to("target"),
                        to("holder0"),
                        to("holder1"),
                        to("holder2"),
                        to("holder3"),
                        to("holder4"),
                        to("holder5"),
                        to("holder6"),
                        to("holder7"));
        plan.actor("target", (turn, memory) -> turn.charge(150, 0, 0));
        for (int i = 0; i < 8; i++) {
            int own = i;
            plan.actor("holder" + i, (turn, memory) -> {
                if (turn.receivedCount() == 1) {
                    int handle = own % 2 == 0 ? turn.received(0) : turn.attenuate(turn.received(0), Rights.ALL, 0);
                    for (int n = 0; n < 60; n++) {
                        turn.send(handle, new byte[n], NO_HANDLES);
                    }
                }
            });
        }
        int[] places = {OWNER, TARGET, 2, 3, 4, 5, 6, 7, 8, 9};
        Recorder recorder = new Recorder();
        try (EnclaveChip chip = new EnclaveChip(SPEC, 1, ExecutionSpec.SERIAL)) {
            chip.observe(recorder);
            chip.deploy(ChipPlans.pinned(plan, places));
            RunOutcome outcome = chip.run(RunLimits.NONE);
            assertInstanceOf(RunOutcome.Quiescent.class, outcome, outcome.explain());
        }
        long told = recorder.turns.stream()
                .filter(turn -> turn.message().kind() == MessageKind.REVOKED)
                .findFirst()
                .orElseThrow()
                .start();
        long accepted = recorder.events.stream()
                .filter(event -> event.what().equals("delivered") && lent(event.message()))
                .count();
        long refused = recorder.events.stream()
                .filter(event -> event.what().equals("refused REVOKED") && lent(event.message()))
                .count();
        assertEquals(8 * 60, accepted + refused);
        assertTrue(accepted > 20 && refused > 20, accepted + " accepted, " + refused + " refused");
        long last = recorder.events.stream()
                .filter(event -> event.what().equals("delivered") && lent(event.message()))
                .mapToLong(Recorder.Event::cycle)
                .max()
                .orElseThrow();
        assertTrue(last < told, "accepted at " + last + ", acknowledged at " + told);
        assertTrue(
                recorder.events.stream()
                        .anyMatch(event -> event.what().equals("delivered")
                                && event.place() == TARGET
                                && event.cycle() > last
                                && !lent(event.message())),
                "the owner's own capability lives on");
    }

    /** Whether a message was sent through the capability that was lent, which is the only one with this label. */
    private static boolean lent(Message message) {
        return message.label() == 9;
    }

    @Test
    void whatWasSentBeforeTheRevocationByTheRevokerItselfArrivesBeforeIt() {
        // Larger than a standing credit carries, so that it must ask for room first; the revocation waits behind it.
        PlanBuilder plan = new PlanBuilder()
                .actor(
                        "owner",
                        (turn, memory) -> {
                            if (turn.message().kind() == MessageKind.START) {
                                int lent = turn.attenuate(turn.granted("target"), Rights.ALL, 9);
                                turn.send(lent, new byte[600], NO_HANDLES);
                                turn.revoke(lent);
                            }
                        },
                        to("target"))
                .actor("target", (turn, memory) -> {});
        Recorder recorder = new Recorder();
        try (EnclaveChip chip = new EnclaveChip(SPEC, 1, ExecutionSpec.SERIAL)) {
            chip.observe(recorder);
            chip.deploy(plan.build());
            assertInstanceOf(RunOutcome.Quiescent.class, chip.run(RunLimits.NONE));
        }
        assertEquals(
                List.of("sent at 0", "delivered at 1", "delivered at 0"),
                recorder.events.stream()
                        .map(event -> event.what() + " at " + event.place())
                        .toList());
    }
}
