package org.skerry.noc.mesh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.skerry.noc.Packet;
import org.skerry.noc.TrafficNode;
import org.skerry.noc.TrafficNode.Arrival;
import org.skerry.noc.TrafficNode.Injection;
import org.skerry.noc.TrafficRun;
import org.skerry.noc.VirtualNetwork;
import org.skerry.noc.router.RouterSpec;
import org.skerry.noc.router.VcChoice;
import org.skerry.noc.routing.DimensionOrder;
import org.skerry.noc.topology.Chiplets;
import org.skerry.noc.topology.MeshSpec;
import org.skerry.sim.rng.RandomStream;
import org.skerry.sim.rng.RandomStreams;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.trace.LinkLoad;

/** What must hold for meshes of any kind under heavy load: kinds drawn at random, by seed. */
class MeshLawsTest {
    private static final int SEEDS = 12;

    /** A mesh, a router and traffic that one seed stands for. */
    private static final class Case {
        final long seed;
        final MeshSpec mesh;
        final RouterSpec router;
        final DimensionOrder order;
        final List<Injection> plan = new ArrayList<>();

        Case(long seed, VcChoice choice) {
            this.seed = seed;
            RandomStream random = new RandomStreams(seed).stream("case", 0);
            int height = 4 + random.nextInt(3);
            int width = 1 + random.nextInt(5);
            int linkCycles = random.nextInt(4);
            mesh = new MeshSpec(
                    width,
                    height,
                    1 + random.nextInt(4),
                    random.nextInt(height + 1),
                    32,
                    1 + random.nextInt(5),
                    linkCycles,
                    1 + random.nextInt(2),
                    1 + random.nextInt(2),
                    random.nextInt(3),
                    // Chiplets of one router, of rows, of columns, or one chip.
                    new Chiplets(
                            random.nextInt(2) == 0 ? width : 1,
                            random.nextInt(2) == 0 ? height / (2 - height % 2) : 1,
                            linkCycles + 1 + random.nextInt(5),
                            1 + random.nextInt(4)),
                    false);
            RouterSpec base = RouterSpec.of(mesh);
            router = new RouterSpec(
                    1 + random.nextInt(4) * 5, // up to 16, which need more than one long for a router
                    1 + random.nextInt(9),
                    base.routingCycles(),
                    base.vcAllocationCycles(),
                    base.switchAllocationCycles(),
                    base.traversalCycles(),
                    1 + random.nextInt(5),
                    1 + random.nextInt(4),
                    choice);
            order = DimensionOrder.values()[random.nextInt(2)];
            for (long id = 0; id < 800; id++) {
                int destination = random.nextInt(3) == 0 ? random.nextInt(2) : random.nextInt(mesh.endpoints());
                int bytes = random.nextInt(4) == 0 ? 1 + random.nextInt(600) : 1 + random.nextInt(64);
                plan.add(new Injection(
                        random.nextInt(200),
                        new Packet(
                                id,
                                random.nextInt(mesh.endpoints()),
                                destination,
                                VirtualNetwork.values()[random.nextInt(3)],
                                bytes,
                                random.nextLong())));
            }
            plan.sort(Comparator.comparingLong(Injection::cycle));
        }

        MeshNetwork network(int partitions) {
            return new MeshNetwork(mesh, router, order, partitions, TrafficNode.BODIES);
        }

        /** Adds the flits of a packet to each link that it passes, by the coordinates of both ends. */
        void walk(Packet packet, Map<List<Integer>, Long> links) {
            int at = mesh.routerOf(packet.source());
            int to = mesh.routerOf(packet.destination());
            while (at != to) {
                int dx = Integer.signum(mesh.x(to) - mesh.x(at));
                int dy = Integer.signum(mesh.y(to) - mesh.y(at));
                boolean alongX = order == DimensionOrder.XY ? dx != 0 : dy == 0;
                int next = at + (alongX ? dx : dy * mesh.width());
                links.merge(
                        List.of(mesh.x(at), mesh.y(at), mesh.x(next), mesh.y(next)),
                        (long) mesh.flits(packet.bytes()),
                        Long::sum);
                at = next;
            }
        }

        TrafficRun run(MeshNetwork network) {
            return new TrafficRun(network, plan, false);
        }

