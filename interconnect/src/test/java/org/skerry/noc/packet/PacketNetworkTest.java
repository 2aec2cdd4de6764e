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

    /** However many packets of other sources come in the same cycle. */
    @Test
    void packetsOfASourceSetOutInTheOrderOfTheirComing() {
        List<Injection> plan = new ArrayList<>();
        for (int source = 1; source < 64; source++) {
            plan.add(new Injection(0, new Packet(source, source, 0, VirtualNetwork.REQUEST, 32, (long) source)));
        }
        for (int id = 64; id < 68; id++) {
            plan.add(new Injection(0, new Packet(id, 64, 0, VirtualNetwork.REQUEST, 32, (long) id)));
        }
        Network network = new PacketNetwork(MeshSpec.of(9, 9, 1, 2), 1, TrafficNode.BODIES);
        try (TrafficRun run = new TrafficRun(network, plan, false).toEnd()) {
            assertEquals(
                    List.of(64L, 65L, 66L, 67L),
                    run.arrivals().stream()
                            .map(each -> each.packet().id())
                            .filter(id -> id >= 64)
                            .toList());
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
        LatencyHistogram latency = latency(network, plan);
        return (double) latency.sum() / latency.count();
    }

    private static LatencyHistogram latency(Network network, List<Injection> plan) {
        try (TrafficRun run = new TrafficRun(network, plan, false).toEnd()) {
            return run.statistics().histogram("network.latency");
        }
    }

    /**
     * As docs/VALIDATION.md has them: messages of four flits or twenty and credits of one, uniform, by the share of cycles that links across the middle carry
     * flits. Prints what it found.
     */
    @ParameterizedTest
    @ValueSource(ints = {1, 10, 20, 22})
    void latenciesOfMessagesAndCreditsAreThoseOfTheFlitLevelNetworkWithinTolerances(int percentOfLinks) {
        MeshSpec mesh = MeshSpec.of(8, 8, 1, 0);
        for (int bytes : new int[] {104, 640}) {
            List<Injection> plan = new ArrayList<>();
            RandomStream random = new RandomStreams(7).stream("loads", bytes);
            double flits =
                    bytes / 32.0 + 1; // of a message and its credit, of which half cross the middle, by 16 links in all
            double cyclesEach = flits / 2 / (16 * percentOfLinks / 100.0);
            for (int id = 0; id < 8000; id += 2) {
                long cycle = (long) (id / 2 * cyclesEach);
                int from = random.nextInt(64);
                int to = random.nextInt(64);
                plan.add(new Injection(cycle, new Packet(id, from, to, VirtualNetwork.REQUEST, bytes, (long) id)));
                int other = random.nextInt(64);
                plan.add(new Injection(
                        cycle,
                        new Packet(id + 1, other, random.nextInt(64), VirtualNetwork.CONTROL, 16, (long) id + 1)));
            }
            LatencyHistogram flit = latency(new MeshNetwork(mesh, 1, TrafficNode.BODIES), plan);
            LatencyHistogram packet = latency(new PacketNetwork(mesh, 1, TrafficNode.BODIES), plan);
            double mean = 100 * ((double) packet.sum() / flit.sum() - 1);
            double p99 = 100.0 * packet.percentile(990_000) / flit.percentile(990_000) - 100;
            System.out.printf(
                    "%d bytes, links %d %% busy: mean %.1f, %+.1f %%; 99th percentile %d, %+.0f %%%n",
                    bytes, percentOfLinks, (double) flit.sum() / flit.count(), mean, flit.percentile(990_000), p99);
            assertEquals(0, mean, 5, bytes + " bytes, mean");
            assertEquals(0, p99, 15, bytes + " bytes, 99th percentile");
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
