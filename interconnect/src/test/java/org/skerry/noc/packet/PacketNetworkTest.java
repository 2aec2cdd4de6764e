package org.skerry.noc.packet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.skerry.noc.Network;
import org.skerry.noc.NetworkContractTest;
import org.skerry.noc.Packet;
import org.skerry.noc.TrafficNode;
import org.skerry.noc.TrafficNode.Injection;
import org.skerry.noc.TrafficRun;
import org.skerry.noc.VirtualNetwork;
import org.skerry.noc.mesh.MeshNetwork;
import org.skerry.noc.topology.Chiplets;
import org.skerry.noc.topology.MeshSpec;
import org.skerry.sim.config.ConfigException;
import org.skerry.sim.rng.RandomStream;
import org.skerry.sim.rng.RandomStreams;
import org.skerry.sim.state.Codec;
import org.skerry.sim.stats.LatencyHistogram;

/** The packet-level network obeys the law book, as one partition, and follows the flit-level one. */
class PacketNetworkTest extends NetworkContractTest {
    @Override
    protected Network network(int partitions, Codec<Object> bodies) {
        return new PacketNetwork(MeshSpec.of(3, 5, 2, 2), partitions, bodies);
    }

    @Override
    protected int mostPartitions() {
        return 1;
    }

    @Test
    void aSourceThatSendsTooMuchIsRefusedAndLosesNothing() {
        List<Injection> plan = new ArrayList<>();
        for (int id = 0; id < 200; id++) {
            plan.add(new Injection(id / 100, new Packet(id, 28 + id % 2, 0, VirtualNetwork.REQUEST, 96, (long) id)));
        }
        try (TrafficRun run = new TrafficRun(network(1, TrafficNode.BODIES), plan, false).toEnd()) {
            assertEquals(200, run.arrivals().size());
            assertTrue(
                    run.arrivals().get(199).cycle() >= 600,
                    "the last one at " + run.arrivals().get(199).cycle());
        }
    }

    /** A busy virtual network does not hold back another: control passes requests that fill the same links. */
    @Test
    void virtualNetworksDoNotWaitForEachOther() {
        List<Injection> plan = new ArrayList<>();
        for (int id = 0; id < 100; id++) {
            plan.add(new Injection(0, new Packet(id, 28, 0, VirtualNetwork.REQUEST, 320, (long) id)));
        }
        plan.add(new Injection(200, new Packet(100, 29, 0, VirtualNetwork.CONTROL, 16, 100L)));
        try (TrafficRun run = new TrafficRun(network(1, TrafficNode.BODIES), plan, false).toEnd()) {
            long control = run.arrivals().stream()
                    .filter(each -> each.packet().id() == 100)
                    .findFirst()
                    .orElseThrow()
                    .cycle();
            assertTrue(control < 300, "control arrived at " + control);
        }
    }

    /** A packet that meets a stream of the same virtual network waits for those before it, and for none that come later. */
    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4})
    void aPacketDoesNotWaitForAllOfAStream(int source) {
        for (int late = 200; late < 240; late++) {
            List<Injection> plan = new ArrayList<>();
            for (int id = 0; id < 50; id++) {
                plan.add(new Injection(0, new Packet(id, 0, 6, VirtualNetwork.REQUEST, 1024, (long) id)));
            }
            plan.add(new Injection(late, new Packet(50, source, 6, VirtualNetwork.REQUEST, 44, 50L)));
            Network network = new PacketNetwork(MeshSpec.of(4, 2, 2, 0), 1, TrafficNode.BODIES);
            try (TrafficRun run = new TrafficRun(network, plan, false).toEnd()) {
                long arrival = run.arrivals().stream()
                        .filter(each -> each.packet().id() == 50)
                        .findFirst()
                        .orElseThrow()
                        .cycle();
                assertTrue(arrival < late + 150, "handed over at " + late + ", it arrived at " + arrival);
            }
        }
    }

    @Test
    void theMeanLatencyOfMixedPacketsIsWithinFivePerCentOfTheFlitLevelNetwork() {
        List<Injection> plan = new ArrayList<>();
        RandomStream random = new RandomStreams(5).stream("mixed", 0);
        for (int id = 0; id < 6000; id++) {
            int size = random.nextInt(3) == 0 ? 160 : 24;
            VirtualNetwork network = VirtualNetwork.values()[random.nextInt(3)];
            Packet packet = new Packet(id, random.nextInt(64), random.nextInt(64), network, size, (long) id);
            plan.add(new Injection(id / 3, packet));
        }
        MeshSpec mesh = MeshSpec.of(8, 8, 1, 0);
        double flits = mean(new MeshNetwork(mesh, 1, TrafficNode.BODIES), plan);
        double packets = mean(new PacketNetwork(mesh, 1, TrafficNode.BODIES), plan);
        assertEquals(flits, packets, 0.05 * flits);
    }

    private static double mean(Network network, List<Injection> plan) {
        try (TrafficRun run = new TrafficRun(network, plan, false).toEnd()) {
            LatencyHistogram latency = run.statistics().histogram("network.latency");
            return (double) latency.sum() / latency.count();
        }
    }

    @Test
    void chipletsAreRefusedByName() {
        MeshSpec chiplets = new MeshSpec(4, 4, 1, 0, 32, 3, 1, 1, 1, 0, new Chiplets(2, 1, 4, 1), false);
        assertTrue(assertThrows(ConfigException.class, () -> new PacketNetwork(chiplets, 1, TrafficNode.BODIES))
                .getMessage()
                .contains("chiplets"));
    }
}
