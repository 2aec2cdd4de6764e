package org.skerry.model.enclave;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.skerry.model.enclave.ChipPlans.NO_HANDLES;
import static org.skerry.sim.machine.PlanBuilder.spawn;
import static org.skerry.sim.machine.PlanBuilder.to;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.skerry.model.control.LoadSpec;
import org.skerry.model.protocol.MessageSpec;
import org.skerry.noc.NetworkMaker;
import org.skerry.noc.ideal.IdealNetwork;
import org.skerry.noc.mesh.MeshNetwork;
import org.skerry.noc.packet.PacketNetwork;
import org.skerry.noc.router.RouterSpec;
import org.skerry.noc.routing.DimensionOrder;
import org.skerry.sim.actor.Message;
import org.skerry.sim.actor.MessageKind;
import org.skerry.sim.actor.Rights;
import org.skerry.sim.machine.ExecutionSpec;
import org.skerry.sim.machine.JavaProgram;
import org.skerry.sim.machine.PlanBuilder;
import org.skerry.sim.machine.RunLimits;
import org.skerry.sim.machine.RunOutcome;

/** A message larger than a packet is cut, lets others pass, comes whole or not at all, and in order. */
class SegmentationTest {
    private static final ChipSpec SPEC = ChipSpec.of(4, 2, 2).complete();
    private static final ChipSpec UNCUT = SPEC.withMessages(new MessageSpec(1 << 20));
    private static final int BULK = 0; // on tile 0
    private static final int SINK = 6; // on tile 3
    private static final int SMALL = 2; // on tile 1, and so on the way
    private static final int TARGET = 7; // on tile 3

    /** A network by name. */
    record Net(String name, NetworkMaker maker) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Net> networks() {
        return Stream.of(
                new Net("mesh", MeshNetwork::new),
                new Net(
                        "mesh with one virtual channel",
                        (mesh, partitions, bodies) -> new MeshNetwork(
                                mesh, RouterSpec.of(mesh).withVcsPerVnet(1), DimensionOrder.XY, partitions, bodies)),
                new Net("packet", PacketNetwork::new),
                new Net("ideal", IdealNetwork::new));
    }

    @ParameterizedTest
    @MethodSource("networks")
    void aCrossingMessageWaitsForAtMostOnePacketOfALargeOne(Net net) {
        long bound = SPEC.messages().crossingBoundCycles(SPEC.mesh());
        long alone = latency(run(SPEC, net, 900, 0));
        long worst = 0;
        for (int late = 200; late < 2200; late += 37) {
            worst = Math.max(worst, latency(run(SPEC, net, late, Message.MAX_BYTES)) - alone);
        }
        assertTrue(worst <= bound, "delayed by " + worst + ", and the bound is " + bound);
    }

    @Test
    void uncutItWaitedForAllOfIt() {
        Net net = networks().toList().get(1);
        long alone = latency(run(UNCUT, net, 900, 0));
        long worst = 0;
        for (int late = 200; late < 2200; late += 37) {
            worst = Math.max(worst, latency(run(UNCUT, net, late, Message.MAX_BYTES)) - alone);
        }
        assertTrue(worst > 1500, "delayed by " + worst);
    }

    private static long latency(Recorder recorder) {
        return recorder.cycles("delivered", TARGET).get(0)
                - recorder.cycles("sent", SMALL).get(0);
    }

