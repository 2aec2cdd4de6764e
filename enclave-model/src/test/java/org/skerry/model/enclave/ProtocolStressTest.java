package org.skerry.model.enclave;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.skerry.model.enclave.ChipPlans.NO_HANDLES;
import static org.skerry.sim.machine.PlanBuilder.spawn;
import static org.skerry.sim.machine.PlanBuilder.to;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.skerry.model.protocol.MessageSpec;
import org.skerry.model.protocol.Travels;
import org.skerry.noc.NetworkObserver;
import org.skerry.noc.Packet;
import org.skerry.noc.ideal.IdealNetwork;
import org.skerry.noc.mesh.MeshNetwork;
import org.skerry.noc.packet.PacketNetwork;
import org.skerry.noc.router.RouterSpec;
import org.skerry.noc.routing.DimensionOrder;
import org.skerry.sim.actor.MessageKind;
import org.skerry.sim.actor.Rights;
import org.skerry.sim.machine.DeploymentPlan.GrantPlan;
import org.skerry.sim.machine.ExecutionSpec;
import org.skerry.sim.machine.JavaProgram;
import org.skerry.sim.machine.PlanBuilder;
import org.skerry.sim.machine.RunLimits;
import org.skerry.sim.machine.RunOutcome;

/** Everything as small as it may be: the protocol never closes a cycle of waiting, whatever actors do. */
class ProtocolStressTest {
    private static final int ACTORS = 9;
    private static final int SEEDS = 25;

    /** Sees that every packet travels as its kind says. */
    private static final class Watch implements NetworkObserver {
        private long packets;

        @Override
        public void onInjected(long cycle, Packet packet) {
            Travels travels = packet.body().getClass().getAnnotation(Travels.class);
            assertTrue(Arrays.asList(travels.on()).contains(packet.network()), packet.toString());
            packets++;
        }

        @Override
        public void onDelivered(long cycle, Packet packet, long latencyCycles) {}
    }

    static Stream<SegmentationTest.Net> networks() {
        return Stream.of(
                new SegmentationTest.Net(
                        "mesh, one virtual channel of one flit, one packet at a port", (mesh, partitions, bodies) -> {
                            RouterSpec of = RouterSpec.of(mesh);
                            RouterSpec least = new RouterSpec(
                                    1,
                                    1,
                                    of.routingCycles(),
                                    of.vcAllocationCycles(),
                                    of.switchAllocationCycles(),
                                    of.traversalCycles(),
                                    of.creditCycles(),
                                    1,
                                    of.vcChoice());
                            return new MeshNetwork(mesh, least, DimensionOrder.XY, partitions, bodies);
                        }),
                new SegmentationTest.Net("packet", PacketNetwork::new),
                new SegmentationTest.Net("ideal", IdealNetwork::new));
    }

    private static ChipSpec least(int seed) {
        ChipSpec spec = ChipPlans.withMailbox(ChipSpec.of(3, 3, 2), 256, seed % 3 == 0 ? 14 : 0);
        return spec.withEnclave(spec.enclave().withSendQueue(1)).withMessages(new MessageSpec(64));
    }

    /** Messages and calls go upwards only, so actors cannot wait in a circle; if anything does, it is the protocol. */
    @ParameterizedTest
    @MethodSource("networks")
    void actorsThatCannotWaitInACircleAlwaysFinish(SegmentationTest.Net net) {
        for (int seed = 1; seed <= SEEDS; seed++) {
            Watch watch = new Watch();
            try (EnclaveChip chip = new EnclaveChip(least(seed), seed, ExecutionSpec.SERIAL, net.maker())) {
                chip.network().observe(watch);
                chip.deploy(actors(seed, true).build());
                RunOutcome outcome = chip.run(RunLimits.NONE);
                assertInstanceOf(
                        RunOutcome.Quiescent.class, outcome, net + ", seed " + seed + ": " + outcome.explain());
                assertEquals(0, chip.network().packetsInFlight());
                assertTrue(watch.packets > 300, "seed " + seed + ": " + watch.packets + " packets");
            }
        }
    }

