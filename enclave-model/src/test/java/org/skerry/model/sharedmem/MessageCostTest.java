package org.skerry.model.sharedmem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.skerry.sim.machine.PlanBuilder.to;

import org.junit.jupiter.api.Test;
import org.skerry.model.count.CostLaw;
import org.skerry.model.count.MessagePart;
import org.skerry.model.sharedmem.runtime.MessageRecord;
import org.skerry.sim.machine.ExecutionSpec;
import org.skerry.sim.machine.PlanBuilder;
import org.skerry.sim.machine.RunLimits;
import org.skerry.sim.machine.RunOutcome;

/** Every cycle of a message on the shared-memory machine is in exactly one of its parts. */
class MessageCostTest {
    private static final int[] NO_HANDLES = {};

    @Test
    void thePartsOfEveryMessageAddUpToItsCycles() {
        for (int seed = 1; seed <= 8; seed++) {
            SharedMemorySpec spec = SharedMemorySpec.of(1 + seed % 4 * 3);
            if (seed % 2 == 0) {
                int bytes = (MessageRecord.MAX_BYTES + 63) / 64 * 64;
                spec = spec.withRuntime(RuntimeSpec.DEFAULT.withMailboxBytes(bytes));
            }
            CostLaw law = new CostLaw("seed " + seed);
            try (SharedMemoryMachine machine = new SharedMemoryMachine(spec, seed, ExecutionSpec.SERIAL)) {
                machine.observe(law);
                machine.listen(law);
                machine.deploy(CostLaw.chatter(seed).build());
                RunOutcome outcome = machine.run(RunLimits.NONE);
                assertInstanceOf(RunOutcome.Quiescent.class, outcome, outcome.explain());
                law.check(machine.statistics(), MessageTimes.PARTS, 20, false, 0, 20);
            }
        }
    }

    @Test
    void aSenderThatStandsStillIsChargedForIt() {
        int bytes = (MessageRecord.MAX_BYTES + 63) / 64 * 64;
        SharedMemorySpec spec = SharedMemorySpec.of(4).withRuntime(RuntimeSpec.DEFAULT.withMailboxBytes(bytes));
        PlanBuilder plan = new PlanBuilder()
                .actor(
                        "sender",
                        (turn, memory) -> {
                            for (int i = 0; i < 60; i++) {
                                turn.send(turn.granted("receiver"), new byte[6_000], NO_HANDLES);
                            }
                        },
                        to("receiver"))
                .actor("receiver", (turn, memory) -> turn.charge(20_000, 1, 1));
        CostLaw law = new CostLaw("a slow receiver");
        try (SharedMemoryMachine machine = new SharedMemoryMachine(spec, 1, ExecutionSpec.SERIAL)) {
            machine.observe(law);
            machine.listen(law);
            machine.deploy(plan.build());
            assertInstanceOf(RunOutcome.Quiescent.class, machine.run(RunLimits.NONE));
            law.check(machine.statistics(), MessageTimes.PARTS, 20, false, 0, 20);
            assertTrue(machine.statistics().value("message.sendStall") > 100_000);
        }
    }

    @Test
    void softwareOfALoneMessageIsWhatTheRuntimeAndTheCoreSay() {
        PlanBuilder plan = new PlanBuilder()
                .actor(
                        "sender",
                        (turn, memory) -> {
                            turn.charge(40_000, 1, 1);
                            turn.send(turn.granted("receiver"), new byte[24], NO_HANDLES);
                        },
                        to("receiver"))
                .at(0)
                .actor("receiver", (turn, memory) -> {})
                .at(1);
        CostLaw law = new CostLaw("alone");
        try (SharedMemoryMachine machine = new SharedMemoryMachine(SharedMemorySpec.of(4), 1, ExecutionSpec.SERIAL)) {
            machine.listen(law);
            machine.deploy(plan.build());
            assertInstanceOf(RunOutcome.Quiescent.class, machine.run(RunLimits.NONE));
        }
        assertEquals(1, law.bills().size());
        CostLaw.Bill bill = law.bills().get(0);
        assertEquals(20 + 120, bill.of(MessagePart.SEND_SOFTWARE));
        assertEquals(120 + 20, bill.of(MessagePart.RECEIVE_SOFTWARE));
        assertEquals(0, bill.of(MessagePart.SEND_STALL) + bill.of(MessagePart.MAILBOX));
        assertEquals(0, bill.of(MessagePart.DISPATCH));
        // The core ran this actor last: it wakes up and switches to nobody.
        assertEquals(5, bill.of(MessagePart.WAKE_UP));
        assertTrue(bill.of(MessagePart.SEND_LINES) > 0 && bill.of(MessagePart.RECEIVE_LINES) > 0);
    }
}
