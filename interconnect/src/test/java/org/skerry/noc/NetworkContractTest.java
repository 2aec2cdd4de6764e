package org.skerry.noc;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.skerry.noc.TrafficNode.Arrival;
import org.skerry.noc.TrafficNode.Injection;
import org.skerry.sim.rng.RandomStream;
import org.skerry.sim.rng.RandomStreams;
import org.skerry.sim.state.Codec;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;

/** The law book of networks. A network subclasses it in a few lines. */
public abstract class NetworkContractTest {
    private static final int SEEDS = 6;

    /** A fresh network of 12 to 100 endpoints on at least 4 rows, cut into at most so many partitions. */
    protected abstract Network network(int partitions, Codec<Object> bodies);

    /** What a packet takes that is handed over at {@code cycle} with nothing else under way. */
    protected long zeroLoad(Network network, long cycle, Packet packet) {
        return network.zeroLoadLatencyCycles(packet.source(), packet.destination(), packet.bytes());
    }

    /** Domain of all that an endpoint sends. */
    protected int domainOf(int endpoint) {
        return 0;
    }

    /** Cycles by which a packet must be handed over later for anything to happen later; more than one where it enters in slots. */
    protected int noticedAfterCycles() {
        return 1;
    }

    private Network network(int partitions) {
        return network(partitions, TrafficNode.BODIES);
    }

    @Test
    public void everyPairAndSizeTakesItsClosedFormWhenNothingElseIsUnderWay() {
        int endpoints = network(1).endpoints();
        List<Injection> plan = new ArrayList<>();
        long cycle = 3;
        for (int source = 0; source < endpoints; source++) {
            for (int destination = 0; destination < endpoints; destination++) {
                for (int bytes : new int[] {1, 64, 1000}) {
                    plan.add(new Injection(cycle, packet(plan.size(), source, destination, bytes)));
                    cycle += 1000;
                }
            }
        }
        try (TrafficRun run = new TrafficRun(network(1), plan, false).toEnd()) {
            assertEquals(plan.size(), run.arrivals().size());
            for (Arrival arrival : run.arrivals()) {
                Packet packet = arrival.packet();
                long sent = plan.get((int) packet.id()).cycle();
                assertEquals(zeroLoad(run.network, sent, packet), arrival.cycle() - sent, packet.toString());
            }
        }
    }

    @Test
    public void nothingIsLostDoubledOrChanged() {
        for (long seed = 1; seed <= SEEDS; seed++) {
            List<Injection> plan = load(seed, 600);
            try (TrafficRun run = new TrafficRun(network(1), plan, false).toEnd()) {
                Set<Packet> sent = new HashSet<>();
                plan.forEach(injection -> sent.add(injection.packet()));
                Set<Packet> arrived = new HashSet<>();
                run.arrivals().forEach(arrival -> arrived.add(arrival.packet()));
                assertEquals(plan.size(), run.arrivals().size(), "packets, seed " + seed);
                assertEquals(sent, arrived, "seed " + seed);
            }
        }
    }

    @Test
    public void orderIsKeptForEachSourceDestinationAndVirtualNetwork() {
        for (long seed = 1; seed <= SEEDS; seed++) {
            try (TrafficRun run = new TrafficRun(network(1), load(seed, 600), false).toEnd()) {
                Map<String, Long> last = new HashMap<>();
                for (Arrival arrival : run.arrivals()) {
                    Packet packet = arrival.packet();
                    String flow = packet.source() + ">" + packet.destination() + " " + packet.network();
                    Long before = last.put(flow, packet.id());
                    assertTrue(before == null || before < packet.id(), flow + " out of order, seed " + seed);
                }
            }
        }
    }

    @Test
    public void noPacketIsFasterThanItsClosedForm() {
        List<Injection> plan = load(3, 600);
        try (TrafficRun run = new TrafficRun(network(1), plan, false).toEnd()) {
            Map<Long, Long> sent = new HashMap<>();
            plan.forEach(injection -> sent.put(injection.packet().id(), injection.cycle()));
            for (Arrival arrival : run.arrivals()) {
                Packet packet = arrival.packet();
                long least = zeroLoad(run.network, sent.get(packet.id()), packet);
                assertTrue(arrival.cycle() - sent.get(packet.id()) >= least, packet.toString());
            }
        }
    }

    /** Energy is worked out from these, so that the choice of a network must not silence any. */
    @Test
    public void flitsAreCountedWhereTheyEnterOnLinksAndInRouters() {
        List<Injection> plan = load(2, 600);
        try (TrafficRun run = new TrafficRun(network(1), plan, false).toEnd()) {
            long least = 0;
            long leastOnLinks = 0;
            for (Injection injection : plan) {
                Packet packet = injection.packet();
                least += 1;
                leastOnLinks += run.network.hops(packet.source(), packet.destination());
            }
            long flits = run.statistics().value("network.flits");
            long onLinks = run.statistics().value("network.linkFlits");
            assertTrue(flits >= least && onLinks >= leastOnLinks, flits + " flits, " + onLinks + " on links");
            assertEquals(flits + onLinks, run.statistics().value("network.routerFlits"));
        }
    }

    @Test
    public void afterTheLastArrivalNothingIsUnderWay() {
        try (TrafficRun run = new TrafficRun(network(1), load(1, 200), false)) {
            run.kernel.run(150);
            assertTrue(run.network.packetsInFlight() > 0);
            run.toEnd();
            assertEquals(0, run.network.packetsInFlight());
        }
    }

