package org.skerry.model.enclave;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.skerry.model.enclave.ChipPlans.NO_HANDLES;
import static org.skerry.sim.machine.PlanBuilder.spawn;
import static org.skerry.sim.machine.PlanBuilder.to;

import org.junit.jupiter.api.Test;
import org.skerry.sim.actor.MessageKind;
import org.skerry.sim.actor.Rights;
import org.skerry.sim.machine.ExecutionSpec;
import org.skerry.sim.machine.JavaProgram;
import org.skerry.sim.machine.PlanBuilder;
import org.skerry.sim.machine.RunLimits;
import org.skerry.sim.machine.RunOutcome;

/** Registers of credits say nothing of who lived in an enclave before it was cleared. */
class ClearedCreditsTest {
    private static final int RULER = 0;
    private static final int RULED = 4;

    /** The ruler sends what its target keeps, and has the target replaced, or not. */
    private static void run(ChipSpec spec, boolean restarts, int kept) {
        PlanBuilder plan = new PlanBuilder()
                .image("next", (turn, memory) -> {})
                .actor(
                        "ruler",
                        (turn, memory) -> {
                            if (turn.message().kind() == MessageKind.START) {
                                turn.send(turn.granted("ruled"), new byte[8], NO_HANDLES);
                                turn.send(turn.granted("ruled"), new byte[8], NO_HANDLES);
                                turn.charge(5000, 0, 0);
                                if (restarts) {
                                    turn.restart(turn.granted("ruled"), turn.granted("next"), new byte[0], NO_HANDLES);
                                }
                            }
                        },
                        to("ruled", Rights.SEND | Rights.CONTROL, 0),
                        spawn("next"))
                .actor("ruled", (turn, memory) -> {});
        try (EnclaveChip chip = new EnclaveChip(spec, 1, ExecutionSpec.SERIAL)) {
            chip.deploy(ChipPlans.pinned(plan, RULER, RULED));
            assertInstanceOf(RunOutcome.Quiescent.class, chip.run(RunLimits.NONE));
            assertEquals(kept, chip.enclave(RULED).credits().kept(RULED, RULER));
            assertEquals(
                    spec.standingCredits().bytes() - kept,
                    chip.enclave(RULER).credits().atHome(RULER, RULED));
        }
    }

    @Test
    void aClearedEnclaveHasGivenBackAllItKept() {
        ChipSpec all = ChipSpec.of(4, 4, 1).complete();
        ChipSpec nearest =
                all.withEnclave(EnclaveSpec.DEFAULT.withMailbox(3000, 100).withStandingMessages(3));
        assertEquals(5, nearest.standingCredits().peers(), "not everybody");
        int two = 2 * (32 + 8 + 8); // header, one derivation, payload
        for (ChipSpec spec : new ChipSpec[] {all, nearest}) {
            run(spec, false, two);
            run(spec, true, 0);
        }
    }

    /** A child takes a message and ends; its enclave keeps the room until another child is loaded there. */
    @Test
    void soHasOneWhoseActorHasEnded() {
        for (int children = 1; children <= 2; children++) {
            int all = children;
            PlanBuilder plan = new PlanBuilder()
                    .image("child", (turn, memory) -> {
                        if (turn.message().kind() == MessageKind.USER) {
                            throw new JavaProgram.Exit(0);
                        }
                    })
                    .actor(
                            "parent",
                            (turn, memory) -> {
                                int child = turn.spawn(turn.granted("child"), new byte[0], NO_HANDLES);
                                turn.send(child, new byte[8], NO_HANDLES);
                                if (all == 2) {
                                    turn.charge(300_000, 0, 0); // until the first has ended
                                    turn.spawn(turn.granted("child"), new byte[0], NO_HANDLES);
                                }
                            },
                            spawn("child"));
            ChipSpec spec = ChipSpec.of(2, 1, 1).complete();
            try (EnclaveChip chip = new EnclaveChip(spec, 1, ExecutionSpec.SERIAL)) {
                chip.deploy(ChipPlans.pinned(plan, 0));
                assertInstanceOf(RunOutcome.Quiescent.class, chip.run(RunLimits.NONE));
                assertEquals(all == 1 ? 48 : 0, chip.enclave(1).credits().kept(1, 0), all + " children");
                assertEquals(all == 2, chip.enclave(1).resident().alive());
            }
        }
    }
}
