package org.skerry.model.enclave;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.skerry.model.enclave.ChipPlans.NO_HANDLES;
import static org.skerry.sim.machine.PlanBuilder.log;
import static org.skerry.sim.machine.PlanBuilder.random;
import static org.skerry.sim.machine.PlanBuilder.spawn;
import static org.skerry.sim.machine.PlanBuilder.to;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.skerry.sim.actor.MessageKind;
import org.skerry.sim.actor.Rights;
import org.skerry.sim.machine.DeploymentPlan;
import org.skerry.sim.machine.DeploymentPlan.GrantPlan;
import org.skerry.sim.machine.ExecutionSpec;
import org.skerry.sim.machine.JavaProgram;
import org.skerry.sim.machine.PlanBuilder;
import org.skerry.sim.machine.RunLimits;
import org.skerry.sim.machine.RunOutcome;
import org.skerry.sim.rng.RandomStream;
import org.skerry.sim.rng.RandomStreams;
import org.skerry.sim.state.StateException;

/** A storm of small and large messages through scarce mailboxes, with births, deaths and revocations: one digest, however it is run. */
class ChipDeterminismTest {
    private static final int ACTORS = 20;

    /** 32 enclaves of which each has a standing credit at ten, itself included. */
    private static final ChipSpec SPEC = ChipSpec.of(4, 4, 2)
            .withEnclave(EnclaveSpec.DEFAULT.withMailbox(4000, 100).withStandingMessages(2));

    @Test
    void forwardReversedTwoAndFourPartitionsHaveOneDigest() {
        for (long seed = 1; seed <= 3; seed++) {
            String reference = digest(SPEC, seed, ExecutionSpec.SERIAL);
            assertEquals(reference, digest(SPEC, seed, new ExecutionSpec(1, 1, true, 100)), "reversed, seed " + seed);
            assertEquals(reference, digest(SPEC, seed, new ExecutionSpec(2, 2, false, 100)), "2, seed " + seed);
            assertEquals(reference, digest(SPEC, seed, new ExecutionSpec(4, 2, true, 100)), "4 reversed, seed " + seed);
            assertNotEquals(reference, digest(SPEC, seed + 100, ExecutionSpec.SERIAL));
        }
    }

    @Test
    void oneCycleMoreOnALinkChangesTheDigest() {
        assertNotEquals(
                digest(SPEC, 1, ExecutionSpec.SERIAL),
                digest(ChipPlans.withSlowerLinks(SPEC), 1, ExecutionSpec.SERIAL));
    }

    @Test
    void oneByteOfAnArgumentChangesTheDigestThoughEveryCycleIsTheSame() {
        try (EnclaveChip one = new EnclaveChip(SPEC, 1, ExecutionSpec.SERIAL);
                EnclaveChip other = new EnclaveChip(SPEC, 1, ExecutionSpec.SERIAL)) {
            one.deploy(storm((byte) 1));
            other.deploy(storm((byte) 2));
            one.run(RunLimits.NONE);
            other.run(RunLimits.NONE);
            assertEquals(one.cycle(), other.cycle());
            assertNotEquals(one.digest(), other.digest());
        }
    }

    @Test
    void aByteThatWasOnlySeenInPassingChangesTheDigest() {
        String[] digests = new String[2];
        for (int i = 0; i < 2; i++) {
            byte passing = (byte) i;
            PlanBuilder plan = new PlanBuilder()
                    .actor(
                            "sender",
                            (turn, memory) -> {
                                byte sent = turn.message().kind() == MessageKind.START ? passing : 9;
                                turn.send(turn.granted("receiver"), new byte[] {sent}, NO_HANDLES);
                                if (sent != 9) {
                                    turn.charge(5000, 1, 1);
                                    turn.send(0, new byte[1], NO_HANDLES);
                                }
                            },
                            to("receiver"))
                    .actor("receiver", (turn, memory) -> {});
            try (EnclaveChip chip = new EnclaveChip(SPEC, 1, ExecutionSpec.SERIAL)) {
                chip.deploy(plan.build());
                chip.run(RunLimits.NONE);
                digests[i] = chip.digest();
            }
        }
        assertNotEquals(digests[0], digests[1]);
    }

