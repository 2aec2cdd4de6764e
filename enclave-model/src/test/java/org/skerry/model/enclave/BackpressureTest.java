package org.skerry.model.enclave;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.skerry.model.enclave.ChipPlans.NO_HANDLES;
import static org.skerry.model.enclave.ChipPlans.number;
import static org.skerry.sim.machine.PlanBuilder.to;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.skerry.sim.actor.MessageKind;
import org.skerry.sim.machine.Deployment;
import org.skerry.sim.machine.DeploymentPlan;
import org.skerry.sim.machine.ExecutionSpec;
import org.skerry.sim.machine.JavaProgram;
import org.skerry.sim.machine.PlanBuilder;
import org.skerry.sim.machine.RunLimits;
import org.skerry.sim.machine.RunOutcome;
import org.skerry.sim.memory.LinearMemory;
import org.skerry.sim.memory.PrivateMemory;

/** A full mailbox holds back its own senders and nobody else, and loses nothing. */
class BackpressureTest {
    private static final int SENDERS = 8;
    private static final int EACH = 40;
    private static final int PING = 14;
    private static final int PONG = 15;

    /** 16 enclaves with room for three or four messages of 132 bytes each. */
    private static final ChipSpec TINY =
            ChipPlans.withMailbox(ChipSpec.of(4, 4, 1), 512, 0).complete();

    @Test
    void everyMessageArrivesThroughATinyMailbox() {
        for (int eager : new int[] {0, 16, 64}) {
            ChipSpec spec = ChipPlans.withMailbox(ChipSpec.of(4, 4, 1), 2048, eager);
            try (EnclaveChip chip = new EnclaveChip(spec, 1, ExecutionSpec.SERIAL)) {
                Deployment deployment = chip.deploy(flood(true, 100));
                assertInstanceOf(RunOutcome.Quiescent.class, chip.run(RunLimits.NONE));
                LinearMemory memory = memory(deployment, "sink");
                for (int sender = 0; sender < SENDERS; sender++) {
                    assertEquals(EACH, memory.load(8L * sender, 8), "sender " + sender + ", eager " + eager);
                }
                assertEquals(0, memory.load(512, 8), "messages out of order");
            }
        }
    }

    @Test
    void theMailboxNeverHoldsMoreThanItsBytesAndTheSendersStall() {
        Recorder recorder = new Recorder();
        try (EnclaveChip chip = new EnclaveChip(TINY, 1, ExecutionSpec.SERIAL)) {
            chip.observe(recorder);
            chip.deploy(flood(false, 100));
            assertInstanceOf(RunOutcome.Quiescent.class, chip.run(RunLimits.NONE));
            int waiting = 0;
            int most = 0;
            int sink = SENDERS;
            for (Recorder.Event event : recorder.events) {
                if (event.place() == sink && event.what().equals("delivered")) {
                    waiting++;
                    most = Math.max(most, waiting - taken(recorder, sink, event.cycle()));
                }
            }
            int messageBytes = recorder.events.get(0).message().wireBytes();
            assertTrue(most >= 2 && most <= 512 / messageBytes, most + " messages of " + messageBytes + " bytes");
            assertTrue(chip.statistics().value("core.stallCycles.send") > 0);
        }
    }

    private static int taken(Recorder recorder, int place, long cycle) {
        return (int) recorder.turnsAt(place).stream()
                .filter(turn -> turn.start() <= cycle)
                .count();
    }

    @Test
    void aPairThatHasNothingToDoWithItIsNotSlowedByASingleCycle() {
        List<Recorder.TurnSpan> alone = turnsOfThePair(false);
        List<Recorder.TurnSpan> beside = turnsOfThePair(true);
        assertTrue(alone.size() > 100);
        assertEquals(
                alone.stream().map(turn -> turn.start() + " " + turn.end()).toList(),
                beside.stream().map(turn -> turn.start() + " " + turn.end()).toList());
    }

    private static List<Recorder.TurnSpan> turnsOfThePair(boolean flooded) {
        Recorder recorder = new Recorder();
        try (EnclaveChip chip = new EnclaveChip(TINY, 1, ExecutionSpec.SERIAL)) {
            chip.observe(recorder);
            chip.deploy(flooded ? flood(true, 100) : pairOnly());
            assertInstanceOf(RunOutcome.Quiescent.class, chip.run(RunLimits.NONE));
        }
        return recorder.turns.stream()
                .filter(turn -> turn.place() == PING || turn.place() == PONG)
                .toList();
    }

    @Test
    void aTurnTakesExactlyAsMuchLongerAsItsCoreStoodStill() {
        PlanBuilder builder = new PlanBuilder()
                .actor(
                        "sender",
                        (turn, memory) -> {
                            for (long n = 0; n < EACH; n++) {
                                turn.charge(turn.ledger().instructions() + 10, 1, 1);
                                turn.send(turn.granted("sink"), payload(0, n), NO_HANDLES);
                            }
                        },
                        to("sink"))
                .actor("sink", (turn, memory) -> turn.charge(5000, 1, 1));
        Recorder recorder = new Recorder();
        try (EnclaveChip chip = new EnclaveChip(TINY, 1, ExecutionSpec.SERIAL)) {
            chip.observe(recorder);
            chip.deploy(ChipPlans.pinned(builder, 0, 8));
            assertInstanceOf(RunOutcome.Quiescent.class, chip.run(RunLimits.NONE));
            long stalled = chip.statistics().value("core.stallCycles.send");
            assertTrue(stalled > 50_000, "stalled for " + stalled);
            long end = recorder.turns.stream()
                    .filter(turn -> turn.place() == 0)
                    .findFirst()
                    .orElseThrow()
                    .end();
            long busy = TINY.core().busyCycles(10 + 10 * EACH + 90, 1, 1, EACH);
            assertEquals(TINY.core().wakeUpMeshCycles() + busy + stalled, end);
        }
    }