    /** One sends {@code bulk} bytes, if any, and another a small message after so many instructions. */
    private static Recorder run(ChipSpec spec, Net net, int late, int bulk) {
        PlanBuilder builder = new PlanBuilder()
                .actor(
                        "bulk",
                        (turn, memory) -> {
                            if (bulk > 0) {
                                turn.send(turn.granted("sink"), new byte[bulk], NO_HANDLES);
                            }
                        },
                        to("sink"))
                .actor("sink", (turn, memory) -> {})
                .actor(
                        "small",
                        (turn, memory) -> {
                            turn.charge(late, 1, 1);
                            turn.send(turn.granted("target"), new byte[16], NO_HANDLES);
                        },
                        to("target"))
                .actor("target", (turn, memory) -> {});
        Recorder recorder = new Recorder();
        try (EnclaveChip chip = new EnclaveChip(spec, 1, ExecutionSpec.SERIAL, net.maker())) {
            chip.observe(recorder);
            chip.deploy(ChipPlans.pinned(builder, BULK, SINK, SMALL, TARGET));
            assertInstanceOf(RunOutcome.Quiescent.class, chip.run(RunLimits.NONE));
        }
        return recorder;
    }

    @Test
    void aLargeMessageAloneTakesTheClosedFormBetweenAllPairs() {
        for (int source = 0; source < SPEC.enclaves(); source += 3) {
            for (int destination = 0; destination < SPEC.enclaves(); destination++) {
                for (int bytes : new int[] {993, 2048, 20_000, Message.MAX_BYTES}) {
                    if (source != destination) {
                        checkAlone(source, destination, bytes);
                    }
                }
            }
        }
    }

    private static void checkAlone(int source, int destination, int payload) {
        PlanBuilder builder = new PlanBuilder()
                .actor(
                        "caller",
                        (turn, memory) -> {
                            if (turn.message().kind() == MessageKind.START) {
                                turn.call(turn.granted("server"), new byte[8], NO_HANDLES);
                            }
                        },
                        to("server"))
                .actor("server", (turn, memory) -> {
                    if (turn.message().replyTo() != null) {
                        turn.reply(new byte[payload], NO_HANDLES);
                    }
                });
        Recorder recorder = new Recorder();
        try (EnclaveChip chip = new EnclaveChip(SPEC, 1, ExecutionSpec.SERIAL)) {
            chip.observe(recorder);
            chip.deploy(ChipPlans.pinned(builder, destination, source));
            assertInstanceOf(RunOutcome.Quiescent.class, chip.run(RunLimits.NONE));
        }
        Recorder.Event reply = recorder.events.stream()
                .filter(event -> event.what().equals("sent") && event.place() == source)
                .findFirst()
                .orElseThrow();
        assertEquals(
                SPEC.messages()
                        .zeroLoadCycles(source, destination, reply.message().wireBytes(), SPEC.mesh()),
                recorder.cycles("delivered", destination).get(0) - reply.cycle(),
                payload + " bytes from " + source + " to " + destination);
    }

    @ParameterizedTest
    @MethodSource("networks")
    void whatWasSentBehindALargeMessageArrivesBehindIt(Net net) {
        PlanBuilder builder = new PlanBuilder()
                .actor(
                        "sender",
                        (turn, memory) -> {
                            for (int i = 0; i < 6; i++) {
                                turn.send(turn.granted("a"), new byte[i % 2 == 0 ? 30_000 + i : i], NO_HANDLES);
                                turn.send(turn.granted("b"), new byte[i % 3 == 0 ? 20_000 + i : i], NO_HANDLES);
                            }
                        },
                        to("a"),
                        to("b"))
                .actor("a", (turn, memory) -> {})
                .actor("b", (turn, memory) -> {});
        Recorder recorder = new Recorder();
        try (EnclaveChip chip = new EnclaveChip(SPEC, 1, ExecutionSpec.SERIAL, net.maker())) {
            chip.observe(recorder);
            chip.deploy(ChipPlans.pinned(builder, BULK, SINK, TARGET));
            assertInstanceOf(RunOutcome.Quiescent.class, chip.run(RunLimits.NONE));
        }
        for (int place : new int[] {SINK, TARGET}) {
            List<Integer> sizes = recorder.events.stream()
                    .filter(event -> event.what().equals("delivered") && event.place() == place)
                    .map(event -> event.message().payload().length)
                    .toList();
            int cut = place == SINK ? 2 : 3;
            int more = place == SINK ? 30_000 : 20_000;
            assertEquals(
                    Stream.of(0, 1, 2, 3, 4, 5)
                            .map(i -> i % cut == 0 ? more + i : i)
                            .toList(),
                    sizes);
        }
    }