    /** Messages go anywhere: where it ends, nothing is under way, and the actors that wait for each other are named. */
    @ParameterizedTest
    @MethodSource("networks")
    void actorsThatWaitInACircleAreNamedAndTheNetworkIsEmpty(SegmentationTest.Net net) {
        int deadlocks = 0;
        for (int seed = 1; seed <= SEEDS; seed++) {
            try (EnclaveChip chip = new EnclaveChip(least(seed), seed, ExecutionSpec.SERIAL, net.maker())) {
                chip.deploy(actors(seed, false).build());
                RunOutcome outcome = chip.run(RunLimits.NONE);
                assertEquals(0, chip.network().packetsInFlight(), net + ", seed " + seed);
                if (outcome instanceof RunOutcome.Deadlocked deadlocked) {
                    deadlocks++;
                    checkStory(net + ", seed " + seed, deadlocked.waits());
                } else {
                    assertInstanceOf(RunOutcome.Quiescent.class, outcome, outcome.explain());
                }
            }
        }
        assertTrue(deadlocks > SEEDS / 2, deadlocks + " deadlocks");
    }

    /** Each line names who waits and for whom, and the last waits for the first. */
    private static void checkStory(String where, List<String> waits) {
        for (int i = 0; i < waits.size(); i++) {
            String name = waits.get(i).split("'")[1];
            String before = waits.get((i + waits.size() - 1) % waits.size());
            assertTrue(before.contains("'" + name + "'") || before.contains("nobody"), where + ": " + waits);
        }
    }

    private static PlanBuilder actors(int seed, boolean upwards) {
        PlanBuilder builder = new PlanBuilder().image("child", (turn, memory) -> {
            if (turn.message().kind() == MessageKind.USER) {
                throw new JavaProgram.Exit(0);
            }
        });
        for (int i = 0; i < ACTORS; i++) {
            int own = i;
            GrantPlan[] grants = new GrantPlan[ACTORS + 1];
            for (int other = 0; other < ACTORS; other++) {
                grants[other] = to("actor" + other);
            }
            grants[ACTORS] = spawn("child");
            builder.actor("actor" + i, act(seed, own, upwards), grants);
        }
        return builder;
    }

    private static JavaProgram.Handler act(int seed, int own, boolean upwards) {
        return (turn, memory) -> {
            if (turn.message().replyTo() != null) {
                turn.reply(new byte[turn.message().payload().length], NO_HANDLES);
                return;
            }
            long rounds = memory.load(0, 8);
            memory.store(0, 8, rounds + 1);
            if (rounds > 6 || upwards && own + 1 == ACTORS) {
                return;
            }
            Random random = new Random(seed * 7919L + own * 131 + rounds);
            turn.charge(turn.ledger().instructions() + random.nextInt(200), 1, 1);
            int lowest = upwards ? own + 1 : 0;
            for (int n = 2 + random.nextInt(4); n >= 0; n--) {
                int other = lowest + random.nextInt(ACTORS - lowest);
                int handle = turn.granted("actor" + other);
                switch (random.nextInt(6)) {
                    case 0 -> turn.call(handle, new byte[random.nextInt(120)], NO_HANDLES);
                    case 1 -> {
                        int lent = turn.attenuate(handle, Rights.ALL, n);
                        turn.send(lent, new byte[8], NO_HANDLES);
                        turn.revoke(lent);
                    }
                    case 2 -> {
                        if (rounds < 2) {
                            int child = turn.spawn(turn.granted("child"), new byte[8], NO_HANDLES);
                            turn.send(child, new byte[40], NO_HANDLES);
                        }
                    }
                    default -> turn.send(handle, new byte[random.nextInt(150)], NO_HANDLES);
                }
            }
        };
    }
}
