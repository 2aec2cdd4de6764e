package org.skerry.noc.ideal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.skerry.noc.Network;
import org.skerry.noc.NetworkContractTest;
import org.skerry.noc.Packet;
import org.skerry.noc.TrafficNode;
import org.skerry.noc.TrafficNode.Arrival;
import org.skerry.noc.TrafficNode.Injection;
import org.skerry.noc.TrafficRun;
import org.skerry.noc.VirtualNetwork;
import org.skerry.noc.topology.MeshSpec;
import org.skerry.sim.state.Codec;

/** The ideal network obeys the law book; and what its two ports add to the closed form. */
class IdealNetworkTest extends NetworkContractTest {
    @Override
    protected Network network(int partitions, Codec<Object> bodies) {
        return new IdealNetwork(MeshSpec.of(3, 5, 2, 2), partitions, bodies);
    }

    @Test
    void anInjectionPortSendsOneFlitACycle() {
        // Ten packets of 4 flits handed over at once to ten destinations of which none is far from the others.
        List<Injection> plan = IntStream.range(0, 10)
                .mapToObj(id -> new Injection(0, new Packet(id, 0, 10 + id, VirtualNetwork.REQUEST, 128, 0L)))
                .toList();
        try (TrafficRun run = run(plan)) {
            for (Arrival arrival : run.arrivals()) {
                long id = arrival.packet().id();
                assertEquals(latency(0, 10 + (int) id, 128) + 4 * id, arrival.cycle());
            }
        }
    }

    @Test
    void anEjectionPortTakesOneFlitACycle() {
        // Both endpoints of router 1 send 4 flits to endpoint 0 at once; the one with the lower number is first.
        List<Injection> plan = List.of(
                new Injection(0, new Packet(0, 3, 0, VirtualNetwork.REQUEST, 128, 0L)),
                new Injection(0, new Packet(1, 2, 0, VirtualNetwork.REQUEST, 128, 0L)));
        try (TrafficRun run = run(plan)) {
            assertEquals(
                    List.of(latency(2, 0, 128), latency(2, 0, 128) + 4),
                    run.arrivals().stream().map(Arrival::cycle).toList());
            assertEquals(2, run.arrivals().get(0).packet().source());
        }
    }

    @Test
    void linksAreNeverContendedFor() {
        // All packets pass the link from router 1 to router 2 at the same time.
        List<Injection> plan = List.of(
                new Injection(0, new Packet(0, 0, 4, VirtualNetwork.REQUEST, 640, 0L)),
                new Injection(0, new Packet(1, 1, 5, VirtualNetwork.REQUEST, 640, 0L)),
                new Injection(4, new Packet(2, 2, 10, VirtualNetwork.REQUEST, 640, 0L)));
        try (TrafficRun run = run(plan)) {
            for (Arrival arrival : run.arrivals()) {
                Packet packet = arrival.packet();
                assertEquals(
                        plan.get((int) packet.id()).cycle() + latency(packet.source(), packet.destination(), 640),
                        arrival.cycle());
            }
        }
    }

    @Test
    void flitsAreThoseOfTheClosedForm() {
        List<Injection> plan = List.of(
                new Injection(0, new Packet(0, 0, 4, VirtualNetwork.REQUEST, 640, 0L)), // 20 flits over 2 links
                new Injection(7, new Packet(1, 0, 1, VirtualNetwork.REPLY, 33, 0L))); // 2 flits within a tile
        try (TrafficRun run = run(plan)) {
            assertEquals(22, run.statistics().value("network.flits"));
            assertEquals(40, run.statistics().value("network.linkFlits"));
            assertEquals(62, run.statistics().value("network.routerFlits"));
        }
    }

    @Test
    void aPortIsOpenedOnceAndByOnePartition() {
        IdealNetwork network = new IdealNetwork(MeshSpec.of(3, 5, 2, 2), 5, TrafficNode.BODIES);
        new TrafficNode(network, 0, 6, List.of());
        assertThrows(IllegalStateException.class, () -> new TrafficNode(network, 5, 1, List.of()));
        assertThrows(IllegalArgumentException.class, () -> new TrafficNode(network, 6, 7, List.of()));
    }

    private TrafficRun run(List<Injection> plan) {
        return new TrafficRun(network(1, TrafficNode.BODIES), plan, false).toEnd();
    }

    private long latency(int source, int destination, int bytes) {
        return network(1, TrafficNode.BODIES).zeroLoadLatencyCycles(source, destination, bytes);
    }
}