    @Test
    void aSenderReachesOthersWhileALargeMessageLeaves() {
        PlanBuilder builder = new PlanBuilder()
                .actor(
                        "sender",
                        (turn, memory) -> {
                            turn.send(turn.granted("large"), new byte[Message.MAX_BYTES], NO_HANDLES);
                            turn.charge(turn.ledger().instructions() + 300, 1, 1);
                            turn.send(turn.granted("small"), new byte[16], NO_HANDLES);
                        },
                        to("large"),
                        to("small"))
                .actor("large", (turn, memory) -> {})
                .actor("small", (turn, memory) -> {});
        Recorder recorder = new Recorder();
        try (EnclaveChip chip = new EnclaveChip(SPEC, 1, ExecutionSpec.SERIAL)) {
            chip.observe(recorder);
            chip.deploy(ChipPlans.pinned(builder, BULK, SINK, TARGET));
            assertInstanceOf(RunOutcome.Quiescent.class, chip.run(RunLimits.NONE));
        }
        long small = recorder.cycles("delivered", TARGET).get(0);
        // Behind the segments that the port of the network has already: as many as it has places, and the one under
        // way.
        int ahead = RouterSpec.DEFAULT_SOURCE_QUEUE_PACKETS + 1;
        long bound = ahead * (SPEC.mesh().flits(SPEC.messages().maxPacketBytes()) + 1L)
                + SPEC.mesh().zeroLoadLatencyCycles(BULK, TARGET, 48);
        assertTrue(small - recorder.cycles("sent", BULK).get(1) <= bound, small + " with a bound of " + bound);
        assertTrue(small < recorder.cycles("delivered", SINK).get(0));
    }

    @ParameterizedTest
    @MethodSource("networks")
    void aTargetThatEndsInMidMessageRefusesItOnce(Net net) {
        PlanBuilder builder = new PlanBuilder()
                .actor(
                        "sender",
                        (turn, memory) -> {
                            if (turn.message().kind() == MessageKind.START) {
                                turn.send(turn.granted("mortal"), new byte[Message.MAX_BYTES], NO_HANDLES);
                            }
                        },
                        to("mortal"))
                .actor("mortal", (turn, memory) -> {
                    turn.charge(1200, 1, 1);
                    throw new JavaProgram.Exit(0);
                });
        Recorder recorder = new Recorder();
        try (EnclaveChip chip = new EnclaveChip(SPEC, 1, ExecutionSpec.SERIAL, net.maker())) {
            chip.observe(recorder);
            chip.deploy(ChipPlans.pinned(builder, BULK, SINK));
            chip.run(RunLimits.toCycle(1100));
            assertEquals(1, chip.enclave(SINK).network().inbox().partial());
            assertInstanceOf(RunOutcome.Quiescent.class, chip.run(RunLimits.NONE));
            assertEquals(1, recorder.cycles("refused TARGET_DEAD", SINK).size());
            assertEquals(1, recorder.cycles("delivered", BULK).size(), "the sender is told once");
            assertEquals(0, chip.enclave(SINK).network().inbox().partial());
            assertEquals(0, chip.enclave(SINK).network().mailbox().grantedBytes());
        }
    }