    @Test
    void afterTheStormEveryCreditIsBackAndNoRoomIsGranted() {
        for (long seed = 1; seed <= 5; seed++) {
            try (EnclaveChip chip = new EnclaveChip(SPEC, seed, ExecutionSpec.SERIAL)) {
                chip.deploy(storm((byte) 1));
                chip.run(RunLimits.toCycle(3000));
                int granted = 0;
                for (int enclave = 0; enclave < SPEC.enclaves(); enclave++) {
                    NetworkInterface network = chip.enclave(enclave).network();
                    granted += network.mailbox().grantedBytes();
                    assertTrue(network.mailbox().grantedBytes()
                            <= SPEC.standingCredits().grantableBytes());
                }
                assertTrue(onTheWay(chip) > 0 && granted > 0, "the storm is too weak to test anything, seed " + seed);
                chip.run(RunLimits.NONE);
                assertEquals(0, onTheWay(chip), "credits, seed " + seed);
                for (int enclave = 0; enclave < SPEC.enclaves(); enclave++) {
                    NetworkInterface network = chip.enclave(enclave).network();
                    assertEquals(0, network.mailbox().grantedBytes(), "room at enclave " + enclave + ", seed " + seed);
                    assertTrue(network.sends().isEmpty() && !network.hasMessage(), "enclave " + enclave);
                }
            }
        }
    }

    /** Bytes of room of any pair that are used and not kept by the receiver. */
    private static int onTheWay(EnclaveChip chip) {
        StandingCredits credits = SPEC.standingCredits();
        int sum = 0;
        for (int sender = 0; sender < SPEC.enclaves(); sender++) {
            for (int receiver = 0; receiver < SPEC.enclaves(); receiver++) {
                if (credits.has(sender, receiver)) {
                    int kept = chip.enclave(receiver).credits().kept(receiver, sender);
                    int used = credits.bytes() - chip.enclave(sender).credits().atHome(sender, receiver);
                    assertTrue(kept <= used, sender + " to " + receiver);
                    sum += used - kept;
                }
            }
        }
        return sum;
    }

    @Test
    void statisticsAndLogDoNotDependOnPartitionsEither() {
        try (EnclaveChip serial = new EnclaveChip(SPEC, 7, ExecutionSpec.SERIAL);
                EnclaveChip parallel = new EnclaveChip(SPEC, 7, new ExecutionSpec(4, 2, false, 100))) {
            serial.deploy(storm((byte) 1));
            parallel.deploy(storm((byte) 1));
            assertEquals(serial.run(RunLimits.NONE), parallel.run(RunLimits.NONE));
            assertEquals(serial.log(), parallel.log());
            assertTrue(serial.log().size() > 10);
            serial.statistics()
                    .metrics()
                    .forEach(metric -> assertEquals(
                            serial.statistics().value(metric.name()),
                            parallel.statistics().value(metric.name()),
                            metric.name()));
        }
    }

    /** A mark that nobody has made changes nothing but that an enclave looks at everything that could be so of it. */
    @Test
    void whereNothingIsOutOfTheOrdinaryLittleIsLookedAtAndTheSameHappens() {
        for (long seed = 1; seed <= 3; seed++) {
            try (EnclaveChip chip = new EnclaveChip(SPEC, seed, ExecutionSpec.SERIAL)) {
                chip.deploy(storm((byte) 1));
                for (int enclave = 0; enclave < SPEC.enclaves(); enclave++) {
                    chip.enclave(enclave).set(Circumstance.MARKED, true);
                }
                chip.run(RunLimits.NONE);
                assertEquals(digest(SPEC, seed, ExecutionSpec.SERIAL), chip.digest(), "seed " + seed);
            }
        }
    }

    @Test
    void aCheckpointAtAnyCycleGoesOnToTheSameDigest() {
        RandomStream random = new RandomStreams(4).stream("checkpoints", 0);
        String whole = digest(SPEC, 4, ExecutionSpec.SERIAL);
        long end = cycles();
        for (int i = 0; i < 25; i++) {
            // Most of the storm is over when the first child lives; both parts are worth a visit.
            long cycle = i % 2 == 0 ? random.nextLong(5000) : random.nextLong(end);
            byte[] saved;
            try (EnclaveChip chip = new EnclaveChip(SPEC, 4, ExecutionSpec.SERIAL)) {
                chip.deploy(storm((byte) 1));
                chip.run(RunLimits.toCycle(cycle));
                saved = chip.checkpoint();
            }
            try (EnclaveChip chip = new EnclaveChip(SPEC, 4, ExecutionSpec.SERIAL)) {
                chip.deploy(storm((byte) 1));
                chip.restore(saved);
                assertArrayEquals(saved, chip.checkpoint(), "saved at cycle " + cycle);
                chip.run(RunLimits.NONE);
                assertEquals(whole, chip.digest(), "saved at cycle " + cycle);
            }
        }
    }

