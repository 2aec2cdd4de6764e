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
import org.skerry.sim.machine.JavaProgram;
import org.skerry.sim.machine.PlanBuilder;
import org.skerry.sim.machine.RunLimits;
import org.skerry.sim.machine.RunOutcome;

/** What waits in front of the network at one interface is bounded: by the send queue for what its own software wants, by its peers for what they ask. */
class OutboxBoundTest {
    private static final int ORDERS = 1000;

    private static long most(ChipSpec spec, PlanBuilder plan, int refused) {
        try (EnclaveChip chip = new EnclaveChip(spec, 1, ExecutionSpec.SERIAL)) {
            chip.deploy(plan.build());
            assertInstanceOf(RunOutcome.Quiescent.class, chip.run(RunLimits.NONE));
            assertEquals(refused, chip.statistics().value("messages.refused"));
            return chip.statistics().value("network.mostWaiting");
        }
    }

    /** A parent orders a thousand children in a turn, each with a kibibyte of arguments, which leave more slowly than it can order. */
    private static JavaProgram.Handler parent() {
        return (turn, memory) -> {
            if (turn.message().kind() == MessageKind.START) {
                for (int i = 0; i < ORDERS; i++) {
                    turn.drop(turn.spawn(turn.granted("child"), new byte[1024], NO_HANDLES));
                }
            } else if (turn.message().kind() == MessageKind.REFUSED) {
                memory.store(0, 8, memory.load(0, 8) + 1);
            }
        };
    }

    @Test
    void ordersStallTheCoreWhenAsManyWaitAsTheSendQueueHolds() {
        ChipSpec spec = ChipSpec.of(2, 1, 1).complete();
        PlanBuilder plan = new PlanBuilder()
                .image("child", (turn, memory) -> {})
                .actor("parent", parent(), spawn("child"))
                .actor("other", (turn, memory) -> {});
        try (EnclaveChip chip = new EnclaveChip(spec, 1, ExecutionSpec.SERIAL)) {
            var deployment = chip.deploy(plan.build());
            assertInstanceOf(RunOutcome.Quiescent.class, chip.run(RunLimits.NONE));
            assertEquals(
                    ORDERS, deployment.memory("parent")[0] & 0xFF | (deployment.memory("parent")[1] & 0xFF) << 8);
            long most = chip.statistics().value("network.mostWaiting");
            int slots = spec.enclave().sendQueueMessages();
            assertTrue(most >= slots && most <= slots + 1, most + " with " + slots + " places");
            assertTrue(chip.statistics().value("core.stallCycles.send") > 0, "the core waited");
        }
    }

    /** The same for a holder of CONTROL. */
    @Test
    void soDoOrdersToStopAndRestart() {
        ChipSpec spec = ChipSpec.of(2, 1, 1).complete();
        PlanBuilder plan = new PlanBuilder()
                .image("other program", (turn, memory) -> {})
                .actor(
                        "ruler",
                        (turn, memory) -> {
                            if (turn.message().kind() == MessageKind.START) {
                                for (int i = 0; i < 200; i++) {
                                    turn.restart(1, turn.granted("other program"), new byte[4096], NO_HANDLES);
                                }
                            }
                        },
                        to("ruled", Rights.SEND | Rights.CONTROL, 0),
                        spawn("other program"))
                .actor("ruled", (turn, memory) -> {});
        long most = most(spec, plan, 0);
        int slots = spec.enclave().sendQueueMessages();
        assertTrue(most >= slots && most <= slots + 1, most + " with " + slots + " places");
    }

    /** All others send to one that is dead, as fast as they can: each of them has a credit and a request under way, and no more. */
    @Test
    void answersAreBoundedByWhatPeersCanAsk() {
        ChipSpec spec = ChipSpec.of(4, 4, 1).complete();
        PlanBuilder plan = new PlanBuilder().actor("dead", (turn, memory) -> {
            throw new JavaProgram.Exit(0);
        });
        int peers = 15;
        int each = 40;
        for (int i = 0; i < peers; i++) {
            plan.actor(
                    "peer" + i,
                    (turn, memory) -> {
                        if (turn.message().kind() == MessageKind.START) {
                            turn.charge(2000, 0, 0);
                            for (int k = 0; k < each; k++) {
                                turn.send(1, new byte[900], NO_HANDLES);
                            }
                        }
                    },
                    to("dead"));
        }
        long most = most(spec, plan, peers * each);
        assertTrue(most <= 2 * peers + spec.enclave().sendQueueMessages(), most + " of " + peers + " peers");
    }
}
