package org.skerry.model.enclave;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.skerry.sim.machine.PlanBuilder.to;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.skerry.model.control.ControlSpec;
import org.skerry.model.control.NodeLosses;
import org.skerry.model.edge.StorageProgram;
import org.skerry.sim.actor.MessageKind;
import org.skerry.sim.config.ConfigException;
import org.skerry.sim.machine.DeploymentPlan;
import org.skerry.sim.machine.ExecutionSpec;
import org.skerry.sim.machine.LogLine;
import org.skerry.sim.machine.PlanBuilder;
import org.skerry.sim.machine.RunLimits;
import org.skerry.sim.machine.RunOutcome;
import org.skerry.sim.rng.RandomStreams;

class SwapTest {
    private static final ChipSpec SPEC = ChipSpec.of(4, 4, 1).withMultiplex(MultiplexSpec.of(2));
    private static final String SECRET = "nobody outside may read this";

    /** Two actors of one enclave pass a ball to and fro; each keeps a secret and how often it had the ball. */
    private static DeploymentPlan pingPong(int balls) {
        PlanBuilder plan = new PlanBuilder();
        for (String name : List.of("ping", "pong")) {
            plan.actor(
                    name,
                    (turn, memory) -> {
                        if (turn.message().kind() == MessageKind.START) {
                            byte[] secret = SECRET.getBytes(StandardCharsets.UTF_8);
                            for (int i = 0; i < secret.length; i++) {
                                memory.store(4096 + i, 1, secret[i]);
                            }
                        }
                        long had = memory.load(0, 8);
                        memory.store(0, 8, had + 1);
                        boolean serves = turn.message().kind() == MessageKind.START && name.equals("ping");
                        if (serves || turn.message().kind() == MessageKind.USER && had < balls) {
                            turn.send(turn.granted("peer"), new byte[8], ChipPlans.NO_HANDLES);
                        } else if (turn.message().kind() == MessageKind.USER) {
                            turn.log(turn.granted("log"), (name + " had " + had).getBytes(StandardCharsets.UTF_8));
                        }
                    },
                    PlanBuilder.as("peer", name.equals("ping") ? "pong" : "ping"),
                    PlanBuilder.log());
        }
        return plan.build();
    }

    private static EnclaveChip chip(ChipSpec spec) {
        return new EnclaveChip(spec, 3, ExecutionSpec.SERIAL);
    }

    @Test
    void actorsOfOneEnclaveTakeTurnsAndKeepWhatTheyKnow() {
        try (EnclaveChip chip = chip(SPEC)) {
            chip.deploy(pingPong(5));
            RunOutcome outcome = chip.run(RunLimits.NONE);
            assertInstanceOf(RunOutcome.Quiescent.class, outcome, outcome.explain());
            assertEquals(
                    List.of("pong had 5"),
                    chip.log().stream().map(LogLine::text).toList());
            assertTrue(chip.statistics().value("swap.leaves") > 8);
        }
    }

    /** What a run with so many balls counted: leaves, returns, bytes, cycles. */
    private static long[] counted(int balls) {
        try (EnclaveChip chip = chip(SPEC)) {
            chip.deploy(pingPong(balls));
            chip.run(RunLimits.NONE);
            long[] values = new long[4];
            values[0] = chip.statistics().value("swap.leaves");
            values[1] = chip.statistics().value("swap.returns");
            values[2] = chip.statistics().value("swap.bytes");
            for (String part : List.of("seal", "move", "clear")) {
                values[3] += chip.statistics().value("swap." + part + "Cycles");
            }
            return values;
        }
    }

    @Test
    void comingAndGoingTakeWhatTheClosedFormSays() {
        // The first to come back does so with the smaller state that it began with: the difference of two runs has none
        // of that.
        long[] few = counted(10);
        long[] many = counted(20);
        long swaps = many[0] - few[0];
        assertEquals(swaps, many[1] - few[1]);
        assertTrue(swaps >= 20);
        int bytes = (int) ((many[2] - few[2]) / swaps);
        assertEquals(bytes * swaps, many[2] - few[2], "all states are of one size here");
        ChipSpec spec = SPEC.complete();
        int port = spec.edge().device(0);
        long each = MultiplexSpec.leaveCycles(spec, 0, port, bytes, "actor 0".length())
                + MultiplexSpec.returnCycles(spec, 0, port, bytes, "actor 0".length());
        assertEquals(each * swaps, many[3] - few[3]);
    }

