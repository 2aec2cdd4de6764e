package org.skerry.model.enclave;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.skerry.sim.actor.GuestFault;
import org.skerry.sim.actor.MessageKind;
import org.skerry.sim.machine.ExecutionSpec;
import org.skerry.sim.machine.PlanBuilder;
import org.skerry.sim.machine.RunLimits;
import org.skerry.sim.machine.RunOutcome;

/** The watchdog of an enclave ends turns that last too long, and no others. */
class WatchdogTest {
    private static final int[] NO_HANDLES = {};

    private static RunOutcome run(long turnCycles, long instructions) {
        ChipSpec spec = ChipSpec.of(2, 2, 1).withWatchdog(new WatchdogSpec(turnCycles));
        try (EnclaveChip chip = new EnclaveChip(spec, 1, ExecutionSpec.SERIAL)) {
            chip.deploy(new PlanBuilder()
                    .actor("worker", (turn, memory) -> turn.charge(instructions, 0, 0))
                    .build());
            return chip.run(RunLimits.NONE);
        }
    }

    @Test
    void aTurnThatTakesLongerIsEndedAtThatCycle() {
        RunOutcome.Faulted faulted = assertInstanceOf(RunOutcome.Faulted.class, run(1_000, 1_000_000));
        assertEquals(1, faulted.faults().size());
        assertEquals(GuestFault.Kind.HUNG, faulted.faults().get(0).fault().kind());
        assertEquals(1_000, faulted.faults().get(0).cycle());
    }

    @Test
    void aTurnWithinItsTimeIsNotEnded() {
        assertInstanceOf(RunOutcome.Quiescent.class, run(1_000_000, 1_000));
        assertInstanceOf(RunOutcome.Quiescent.class, run(0, 1_000_000));
    }

    @Test
    void aTurnThatWaitsForAnAnswerForEverIsEndedAndItsMonitorsHear() {
        ChipSpec spec = ChipSpec.of(2, 2, 1).withWatchdog(new WatchdogSpec(5_000));
        try (EnclaveChip chip = new EnclaveChip(spec, 1, ExecutionSpec.SERIAL)) {
            chip.deploy(new PlanBuilder()
                    .actor(
                            "waiter",
                            (turn, memory) -> {
                                if (turn.message().kind() == MessageKind.START) {
                                    turn.call(1, new byte[0], NO_HANDLES);
                                }
                            },
                            PlanBuilder.to("mute"))
                    .actor("mute", (turn, memory) -> {})
                    .link("waiter", "mute")
                    .build());
            RunOutcome.Faulted faulted = assertInstanceOf(RunOutcome.Faulted.class, chip.run(RunLimits.NONE));
            assertEquals(
                    List.of("waiter"),
                    faulted.faults().stream().map(fault -> fault.actor()).toList());
        }
    }
}
