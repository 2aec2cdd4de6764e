package org.skerry.noc.survive;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.skerry.noc.Packet;
import org.skerry.noc.TrafficNode;
import org.skerry.noc.TrafficNode.Arrival;
import org.skerry.noc.TrafficNode.Injection;
import org.skerry.noc.TrafficRun;
import org.skerry.noc.VirtualNetwork;
import org.skerry.noc.fault.FaultEvent;
import org.skerry.noc.link.LinkErrors;
import org.skerry.noc.routing.Direction;
import org.skerry.noc.topology.MeshSpec;
import org.skerry.sim.rng.RandomStream;
import org.skerry.sim.rng.RandomStreams;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;

/** What a mesh promises while parts of it die, over seeds. */
class SurvivalLawsTest {
    private static final int DETECTION = 60;
    private static final MeshSpec MESH = MeshSpec.of(5, 4, 2, 2);
    private static final LinkErrors NOISY = new LinkErrors(0.02, 16, 0.02);

    /** A random plan of traffic, and of what breaks. */
    private record Case(long seed, List<Injection> plan, List<FaultEvent> events, Set<Integer> tiles) {
        static Case of(long seed) {
            RandomStream random = new RandomStreams(seed).stream("survival", 0);
            List<Injection> plan = new ArrayList<>();
            long cycle = 0;
            for (int id = 1; id <= 900; id++) {
                cycle += random.nextInt(3) == 0 ? random.nextInt(6) : 0;
                int bytes = random.nextInt(5) == 0 ? 1 + random.nextInt(600) : 1 + random.nextInt(40);
                VirtualNetwork network = VirtualNetwork.values()[random.nextInt(3)];
                plan.add(new Injection(
                        cycle, new Packet(id, random.nextInt(42), random.nextInt(42), network, 0, bytes, (long) id)));
            }
            List<FaultEvent> events = new ArrayList<>();
            Set<Integer> tiles = new TreeSet<>();
            Set<Integer> routers = new TreeSet<>();
            for (int i = 0; i < 5; i++) {
                long when = random.nextInt(700);
                int router = random.nextInt(20);
                if (random.nextInt(2) == 0) {
                    int direction = router % 5 < 4 ? Direction.EAST : Direction.WEST;
                    events.add(new FaultEvent(when, FaultEvent.Kind.LINK, router * Direction.COUNT + direction));
                } else if (routers.add(router)) {
                    events.add(new FaultEvent(when, FaultEvent.Kind.ROUTER, router));
                    if (random.nextInt(2) == 0) {
                        tiles.add(router);
                    }
                }
            }
            events.sort(Comparator.comparingLong(FaultEvent::cycle));
            return new Case(seed, plan, events, tiles);
        }

        SurvivingNetwork network(boolean around, LinkErrors errors) {
            SurvivingNetwork network = new SurvivingNetwork(
                    MESH, TrafficNode.BODIES, errors, around, DETECTION, seed, new NumberNotices());
            network.suffer(events, tiles);
            return network;
        }

        boolean died(int endpoint) {
            return endpoint < MESH.tileEndpoints() && tiles.contains(MESH.routerOf(endpoint));
        }
    }

    private static void check(Case each, boolean around, LinkErrors errors) {
        SurvivingNetwork network = each.network(around, errors);
        try (TrafficRun run = new TrafficRun(network, each.plan(), false).toEnd()) {
            Map<Long, Integer> delivered = new HashMap<>();
            Set<Long> returned = new HashSet<>();
            Map<String, Long> last = new HashMap<>();
            for (Arrival arrival : run.arrivals()) {
                Packet packet = arrival.packet();
                long body = (Long) packet.body();
                if (body > 0) {
                    delivered.merge(body, 1, Integer::sum);
                    String flow = packet.source() + ">" + packet.destination() + " " + packet.network();
                    Long before = last.put(flow, body);
                    assertTrue(before == null || before < body, flow + " out of order, seed " + each.seed());
                } else if (body > NumberNotices.GONE) {
                    assertTrue(returned.add(-1 - body), "returned twice, seed " + each.seed());
                }
            }
            for (Injection injection : each.plan()) {
                Packet packet = injection.packet();
                String what = packet + ", seed " + each.seed();
                int times = delivered.getOrDefault(packet.id(), 0);
                boolean back = returned.contains(packet.id());
                assertTrue(times <= 1, "doubled: " + what);
                if (each.died(packet.source()) || each.died(packet.destination())) {
                    continue;
                }
                if (network.reaches(packet.source(), packet.destination())) {
                    assertEquals(1, times, "lost: " + what);
                    assertTrue(!back, "returned though it has a way: " + what);
                } else {
                    assertTrue(times == 1 || back, "neither delivered nor returned: " + what);
                }
            }
            assertEquals(0, network.packetsInFlight(), "seed " + each.seed());
        }
    }

    @Test
    void whatHasAWayIsDeliveredOnceAndInOrderAndTheRestGoesBack() {
        for (long seed = 1; seed <= 25; seed++) {
            check(Case.of(seed), true, LinkErrors.NONE);
        }
    }