        @Override
        public String toString() {
            return "seed " + seed + ": " + mesh + " " + router + " " + order;
        }
    }

    @Test
    void flitsAreConservedAndLinksAreCounted() {
        for (long seed = 1; seed <= SEEDS; seed++) {
            Case each = new Case(seed, seed % 2 == 0 ? VcChoice.ANY : VcChoice.BY_FLOW);
            try (TrafficRun run = each.run(each.network(2)).toEnd()) {
                long flits = 0;
                long flitHops = 0;
                for (Injection injection : each.plan) {
                    Packet packet = injection.packet();
                    flits += each.mesh.flits(packet.bytes());
                    flitHops += (long) each.mesh.flits(packet.bytes())
                            * each.mesh.hops(packet.source(), packet.destination());
                }
                assertEquals(each.plan.size(), run.arrivals().size(), each.toString());
                assertEquals(flits, run.statistics().value("network.flits"), each.toString());
                assertEquals(flitHops, run.statistics().value("network.linkFlits"), each.toString());
                assertEquals(flits + flitHops, run.statistics().value("network.routerFlits"), each.toString());
                assertEquals(0, run.statistics().value("network.bufferedFlits"), each.toString());
            }
        }
    }

    @Test
    void eachLinkCarriesTheFlitsOfTheRoutesOverItAndNoOthers() {
        for (long seed = 1; seed <= SEEDS; seed++) {
            Case each = new Case(seed, VcChoice.BY_FLOW);
            MeshNetwork network = each.network(2);
            try (TrafficRun run = each.run(network).toEnd()) {
                Map<List<Integer>, Long> expected = new HashMap<>();
                for (Injection injection : each.plan) {
                    each.walk(injection.packet(), expected);
                }
                for (LinkLoad link : network.links()) {
                    List<Integer> ends = List.of(link.fromX(), link.fromY(), link.toX(), link.toY());
                    Long flits = expected.remove(ends);
                    assertEquals(flits == null ? 0 : flits, link.flits(), link + " of " + each);
                }
                assertTrue(expected.isEmpty(), "links that are not listed: " + expected + " of " + each);
                assertEquals(each.plan.size(), run.arrivals().size(), each.toString());
            }
        }
    }

    @Test
    void creditsAndFlitsOfEveryBufferAreTogetherItsDepthInEveryCycle() {
        for (long seed = 1; seed <= SEEDS; seed++) {
            Case each = new Case(seed, seed % 2 == 0 ? VcChoice.ANY : VcChoice.BY_FLOW);
            MeshNetwork network = each.network(1);
            try (TrafficRun run = each.run(network)) {
                for (long cycle = 1; cycle < 400; cycle++) {
                    run.runTo(cycle);
                    network.checkCredits();
                }
                run.toEnd();
                network.checkCredits();
                assertEquals(0, network.packetsInFlight(), each.toString());
            }
        }
    }

    @Test
    void packetsOfAFlowKeepTheirOrderUnderLoad() {
        for (long seed = 1; seed <= SEEDS; seed++) {
            Case each = new Case(seed, VcChoice.BY_FLOW);
            Map<String, Long> sent = new HashMap<>();
            Map<Long, Long> places = new HashMap<>();
            each.plan.forEach(injection ->
                    places.put(injection.packet().id(), sent.merge(flow(injection.packet()), 1L, Long::sum)));
            Map<String, Long> came = new HashMap<>();
            try (TrafficRun run = each.run(each.network(1)).toEnd()) {
                for (Arrival arrival : run.arrivals()) {
                    long place = came.merge(flow(arrival.packet()), 1L, Long::sum);
                    assertEquals(place, places.get(arrival.packet().id()), each.toString());
                }
            }
        }
    }

    @Test
    void partitionsAndTickOrderChangeNothingForAnyKindOfMesh() {
        for (long seed = 1; seed <= SEEDS; seed++) {
            Case each = new Case(seed, seed % 2 == 0 ? VcChoice.ANY : VcChoice.BY_FLOW);
            String reference = digest(each, 1, false);
            assertEquals(reference, digest(each, 1, true), "reversed, " + each);
            assertEquals(reference, digest(each, 2, false), "2 partitions, " + each);
            assertEquals(reference, digest(each, 3, true), "3 partitions reversed, " + each);
            assertEquals(reference, digest(each, 4, false), "4 partitions, " + each);
        }
    }

