package org.skerry.noc.ni;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.skerry.noc.Packet;
import org.skerry.noc.TrafficNode;
import org.skerry.noc.VirtualNetwork;
import org.skerry.noc.topology.MeshSpec;
import org.skerry.sim.kernel.Component;
import org.skerry.sim.rng.RandomStream;
import org.skerry.sim.rng.RandomStreams;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;

/** Ports that send news to who was refused take and refuse the same, and tell the same, as ports that are told of every place. */
class PortNewsTest {
    private static final VirtualNetwork[] NETWORKS = VirtualNetwork.values();
    private static final int FIRST = 2;
    private static final int COUNT = 3;
    private static final int DOMAINS = 2;

    /** A packet has left its queue, of which its port hears at a cycle. */
    private record News(long cycle, int domain, int endpoint, int network) {}

    /** A port that counts its places and hears of every one that is free again. */
    private static final class TalkativePorts {
        private final int[][][] places = new int[DOMAINS][FIRST + COUNT][NETWORKS.length];
        private final boolean[][][] refused = new boolean[DOMAINS][FIRST + COUNT][NETWORKS.length];
        private final List<News> news = new ArrayList<>(); // in order of cycle, domain, endpoint

        TalkativePorts(int most) {
            for (int[][] domain : places) {
                for (int[] endpoint : domain) {
                    Arrays.fill(endpoint, most);
                }
            }
        }

        boolean inject(int domain, int endpoint, int network) {
            if (places[domain][endpoint][network] == 0) {
                refused[domain][endpoint][network] = true;
                return false;
            }
            places[domain][endpoint][network]--;
            return true;
        }

        int pollSpace(long cycle) {
            while (!news.isEmpty() && news.get(0).cycle == cycle) {
                News gone = news.remove(0);
                places[gone.domain][gone.endpoint][gone.network]++;
                if (refused[gone.domain][gone.endpoint][gone.network]) {
                    refused[gone.domain][gone.endpoint][gone.network] = false;
                    return gone.endpoint;
                }
            }
            return -1;
        }
    }

    private static final class Owner implements Component {
        @Override
        public String name() {
            return "owner";
        }

        @Override
        public long tick(long cycle) {
            return IDLE;
        }

        @Override
        public void save(StateWriter out) {}

        @Override
        public void load(StateReader in) {}
    }

    @ParameterizedTest(name = "{0} places, {1} cycles to the router")
    @CsvSource({"1, 1", "2, 1", "8, 1", "1, 3", "3, 5"})
    void theSameIsTakenRefusedAndTold(int most, int injectionCycles) {
        MeshSpec mesh = new MeshSpec(2, 2, 2, 0, 32, 3, 1, injectionCycles, 1);
        RandomStream random = new RandomStreams(most).stream("news", injectionCycles);
        MeshPorts ports =
                new MeshPorts(new Owner(), FIRST, COUNT, mesh, most, DOMAINS, Packet.codec(TrafficNode.BODIES));
        TalkativePorts expected = new TalkativePorts(most);
        List<Packet> queued = new ArrayList<>(); // in queues of sources
        int told = 0;
        int early = 0;
        for (long cycle = 1; cycle < 20_000; cycle++) {
            early += inject(cycle, random, ports, expected); // before it asks
            for (int endpoint = expected.pollSpace(cycle); endpoint >= 0; endpoint = expected.pollSpace(cycle)) {
                assertEquals(endpoint, ports.pollSpace(cycle), "cycle " + cycle);
                told++;
            }
            assertEquals(-1, ports.pollSpace(cycle), "cycle " + cycle);
            inject(cycle, random, ports, expected);
            while (ports.hasPacket(cycle)) {
                queued.add(ports.take(cycle));
            }
            for (int domain = 0; domain < DOMAINS; domain++) {
                for (int endpoint = FIRST; endpoint < FIRST + COUNT; endpoint++) {
                    leave(cycle, injectionCycles, domain, endpoint, random, queued, ports, expected);
                }
            }
        }
        assertTrue(told > 500 && early > 500, told + " times told, " + early + " refused before it asked");
    }

    /** Tries some packets, and returns how many were refused. */
    private static int inject(long cycle, RandomStream random, MeshPorts ports, TalkativePorts expected) {
        int refused = 0;
        for (int tries = random.nextInt(4); tries > 0; tries--) {
            int domain = random.nextInt(DOMAINS);
            int endpoint = FIRST + random.nextInt(COUNT);
            int network = random.nextInt(NETWORKS.length);
            Packet packet = new Packet(cycle, endpoint, 0, NETWORKS[network], domain, 32, 0L);
            boolean taken = expected.inject(domain, endpoint, network);
            assertEquals(taken, ports.inject(cycle, packet), "cycle " + cycle + ": " + packet);
            refused += taken ? 0 : 1;
        }
        return refused;
    }

    /** A packet of an endpoint, if it has any, may leave its queue: at most one a cycle and domain. */
    private static void leave(
            long cycle,
            int injectionCycles,
            int domain,
            int endpoint,
            RandomStream random,
            List<Packet> queued,
            MeshPorts ports,
            TalkativePorts expected) {
        if (random.nextInt(6) != 0) {
            return;
        }
        for (Packet packet : queued) {
            if (packet.domain() == domain && packet.source() == endpoint) {
                queued.remove(packet);
                ports.departed(cycle, packet);
                int network = packet.network().ordinal();
                expected.news.add(new News(cycle + injectionCycles, domain, endpoint, network));
                return;
            }
        }
    }
}