    @Test
    void whatLiesInStorageShowsNothingOfTheState() {
        try (EnclaveChip chip = chip(SPEC)) {
            chip.deploy(pingPong(5));
            chip.run(RunLimits.NONE);
            int found = 0;
            for (int rank = 0; rank < 2; rank++) {
                byte[] name = ("actor " + rank).getBytes(StandardCharsets.US_ASCII);
                byte[] kept = StorageProgram.get(chip.store(), 1, name);
                assertFalse(new String(kept, StandardCharsets.ISO_8859_1).contains("nobody outside"));
                assertTrue(compressesBadly(kept), "sealed bytes look like noise");
                found += kept.length > 1000 ? 1 : 0;
            }
            assertEquals(2, found);
        }
    }

    /** Every byte value is about as frequent as any other. */
    private static boolean compressesBadly(byte[] bytes) {
        int[] counts = new int[256];
        for (byte each : bytes) {
            counts[each & 0xff]++;
        }
        double square = 0;
        double expected = bytes.length / 256.0;
        for (int count : counts) {
            square += (count - expected) * (count - expected) / expected;
        }
        return square < 255 + 6 * Math.sqrt(2 * 255);
    }

    @Test
    void aFlippedBitInStorageIsFoundAndItsActorIsNotStarted() {
        for (int i = 0; i < 4; i++) {
            int flip = i;
            RunOutcome outcome = afterTampering(kept -> {
                int at = new RandomStreams(flip).stream("flip", 0).nextInt(kept.length * 8);
                kept[at / 8] ^= (byte) (1 << at % 8);
                return kept;
            });
            assertInstanceOf(RunOutcome.Faulted.class, outcome, "flip " + flip);
            assertTrue(outcome.explain().contains("not the state that was sealed"), outcome.explain());
        }
    }

    @Test
    void anOlderStateAndACutOneAreFoundAsWell() {
        byte[][] first = new byte[1][];
        RunOutcome older = afterTampering(kept -> {
            first[0] = first[0] == null ? kept.clone() : first[0];
            return first[0];
        });
        assertInstanceOf(RunOutcome.Faulted.class, older);
        assertInstanceOf(RunOutcome.Faulted.class, afterTampering(kept -> Arrays.copyOf(kept, kept.length / 2)));
    }

    /** Whoever has the storage changes the state of an actor that is away, three times. */
    private static RunOutcome afterTampering(UnaryOperator<byte[]> tamper) {
        try (EnclaveChip chip = chip(SPEC)) {
            chip.deploy(pingPong(20));
            byte[] name = "actor 1".getBytes(StandardCharsets.US_ASCII);
            RunOutcome outcome = null;
            for (long cycle = 1_000_000; cycle < 4_000_000; cycle += 1_000_000) {
                outcome = chip.run(RunLimits.toCycle(cycle));
                byte[] kept = StorageProgram.get(chip.store(), 1, name);
                StorageProgram.put(chip.store(), 1, name, tamper.apply(kept.clone()));
            }
            return chip.run(RunLimits.NONE);
        }
    }

    @Test
    void theSealOfOneEnclaveDoesNotOpenInAnother() {
        Seal one = new Seal(1, new RandomStreams(1).stream("fuses", 1));
        Seal two = new Seal(2, new RandomStreams(1).stream("fuses", 2));
        byte[] kept = one.close(7, 1, new byte[100]);
        assertArrayEquals(new byte[100], one.open(7, 1, kept));
        assertNull(one.open(8, 1, kept), "another actor");
        assertNull(one.open(7, 2, kept), "another number");
        assertNull(two.open(7, 1, kept), "another enclave");
    }

