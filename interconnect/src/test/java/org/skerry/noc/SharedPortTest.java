package org.skerry.noc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.skerry.noc.TrafficNode.Arrival;
import org.skerry.noc.TrafficNode.Injection;
import org.skerry.noc.ideal.IdealNetwork;
import org.skerry.noc.mesh.MeshNetwork;
import org.skerry.noc.packet.PacketNetwork;
import org.skerry.noc.router.RouterBlock;
import org.skerry.noc.router.RouterSpec;
import org.skerry.noc.topology.MeshCut;
import org.skerry.noc.topology.MeshSpec;
import org.skerry.noc.topology.SharedPort;
import org.skerry.sim.config.ConfigException;

/** What endpoints that share a port cost each other, and that they cost nobody else anything. */
class SharedPortTest {
    private static final int PER_TILE = 4;

    /** Tiles in a cross: the middle one has four neighbours, each one link away. */
    private static final MeshSpec MESH = MeshSpec.of(3, 3, PER_TILE, 0);

    private static final int MIDDLE = 4;
    private static final int[] AROUND = {1, 3, 5, 7};

    private static final RouterBlock ROUTERS = new RouterBlock(MESH, RouterSpec.of(MESH), new MeshCut(MESH, 1), 0);

    private static final int HEAD_WAIT = RouterSpec.of(MESH).headWaitCycles();
    private static final int[] APART_FROM = apart(true);
    private static final int[] APART_TO = apart(false);

    /** Flit by flit, and packet by packet. */
    static Stream<NetworkMaker> networks() {
        return Stream.of(MeshNetwork::new, PacketNetwork::new);
    }