    @ParameterizedTest
    @MethodSource("networks")
    void aRevocationInMidMessageRefusesAllOfIt(Net net) {
        PlanBuilder builder = new PlanBuilder()
                .actor(
                        "owner",
                        (turn, memory) -> {
                            if (turn.message().kind() == MessageKind.START) {
                                int lent = turn.attenuate(turn.granted("target"), Rights.ALL, 9);
                                turn.send(turn.granted("holder"), new byte[0], new int[] {lent});
                                turn.charge(1500, 0, 0);
                                turn.revoke(lent);
                            }
                        },
                        to("target"),
                        to("holder"))
                .actor("target", (turn, memory) -> {})
                .actor("holder", (turn, memory) -> {
                    if (turn.receivedCount() == 1) {
                        turn.send(turn.received(0), new byte[Message.MAX_BYTES], NO_HANDLES);
                    }
                });
        Recorder recorder = new Recorder();
        try (EnclaveChip chip = new EnclaveChip(SPEC, 1, ExecutionSpec.SERIAL, net.maker())) {
            chip.observe(recorder);
            chip.deploy(ChipPlans.pinned(builder, SMALL, SINK, BULK));
            assertInstanceOf(RunOutcome.Quiescent.class, chip.run(RunLimits.NONE));
            long acknowledged = recorder.cycles("delivered", SMALL).get(0);
            List<Long> refused = recorder.cycles("refused REVOKED", SINK);
            assertEquals(1, refused.size());
            assertTrue(acknowledged < refused.get(0), "a part of the message was still to come");
            assertEquals(List.of(), recorder.cycles("delivered", SINK));
            assertEquals(0, chip.enclave(SINK).network().mailbox().grantedBytes());
        }
    }

    /**
     * An image streams from the control plane at tile 0 to tile 2, and on the same virtual network a grant of room goes from tile 1 to
     * tile 3, for a message that comes back.
     */
    @ParameterizedTest
    @MethodSource("networks")
    void aGrantWaitsForAtMostOnePacketOfAnImage(Net net) {
        long bound = SPEC.messages().crossingBoundCycles(SPEC.mesh());
        long worst = longestWaitBehindImage(SPEC, net);
        assertTrue(worst <= bound, "delayed by " + worst + ", and the bound is " + bound);
    }

    @Test
    void uncutAGrantWaitedForAllOfTheImage() {
        long worst = longestWaitBehindImage(UNCUT, networks().toList().get(1));
        assertTrue(worst > 1000, "delayed by " + worst);
    }

    private static long longestWaitBehindImage(ChipSpec chip, Net net) {
        ChipSpec quick = chip.withLoad(new LoadSpec(200, 1, 1 << 16, 1, 1, 1, 1, 1 << 26));
        long alone = grantedLatency(quick, net, 900, 10);
        long worst = 0;
        for (int late = 300; late < 3500; late += 61) {
            worst = Math.max(worst, grantedLatency(quick, net, late, 60_000) - alone);
        }
        return worst;
    }

    private static long grantedLatency(ChipSpec spec, Net net, int late, int imageBytes) {
        PlanBuilder builder = new PlanBuilder()
                .program("child", new JavaProgram("i".repeat(imageBytes), (turn, memory) -> {}))
                .actor(
                        "parent",
                        (turn, memory) -> turn.spawn(turn.granted("child"), new byte[0], NO_HANDLES),
                        spawn("child"))
                .actor(
                        "sender",
                        (turn, memory) -> {
                            turn.charge(late, 1, 1);
                            turn.send(turn.granted("target"), new byte[600], NO_HANDLES);
                        },
                        to("target"))
                .actor("target", (turn, memory) -> {})
                .actor("other", (turn, memory) -> {})
                .actor("another", (turn, memory) -> {});
        Recorder recorder = new Recorder();
        try (EnclaveChip machine = new EnclaveChip(spec, 1, ExecutionSpec.SERIAL, net.maker())) {
            machine.observe(recorder);
            // Enclave 4, on tile 2, is the lowest that is free.
            machine.deploy(ChipPlans.pinned(builder, 1, TARGET, SMALL, 0, 3));
            assertInstanceOf(RunOutcome.Quiescent.class, machine.run(RunLimits.NONE));
        }
        return recorder.cycles("delivered", SMALL).get(0)
                - recorder.cycles("sent", TARGET).get(0);
    }
}
