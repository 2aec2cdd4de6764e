package org.skerry.model.enclave;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.skerry.model.enclave.ChipPlans.NO_HANDLES;
import static org.skerry.sim.machine.PlanBuilder.to;

import org.junit.jupiter.api.Test;
import org.skerry.model.core.CoreSpec;
import org.skerry.sim.machine.CycleLaw;
import org.skerry.sim.machine.ExecutionSpec;
import org.skerry.sim.machine.PlanBuilder;
import org.skerry.sim.machine.RunLimits;
import org.skerry.sim.stats.StatsSnapshot;

/** Each cycle stands where it was spent; that they add up is a law of every machine. */
class ChipCycleStackTest {
    private static final ChipSpec SPEC = ChipSpec.of(2, 2, 1).complete();

    private static StatsSnapshot run(ChipSpec spec, PlanBuilder plan) {
        try (EnclaveChip chip = new EnclaveChip(spec, 1, ExecutionSpec.SERIAL)) {
            chip.deploy(plan.build());
            chip.run(RunLimits.NONE);
            return CycleLaw.holdsOn(chip);
        }
    }

    @Test
    void oneTurnIsItsInstructionsItsAccessesAndItsSoftware() {
        StatsSnapshot end = run(SPEC, new PlanBuilder().actor("one", (turn, memory) -> turn.charge(1000, 50, 20)));
        assertEquals(1090, end.value("cycles.compute"), "the program is charged 90 more at the end");
        assertEquals(50L * SPEC.core().milliCyclesPerLoad() / 1000, end.value("cycles.privateMemory"));
        assertEquals(
                CoreSpec.DEFAULT_WAKE_UP_CYCLES + CoreSpec.DEFAULT_MESSAGE_CYCLES,
                end.value("cycles.messageSoftware"),
                "woken up, and one message received");
        assertEquals(0, end.value("cycles.sendStall") + end.value("cycles.awaitingReply"));
    }

    @Test
    void aCallIsAwaitedFromTheEndOfItsSegmentToItsReply() {
        StatsSnapshot end = run(
                SPEC,
                new PlanBuilder()
                        .actor("server", (turn, memory) -> {
                            if (turn.message().replyTo() != null) {
                                turn.charge(5000, 0, 0);
                                turn.reply(new byte[8], NO_HANDLES);
                            }
                        })
                        .actor(
                                "caller",
                                (turn, memory) -> turn.call(turn.granted("server"), new byte[8], NO_HANDLES),
                                to("server")));
        long waited = end.value("cycles.awaitingReply");
        assertTrue(waited > 5000 && waited < 5200, "waited " + waited);
        assertEquals(
                end.value("turns.instructions"), end.value("cycles.compute"), "all else is accounted for elsewhere");
        assertEquals(
                end.value("turns.busyCycles") + CoreSpec.DEFAULT_MESSAGE_CYCLES,
                end.value("cycles.compute") + end.value("cycles.privateMemory") + end.value("cycles.messageSoftware"),
                "what was executed is what turns were busy with, and taking the reply");
    }

    @Test
    void aFullSendQueueStallsTheCoreAndNothingElse() {
        StatsSnapshot end = run(
                SPEC.withEnclave(SPEC.enclave().withSendQueue(1)),
                new PlanBuilder()
                        .actor("sink", (turn, memory) -> turn.charge(4000, 0, 0))
                        .actor(
                                "flood",
                                (turn, memory) -> {
                                    for (int i = 0; i < 20; i++) {
                                        turn.send(turn.granted("sink"), new byte[40_000], NO_HANDLES);
                                    }
                                },
                                to("sink")));
        assertTrue(end.value("cycles.sendStall") > 10_000);
        assertEquals(end.value("core.stallCycles.send"), end.value("cycles.sendStall"));
        assertEquals(
                end.value("turns.busyCycles"),
                end.value("cycles.compute") + end.value("cycles.privateMemory") + end.value("cycles.messageSoftware"));
    }
}