    @ParameterizedTest
    @MethodSource("networks")
    void theLastOfSeveralPacketsFromATileIsLateByTheFlitsOfTheOthers(NetworkMaker maker) {
        for (int senders = 1; senders <= PER_TILE; senders++) {
            for (int flits : new int[] {1, 2, 5, 8}) {
                List<Injection> plan = new ArrayList<>();
                for (int i = 0; i < senders; i++) {
                    plan.add(new Injection(0, packet(i, PER_TILE * MIDDLE + i, APART_FROM[i], flits)));
                }
                boolean byFlits = maker.make(MESH, 1, TrafficNode.BODIES) instanceof MeshNetwork;
                assertEquals(
                        byFlits
                                ? SharedPort.lastDelayCycles(senders, flits, 1, HEAD_WAIT)
                                : SharedPort.lastDelayCycles(senders, flits),
                        lastDelay(maker, MESH.withSharedPort(true), plan),
                        senders + " senders of " + flits + " flits");
                assertEquals(0, lastDelay(maker, MESH, plan), "with a port each");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("networks")
    void theLastOfSeveralPacketsToATileIsLateByTheFlitsOfTheOthers(NetworkMaker maker) {
        for (int senders = 1; senders <= PER_TILE; senders++) {
            for (int flits : new int[] {1, 2, 5, 8}) {
                List<Injection> plan = new ArrayList<>();
                for (int i = 0; i < senders; i++) {
                    plan.add(new Injection(0, packet(i, APART_TO[i], PER_TILE * MIDDLE + i, flits)));
                }
                assertEquals(
                        SharedPort.lastDelayCycles(senders, flits),
                        lastDelay(maker, MESH.withSharedPort(true), plan),
                        senders + " senders of " + flits + " flits");
                assertEquals(0, lastDelay(maker, MESH, plan), "with a port each");
            }
        }
    }

    /** An endpoint of each tile around, such that its packets and those of the middle tile do not need the same virtual channels. */
    private static int[] apart(boolean from) {
        for (int choice = 0; choice < 256; choice++) {
            int[] chosen = new int[PER_TILE];
            long channels = 0;
            for (int i = 0; i < PER_TILE; i++) {
                chosen[i] = PER_TILE * AROUND[i] + (choice >> 2 * i & 3);
                int own = PER_TILE * MIDDLE + i;
                channels |= ROUTERS.allowedVcs(VirtualNetwork.REQUEST, from ? own : chosen[i], from ? chosen[i] : own);
            }
            if (Long.bitCount(channels) == PER_TILE) {
                return chosen;
            }
        }
        throw new AssertionError("no such endpoints");
    }

    private static Packet packet(long id, int source, int destination, int flits) {
        return new Packet(id, source, destination, VirtualNetwork.REQUEST, flits * MESH.flitBytes(), id);
    }

    /** Cycles that the last packet to arrive took more than with nothing else under way. */
    private static long lastDelay(NetworkMaker maker, MeshSpec mesh, List<Injection> plan) {
        Network network = maker.make(mesh, 1, TrafficNode.BODIES);
        try (TrafficRun run = new TrafficRun(network, plan, false).toEnd()) {
            long delay = 0;
            for (Arrival arrival : run.arrivals()) {
                Packet packet = arrival.packet();
                long alone = network.zeroLoadLatencyCycles(packet.source(), packet.destination(), packet.bytes());
                delay = Math.max(delay, arrival.cycle() - alone);
            }
            return delay;
        }
    }

    /** Everybody of a tile always has something: each gets its turn, however much the others have. */
    @ParameterizedTest
    @MethodSource("networks")
    void endpointsThatAlwaysHaveSomethingSendTheSame(NetworkMaker maker) {
        long cycles = 1600;
        List<Injection> plan = new ArrayList<>();
        for (int i = 0; i < PER_TILE; i++) {
            for (int n = 0; n < 1000; n++) {
                plan.add(new Injection(0, packet(plan.size(), PER_TILE * MIDDLE + i, APART_FROM[i], 1)));
            }
        }
        Network network = maker.make(MESH.withSharedPort(true), 1, TrafficNode.BODIES);
        try (TrafficRun run = new TrafficRun(network, plan, false).runTo(cycles)) {
            Map<Integer, Long> arrived = new TreeMap<>();
            run.arrivals().forEach(each -> arrived.merge(each.packet().source(), 1L, Long::sum));
            long alone = network.zeroLoadLatencyCycles(PER_TILE * MIDDLE, PER_TILE * AROUND[0], MESH.flitBytes());
            long expected = SharedPort.flitsOfEach(PER_TILE, cycles - alone);
            arrived.forEach((source, count) -> assertEquals(expected, count, 1, "endpoint " + source));
            assertEquals(PER_TILE, arrived.size());
        }
    }

    /** A neighbour that floods its port costs a victim in its tile a cycle a flit, and one in another tile, by other links, none. */
    @ParameterizedTest
    @MethodSource("networks")
    void aFloodIsFeltInItsTileAndNowhereElse(NetworkMaker maker) {
        List<Injection> flood = new ArrayList<>();
        for (int n = 0; n < 400; n++) {
            flood.add(new Injection(0, packet(1000 + n, PER_TILE * MIDDLE, PER_TILE * AROUND[0], 4)));
        }
        int inTheTile = PER_TILE * MIDDLE + 1;
        int elsewhere = PER_TILE * 6;
        int target = PER_TILE * AROUND[3];
        assertEquals(0, slowed(maker, MESH, flood, inTheTile, target), "with a port each");
        assertEquals(0, slowed(maker, MESH.withSharedPort(true), flood, elsewhere, target), "in another tile");
        long slowed = slowed(maker, MESH.withSharedPort(true), flood, inTheTile, target);
        assertTrue(slowed > 0, slowed + " cycles");
    }

    /** Cycles by which a flood delays twenty packets of a victim, all of them together. */
    private static long slowed(NetworkMaker maker, MeshSpec mesh, List<Injection> flood, int victim, int target) {
        List<Injection> own = new ArrayList<>();
        for (int n = 0; n < 20; n++) {
            own.add(new Injection(100 + 50L * n, packet(n, victim, target, 4)));
        }
        List<Injection> both = new ArrayList<>(flood);
        both.addAll(own);
        return arrivals(maker, mesh, both) - arrivals(maker, mesh, own);
    }

    private static long arrivals(NetworkMaker maker, MeshSpec mesh, List<Injection> plan) {
        try (TrafficRun run = new TrafficRun(maker.make(mesh, 1, TrafficNode.BODIES), plan, false).toEnd()) {
            return run.arrivals().stream()
                    .filter(each -> each.packet().id() < 1000)
                    .mapToLong(Arrival::cycle)
                    .sum();
        }
    }

    @Test
    void theIdealNetworkRefusesASharedPortByName() {
        assertTrue(assertThrows(
                        ConfigException.class, () -> new IdealNetwork(MESH.withSharedPort(true), 1, TrafficNode.BODIES))
                .getMessage()
                .contains("sharedPort"));
    }
}