    @Test
    public void partitionsAndTickOrderChangeNothing() {
        for (long seed = 1; seed <= 3; seed++) {
            String reference = digest(1, seed, false);
            assertEquals(reference, digest(1, seed, true), "reversed, seed " + seed);
            assertEquals(reference, digest(2, seed, false), "2 partitions, seed " + seed);
            assertEquals(reference, digest(4, seed, true), "4 partitions reversed, seed " + seed);
            assertNotEquals(reference, digest(1, seed + 100, false));
        }
    }

    @Test
    public void itCanBeCut() {
        assertEquals(mostPartitions(), network(4).partitions());
    }

    /** Partitions if four are asked for. */
    protected int mostPartitions() {
        return 4;
    }

    @Test
    public void aPacketThatIsSentACycleLaterOrIsAByteLongerChangesTheDigest() {
        List<Injection> plan = load(1, 50);
        Injection changed = plan.get(20);
        List<Injection> late = new ArrayList<>(plan);
        late.set(20, new Injection(changed.cycle() + noticedAfterCycles(), changed.packet()));
        late.sort(Comparator.comparingLong(Injection::cycle));
        List<Injection> longer = new ArrayList<>(plan);
        Packet packet = changed.packet();
        longer.set(
                20,
                new Injection(
                        changed.cycle(),
                        new Packet(
                                packet.id(),
                                packet.source(),
                                packet.destination(),
                                packet.network(),
                                packet.domain(),
                                packet.bytes() + 1,
                                packet.body())));
        assertNotEquals(digest(1, plan, false), digest(1, late, false));
        assertNotEquals(digest(1, plan, false), digest(1, longer, false));
    }

    @Test
    public void aRestoredNetworkDeliversWhatTheUninterruptedOneDoes() {
        RandomStream random = new RandomStreams(9).stream("checkpoints", 0);
        List<Injection> plan = load(2, 300);
        String whole = digest(1, plan, false);
        for (int i = 0; i < 20; i++) {
            long cycle = random.nextInt(700);
            StateWriter saved = new StateWriter();
            try (TrafficRun run = new TrafficRun(network(1), plan, false)) {
                run.kernel.run(cycle);
                run.kernel.save(saved);
            }
            try (TrafficRun run = new TrafficRun(network(1), plan, false)) {
                run.kernel.load(new StateReader(saved.toByteArray()));
                StateWriter again = new StateWriter();
                run.kernel.save(again);
                assertArrayEquals(saved.toByteArray(), again.toByteArray(), "saved at cycle " + cycle);
                assertEquals(whole, run.toEnd().digest(), "saved at cycle " + cycle);
            }
        }
    }

    @Test
    public void countersAndObserverAgreeWithWhatArrived() {
        List<Injection> plan = load(4, 300);
        AtomicLong injected = new AtomicLong();
        AtomicLong latency = new AtomicLong();
        Network network = network(1);
        network.observe(new NetworkObserver() {
            @Override
            public void onInjected(long cycle, Packet packet) {
                injected.incrementAndGet();
            }

            @Override
            public void onDelivered(long cycle, Packet packet, long latencyCycles) {
                latency.addAndGet(latencyCycles);
            }
        });
        try (TrafficRun run = new TrafficRun(network, plan, false).toEnd()) {
            assertEquals(plan.size(), injected.get());
            assertEquals(plan.size(), run.statistics().value("network.packets"));
            assertEquals(
                    plan.stream().mapToLong(each -> each.packet().bytes()).sum(),
                    run.statistics().value("network.packetBytes"));
            assertEquals(
                    plan.stream()
                            .mapToLong(each -> network.hops(
                                    each.packet().source(), each.packet().destination()))
                            .sum(),
                    run.statistics().value("network.hops"));
            assertEquals(
                    latency.get(), run.statistics().histogram("network.latency").sum());
        }
    }

    private String digest(int partitions, long seed, boolean reversed) {
        return digest(partitions, load(seed, 300), reversed);
    }

    private String digest(int partitions, List<Injection> plan, boolean reversed) {
        try (TrafficRun run = new TrafficRun(network(partitions), plan, reversed).toEnd()) {
            return run.digest();
        }
    }

    /** Uniform traffic with bursts, small and large packets on all virtual networks, for some 600 cycles. */
    private List<Injection> load(long seed, int packets) {
        int endpoints = network(1).endpoints();
        RandomStream random = new RandomStreams(seed).stream("traffic", 0);
        List<Injection> plan = new ArrayList<>();
        long cycle = 0;
        for (int id = 0; id < packets; id++) {
            cycle += random.nextInt(4) == 0 ? random.nextInt(8) : 0;
            int bytes = random.nextInt(5) == 0 ? 1 + random.nextInt(600) : 1 + random.nextInt(40);
            VirtualNetwork network = VirtualNetwork.values()[random.nextInt(3)];
            // Every fourth packet goes to one of two endpoints, so that some ports are contended for.
            int destination = random.nextInt(4) == 0 ? random.nextInt(2) : random.nextInt(endpoints);
            int source = random.nextInt(endpoints);
            plan.add(new Injection(
                    cycle, new Packet(id, source, destination, network, domainOf(source), bytes, random.nextLong())));
        }
        return plan;
    }

    private Packet packet(long id, int source, int destination, int bytes) {
        return new Packet(id, source, destination, VirtualNetwork.REQUEST, domainOf(source), bytes, id * 7);
    }
}