    private static String digest(Case each, int partitions, boolean reversed) {
        try (TrafficRun run = new TrafficRun(each.network(partitions), each.plan, reversed).toEnd()) {
            return run.digest();
        }
    }

    @Test
    void aMeshInPiecesIsSavedAndRestoredAtAnyCycle() {
        for (long seed = 1; seed <= SEEDS; seed++) {
            Case each = new Case(seed, VcChoice.BY_FLOW);
            String whole = digest(each, 1, false);
            int partitions = 1 + (int) (seed % 4);
            long cycle = new RandomStreams(seed).stream("checkpoint", 0).nextInt(500);
            StateWriter saved = new StateWriter();
            try (TrafficRun run = each.run(each.network(partitions)).runTo(cycle)) {
                run.kernel().save(saved);
            }
            try (TrafficRun run = each.run(each.network(partitions))) {
                run.kernel().load(new StateReader(saved.toByteArray()));
                assertEquals(whole, run.toEnd().digest(), "saved at cycle " + cycle + ", " + each);
            }
        }
    }

    @Test
    void aHotSpotIsServedOneFlitACycleAndNothingDeadlocks() {
        for (int depth : new int[] {1, 2, 8}) {
            MeshSpec mesh = MeshSpec.of(4, 4, 2, 4);
            List<Injection> plan = new ArrayList<>();
            for (int id = 0; id < 36 * 12; id++) {
                VirtualNetwork network = VirtualNetwork.values()[id / 36 % 3];
                plan.add(new Injection(0, new Packet(id, id % 36, 5, network, 7 * 32, 0L)));
            }
            RouterSpec router = RouterSpec.of(mesh).withVcsPerVnet(1).withDepthFlits(depth);
            MeshNetwork network = new MeshNetwork(mesh, router, DimensionOrder.XY, 1, TrafficNode.BODIES);
            try (TrafficRun run = new TrafficRun(network, plan, false).toEnd()) {
                assertEquals(plan.size(), run.arrivals().size());
                long last = run.arrivals().get(plan.size() - 1).cycle();
                long flits = 7L * plan.size();
                assertTrue(last >= flits, "faster than its port: " + last);
                assertTrue(depth < 8 || last < flits * 11 / 10, "the port was idle: " + last + " for " + flits);
            }
        }
    }

    @Test
    void aVirtualNetworkThatIsJammedDoesNotHoldUpAnother() {
        // Everyone sends long requests to endpoint 0; one reply goes the same way in the middle of it.
        MeshSpec mesh = MeshSpec.of(4, 4, 1, 0);
        List<Injection> plan = new ArrayList<>();
        for (int id = 0; id < 16 * 40; id++) {
            plan.add(new Injection(0, new Packet(id, id % 16, 0, VirtualNetwork.REQUEST, 640, 0L)));
        }
        Packet reply = new Packet(9999, 15, 0, VirtualNetwork.REPLY, 32, 0L);
        plan.add(new Injection(1000, reply));
        // The node sends what was refused first, whatever the virtual network; so the endpoint of the reply sends no
        // requests.
        plan.removeIf(injection -> injection.packet().source() == 15 && injection.packet() != reply);
        MeshNetwork network = new MeshNetwork(mesh, 1, TrafficNode.BODIES);
        try (TrafficRun run = new TrafficRun(network, plan, false).toEnd()) {
            long requestsEnd = run.arrivals().get(plan.size() - 1).cycle();
            Arrival arrival = run.arrivals().stream()
                    .filter(each -> each.packet().equals(reply))
                    .findFirst()
                    .orElseThrow();
            long least = network.zeroLoadLatencyCycles(15, 0, 32);
            assertTrue(requestsEnd > 10_000, "jam until " + requestsEnd);
            // On each link it waits for its turn among the virtual channels of the other network, a few cycles.
            assertTrue(arrival.cycle() - 1000 < 3 * least, "took " + (arrival.cycle() - 1000) + ", alone " + least);
        }
    }

    private static String flow(Packet packet) {
        return packet.source() + ">" + packet.destination() + " " + packet.network();
    }
}