    @Test
    void aCheckpointOfAnotherChipIsRefused() {
        byte[] saved;
        try (EnclaveChip chip = new EnclaveChip(SPEC, 4, ExecutionSpec.SERIAL)) {
            chip.deploy(storm((byte) 1));
            saved = chip.checkpoint();
        }
        try (EnclaveChip chip = new EnclaveChip(ChipPlans.withSlowerLinks(SPEC), 4, ExecutionSpec.SERIAL)) {
            chip.deploy(storm((byte) 1));
            assertThrows(StateException.class, () -> chip.restore(saved));
        }
        try (EnclaveChip chip = new EnclaveChip(SPEC, 4, ExecutionSpec.SERIAL)) {
            chip.deploy(storm((byte) 1));
            assertThrows(StateException.class, () -> chip.restore(Arrays.copyOf(saved, saved.length / 2)));
        }
    }

    private static long cycles() {
        try (EnclaveChip chip = new EnclaveChip(SPEC, 4, ExecutionSpec.SERIAL)) {
            chip.deploy(storm((byte) 1));
            chip.run(RunLimits.NONE);
            return chip.cycle();
        }
    }

    private static String digest(ChipSpec spec, long seed, ExecutionSpec execution) {
        try (EnclaveChip chip = new EnclaveChip(spec, seed, execution)) {
            chip.deploy(storm((byte) 1));
            RunOutcome outcome = chip.run(RunLimits.NONE);
            assertInstanceOf(RunOutcome.Quiescent.class, outcome, outcome.explain());
            assertTrue(chip.statistics().value("messages.delivered") > 1000);
            assertTrue(chip.statistics().value("messages.refused") > 0);
            assertTrue(
                    chip.statistics().value("core.stallCycles.send") > 0,
                    chip.statistics().toString());
            return chip.digest();
        }
    }

    /**
     * Each actor starts some tokens that hop to random actors, with random payloads, until they are used up. Some also create a
     * child, revoke their handle of a friend, or end.
     */
    private static DeploymentPlan storm(byte argument) {
        PlanBuilder plan = new PlanBuilder().image("child", (turn, memory) -> {
            turn.log(turn.received(0), "born".getBytes(StandardCharsets.UTF_8));
        });
        plan.image("actor", (turn, memory) -> {
            byte[] drawn = new byte[4];
            turn.random(turn.granted("random"), drawn);
            int handle = 1 + Math.floorMod(drawn[0], ACTORS);
            switch (turn.message().kind()) {
                case START -> {
                    memory.store(0, 1, turn.message().payload()[0]);
                    for (int i = 0; i < 20; i++) {
                        turn.send(1 + (handle + i) % ACTORS, token(20, drawn), NO_HANDLES);
                    }
                }
                case USER -> {
                    int hops = turn.message().payload()[0];
                    memory.store(8, 8, memory.load(8, 8) * 31 + turn.message().payload().length);
                    turn.charge(turn.ledger().instructions() + (drawn[3] & 0xFF), 3, 3);
                    if (hops > 0) {
                        turn.send(handle, token(hops - 1, drawn), NO_HANDLES);
                    }
                    if (drawn[2] == 1) {
                        turn.revoke(turn.attenuate(handle, Rights.ALL, 0));
                        turn.log(turn.granted("log"), new byte[] {'r', 'e', 'v'});
                    }
                    if (drawn[2] == 2 && memory.load(16, 8) < 2) {
                        memory.store(16, 8, memory.load(16, 8) + 1);
                        turn.spawn(turn.granted("child"), new byte[3], new int[] {turn.granted("log")});
                    }
                    if (drawn[2] == 3 && turn.message().label() == 0 && turn.actor() % 3 == 0) {
                        throw new JavaProgram.Exit(1);
                    }
                }
                default -> memory.store(24, 8, memory.load(24, 8) + 1);
            }
        });
        List<GrantPlan> grants = new ArrayList<>();
        for (int i = 0; i < ACTORS; i++) {
            grants.add(to("actor" + i));
        }
        grants.addAll(List.of(random(), log(), spawn("child")));
        for (int i = 0; i < ACTORS; i++) {
            plan.instance(
                    "actor" + i, "actor", new byte[] {i == 13 ? argument : 0}, false, grants.toArray(new GrantPlan[0]));
        }
        return plan.build();
    }

    private static byte[] token(int hops, byte[] drawn) {
        // Every fourth token is larger than a standing credit carries.
        byte[] payload = new byte[(drawn[1] & 3) == 0 ? 500 + (drawn[1] & 0xFF) : 1 + (drawn[1] & 0x3F)];
        payload[0] = (byte) hops;
        if (payload.length > 1) {
            payload[payload.length - 1] = drawn[2];
        }
        return payload;
    }
}