    @Test
    void theSlowestReceiverSetsThePaceOfItsSendersOnly() {
        Recorder recorder = new Recorder();
        try (EnclaveChip chip = new EnclaveChip(TINY, 1, ExecutionSpec.SERIAL)) {
            chip.observe(recorder);
            chip.deploy(flood(false, 5000));
            assertInstanceOf(RunOutcome.Quiescent.class, chip.run(RunLimits.NONE));
            // The sink is never idle: it is the bottleneck, so the run is as long as its turns.
            long busy = recorder.turnsAt(SENDERS).stream()
                    .mapToLong(turn -> turn.end() - turn.start())
                    .sum();
            assertTrue(chip.cycle() - busy < 2000, "run of " + chip.cycle() + ", sink busy for " + busy);
        }
    }

    @Test
    void roomThatWasGrantedForTheDeadIsGrantedToTheNext() {
        // Each message takes the whole mailbox; the receiver ends when it has the first, with others asked for and
        // under way.
        PlanBuilder builder = new PlanBuilder();
        for (int i = 0; i < 4; i++) {
            builder.actor(
                    "sender" + i,
                    (turn, memory) -> {
                        if (turn.message().kind() == MessageKind.START) {
                            for (int n = 0; n < 3; n++) {
                                turn.send(turn.granted("mortal"), new byte[400], NO_HANDLES);
                            }
                        } else {
                            memory.store(0, 8, memory.load(0, 8) + 1);
                        }
                    },
                    to("mortal"));
        }
        builder.actor("mortal", (turn, memory) -> {
            if (turn.message().kind() == MessageKind.USER) {
                throw new JavaProgram.Exit(0);
            }
        });
        Recorder recorder = new Recorder();
        try (EnclaveChip chip = new EnclaveChip(TINY, 1, ExecutionSpec.SERIAL)) {
            chip.observe(recorder);
            chip.deploy(builder.build());
            RunOutcome outcome = chip.run(RunLimits.NONE);
            assertInstanceOf(RunOutcome.Quiescent.class, outcome, outcome.explain());
            assertEquals(11, recorder.cycles("refused TARGET_DEAD", 4).size());
            assertEquals(0, chip.enclave(4).network().mailbox().grantedBytes());
            assertEquals(0, chip.enclave(4).resident().turn.table().size(), "handles of the dead");
        }
    }

    /** Eight actors send as fast as they can to one that takes its time; two others play ping-pong. */
    private static DeploymentPlan flood(boolean withPair, long workInstructions) {
        PlanBuilder builder = new PlanBuilder();
        for (int i = 0; i < SENDERS; i++) {
            int sender = i;
            builder.actor(
                    "sender" + i,
                    (turn, memory) -> {
                        for (long n = 0; n < EACH; n++) {
                            turn.send(turn.granted("sink"), payload(sender, n), NO_HANDLES);
                        }
                    },
                    to("sink"));
        }
        builder.actor("sink", (turn, memory) -> {
            if (turn.message().kind() == MessageKind.USER) {
                turn.charge(turn.ledger().instructions() + workInstructions, 1, 1);
                long word = number(turn.message());
                long slot = 8 * (word >>> 32);
                memory.store(512, 8, memory.load(512, 8) + (memory.load(slot, 8) == (int) word ? 0 : 1));
                memory.store(slot, 8, memory.load(slot, 8) + 1);
            }
        });
        int[] places = {0, 1, 2, 3, 4, 5, 6, 7, 8, PING, PONG};
        return ChipPlans.pinned(withPair ? pair(builder) : builder, places);
    }

    private static byte[] payload(long sender, long n) {
        byte[] payload = new byte[92];
        System.arraycopy(number(sender << 32 | n), 0, payload, 0, 8);
        return payload;
    }

    private static DeploymentPlan pairOnly() {
        return ChipPlans.pinned(pair(new PlanBuilder()), PING, PONG);
    }

    private static PlanBuilder pair(PlanBuilder builder) {
        for (String name : new String[] {"ping", "pong"}) {
            String other = name.equals("ping") ? "pong" : "ping";
            builder.actor(
                    name,
                    (turn, memory) -> {
                        if (turn.message().kind() == MessageKind.USER || name.equals("ping")) {
                            long rounds = memory.load(0, 8);
                            memory.store(0, 8, rounds + 1);
                            if (rounds < 100) {
                                turn.send(turn.granted(other), new byte[(int) rounds], NO_HANDLES);
                            }
                        }
                    },
                    to(other));
        }
        return builder;
    }

    private static LinearMemory memory(Deployment deployment, String actor) {
        LinearMemory memory = new PrivateMemory(1, 1);
        byte[] bytes = deployment.memory(actor);
        for (int i = 0; i < bytes.length; i++) {
            memory.store(i, 1, bytes[i]);
        }
        return memory;
    }
}