    @Test
    void soItIsOverLinksThatLoseAndSpoilFlits() {
        for (long seed = 1; seed <= 10; seed++) {
            check(Case.of(seed), true, NOISY);
        }
    }

    @Test
    void soItIsWithoutDetoursForPairsWhoseWayIsWhole() {
        for (long seed = 1; seed <= 10; seed++) {
            check(Case.of(seed), false, LinkErrors.NONE);
        }
    }

    @Test
    void detoursReachWhateverAnyPathReaches() {
        for (long seed = 1; seed <= 25; seed++) {
            Case each = Case.of(seed);
            SurvivingNetwork network = each.network(true, LinkErrors.NONE);
            try (TrafficRun run = new TrafficRun(network, each.plan(), false).toEnd()) {
                boolean[] dead = new boolean[MESH.routers()];
                Set<String> cut = new HashSet<>();
                for (FaultEvent event : each.events()) {
                    if (event.kind() == FaultEvent.Kind.ROUTER) {
                        dead[event.place()] = true;
                    } else {
                        int router = event.place() / Direction.COUNT;
                        int other = router + Direction.dx(event.place() % Direction.COUNT);
                        cut.add(router + "-" + other);
                        cut.add(other + "-" + router);
                    }
                }
                for (int from = 0; from < MESH.routers(); from++) {
                    Set<Integer> seen = new TreeSet<>();
                    flood(from, dead, cut, seen);
                    for (int to = 0; to < MESH.routers(); to++) {
                        assertEquals(
                                seen.contains(to),
                                network.reaches(from * 2, to * 2),
                                from + " to " + to + ", seed " + seed);
                    }
                }
            }
        }
    }

    private static void flood(int at, boolean[] dead, Set<String> cut, Set<Integer> seen) {
        if (dead[at] || !seen.add(at)) {
            return;
        }
        for (int direction = 0; direction < Direction.COUNT; direction++) {
            int x = at % 5 + Direction.dx(direction);
            int y = at / 5 + Direction.dy(direction);
            if (x >= 0 && x < 5 && y >= 0 && y < 4 && !cut.contains(at + "-" + (y * 5 + x))) {
                flood(y * 5 + x, dead, cut, seen);
            }
        }
    }

    @Test
    void aRestoredNetworkGoesOnAsTheUninterruptedOneDoes() {
        RandomStream random = new RandomStreams(5).stream("checkpoints", 0);
        for (long seed = 1; seed <= 6; seed++) {
            Case each = Case.of(seed);
            String whole;
            try (TrafficRun run = new TrafficRun(each.network(true, NOISY), each.plan(), false).toEnd()) {
                whole = run.digest();
            }
            for (int i = 0; i < 5; i++) {
                long cycle = random.nextInt(900);
                StateWriter saved = new StateWriter();
                try (TrafficRun run = new TrafficRun(each.network(true, NOISY), each.plan(), false)) {
                    run.runTo(cycle).kernel().save(saved);
                }
                try (TrafficRun run = new TrafficRun(each.network(true, NOISY), each.plan(), false)) {
                    run.kernel().load(new StateReader(saved.toByteArray()));
                    StateWriter again = new StateWriter();
                    run.kernel().save(again);
                    assertArrayEquals(saved.toByteArray(), again.toByteArray(), "seed " + seed + ", cycle " + cycle);
                    assertEquals(whole, run.toEnd().digest(), "seed " + seed + ", cycle " + cycle);
                }
            }
        }
    }

    @Test
    void noiseCostsTimeAndIsCounted() {
        List<Injection> plan = Case.of(3).plan();
        Case quiet = new Case(3, plan, List.of(), Set.of());
        try (TrafficRun run = new TrafficRun(quiet.network(true, LinkErrors.NONE), plan, false).toEnd();
                TrafficRun noisy = new TrafficRun(quiet.network(true, NOISY), plan, false).toEnd()) {
            assertEquals(0, run.statistics().value("network.faults.flitsAgain"));
            assertTrue(noisy.statistics().value("network.faults.flitsAgain") > 0);
            assertTrue(noisy.statistics().value("network.faults.flitsVanished") > 0);
            assertTrue(noisy.statistics().histogram("network.latency").sum()
                    > run.statistics().histogram("network.latency").sum());
        }
    }

    @Test
    void whatPassesTheCheckSpoiltArrivesSpoilt() {
        List<Injection> plan = Case.of(4).plan();
        Case quiet = new Case(4, plan, List.of(), Set.of());
        LinkErrors unchecked = new LinkErrors(0.01, 0, 0);
        try (TrafficRun run = new TrafficRun(quiet.network(true, unchecked), plan, false).toEnd()) {
            long spoilt = run.arrivals().stream()
                    .filter(arrival -> (Long) arrival.packet().body() < 0)
                    .count();
            assertEquals(plan.size(), run.arrivals().size());
            assertTrue(spoilt > 0 && spoilt <= run.statistics().value("network.faults.flitsUnnoticed"));
        }
    }
}
