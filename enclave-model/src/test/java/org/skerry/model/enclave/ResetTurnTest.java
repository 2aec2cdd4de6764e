package org.skerry.model.enclave;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.skerry.model.enclave.ChipPlans.NO_HANDLES;
import static org.skerry.sim.machine.PlanBuilder.spawn;
import static org.skerry.sim.machine.PlanBuilder.to;

import org.junit.jupiter.api.Test;
import org.skerry.sim.actor.MessageKind;
import org.skerry.sim.actor.Rights;
import org.skerry.sim.machine.ExecutionSpec;
import org.skerry.sim.machine.PlanBuilder;
import org.skerry.sim.machine.RunLimits;
import org.skerry.sim.machine.RunOutcome;

/** A turn that a reset cut off is over: the cycle at which it would have ended means nothing to the program that came after. */
class ResetTurnTest {
    private static final int RULER = 0;
    private static final int RULED = 1;
    private static final long LONG_TURN = 4_000_000; // instructions; a load takes a tenth of its time

    @Test
    void theEndOfATurnThatWasCutOffComesToNobody() {
        PlanBuilder plan = new PlanBuilder()
                .image("next", (turn, memory) -> {})
                .actor(
                        "ruler",
                        (turn, memory) -> {
                            if (turn.message().kind() == MessageKind.START) {
                                turn.send(turn.granted("ruled"), new byte[8], NO_HANDLES);
                                turn.charge(5000, 0, 0); // until the ruled is at it
                                turn.stop(turn.granted("ruled"));
                                turn.charge(5000, 0, 0); // until its enclave is free
                                turn.spawn(turn.granted("next"), new byte[0], NO_HANDLES);
                            }
                        },
                        to("ruled", Rights.SEND | Rights.CONTROL, 0),
                        spawn("next"))
                .actor("ruled", (turn, memory) -> {
                    if (turn.message().kind() == MessageKind.USER) {
                        turn.charge(LONG_TURN, 0, 0);
                    }
                });
        try (EnclaveChip chip = new EnclaveChip(ChipSpec.of(2, 1, 1).complete(), 1, ExecutionSpec.SERIAL)) {
            chip.deploy(ChipPlans.pinned(plan, RULER, RULED));
            assertInstanceOf(RunOutcome.LimitReached.class, chip.run(RunLimits.toCycle(LONG_TURN / 4)));
            Enclave ruled = chip.enclave(RULED);
            assertTrue(ruled.isOrdinary() && ruled.resident().alive(), "the next program has come");
            assertEquals(Core.State.ASLEEP, ruled.core().state());
            assertInstanceOf(RunOutcome.Quiescent.class, chip.run(RunLimits.NONE));
            assertEquals(Core.State.ASLEEP, ruled.core().state());
        }
    }
}