    @Test
    void withoutTurnsAPlanWithMoreActorsIsRefusedWithTheNumbers() {
        PlanBuilder plan = new PlanBuilder();
        for (int i = 0; i < 5; i++) {
            plan.actor("a" + i, (turn, memory) -> {});
        }
        try (EnclaveChip chip = chip(ChipSpec.of(2, 2, 1))) {
            String why = assertThrows(ConfigException.class, () -> chip.deploy(plan.build()))
                    .getMessage();
            assertTrue(why.contains("5 actors") && why.contains("4 enclaves") && why.contains("multiplex"), why);
        }
    }

    @Test
    void actorsThatTakeTurnsGoNeitherWithSeveralControlNodesNorWithALostOne() {
        NodeLosses loss = new NodeLosses(List.of(new NodeLosses.NodeLoss(0, 100)));
        for (ControlSpec control : List.of(ControlSpec.DEFAULT.withNodes(2, 2), ControlSpec.DEFAULT.withLost(loss))) {
            String why = assertThrows(ConfigException.class, () -> {
                        try (EnclaveChip chip = chip(SPEC.withControl(control))) {
                            chip.deploy(pingPong(2));
                        }
                    })
                    .getMessage();
            assertTrue(
                    why.contains("multiplex.actorsPerEnclave=2")
                            && why.contains("control.nodes=" + control.nodes())
                            && why.contains(control.lost().all().size() + " entries in control.lost"),
                    why);
        }
    }

    @Test
    void aCheckpointAtAnyCycleGoesOnToTheSameDigestAndPartitionsDoNotShow() {
        String whole;
        long end;
        try (EnclaveChip chip = chip(SPEC)) {
            chip.deploy(pingPong(6));
            chip.run(RunLimits.NONE);
            whole = chip.digest();
            end = chip.cycle();
        }
        for (int partitions : new int[] {2, 4}) {
            try (EnclaveChip chip = new EnclaveChip(SPEC, 3, ExecutionSpec.partitions(partitions))) {
                chip.deploy(pingPong(6));
                chip.run(RunLimits.NONE);
                assertEquals(whole, chip.digest(), partitions + " partitions");
            }
        }
        for (int i = 0; i < 8; i++) {
            long cycle = new RandomStreams(9).stream("cut", i).nextLong(end);
            byte[] saved;
            try (EnclaveChip chip = chip(SPEC)) {
                chip.deploy(pingPong(6));
                chip.run(RunLimits.toCycle(cycle));
                saved = chip.checkpoint();
            }
            try (EnclaveChip chip = chip(SPEC)) {
                chip.deploy(pingPong(6));
                chip.restore(saved);
                assertArrayEquals(saved, chip.checkpoint(), "saved at " + cycle);
                chip.run(RunLimits.NONE);
                assertEquals(whole, chip.digest(), "saved at " + cycle);
            }
        }
    }

    @Test
    void aCallToWhoSharesTheEnclaveIsAnswered() {
        PlanBuilder plan = new PlanBuilder()
                .actor(
                        "asker",
                        (turn, memory) -> {
                            memory.store(0, 8, 42);
                            int status = turn.call(turn.granted("server"), new byte[] {5}, ChipPlans.NO_HANDLES);
                            turn.log(
                                    turn.granted("log"),
                                    (status + " " + turn.answer().payload()[0] + " " + memory.load(0, 8))
                                            .getBytes(StandardCharsets.UTF_8));
                        },
                        to("server"),
                        PlanBuilder.log())
                .actor("server", (turn, memory) -> {
                    if (turn.message().kind() == MessageKind.USER) {
                        turn.reply(new byte[] {6}, ChipPlans.NO_HANDLES);
                    }
                });
        try (EnclaveChip chip = chip(SPEC)) {
            chip.deploy(plan.build());
            RunOutcome outcome = chip.run(RunLimits.NONE);
            assertInstanceOf(RunOutcome.Quiescent.class, outcome, outcome.explain());
            assertEquals(
                    List.of("0 6 42"), chip.log().stream().map(LogLine::text).toList());
        }
    }
}
