package org.skerry.noc.packet;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.skerry.noc.Packet;
import org.skerry.noc.TrafficNode;
import org.skerry.noc.TrafficNode.Injection;
import org.skerry.noc.TrafficRun;
import org.skerry.noc.VirtualNetwork;
import org.skerry.noc.topology.MeshSpec;
import org.skerry.sim.rng.RandomStream;
import org.skerry.sim.rng.RandomStreams;

/** A packet that is put off until another one has been sent sets out as if it had waited in its lane. */
class PacketSourcesTest {
    private static final MeshSpec MESH = MeshSpec.of(3, 3, 2, 0);

    /** Packets of few sources, one to four at once, of all virtual networks and up to several parts, so often that some meet others that wait. */
    @ParameterizedTest
    @ValueSource(ints = {2, 5, 20})
    void whatIsPutOffSetsOutAsFromALane(int meanCycles) {
        List<Injection> plan = new ArrayList<>();
        RandomStream random = new RandomStreams(5).stream("bursts", meanCycles);
        int endpoints = MESH.endpoints();
        for (long cycle = 1; plan.size() < 6000; cycle += random.nextInt(2 * meanCycles)) {
            int source = random.nextInt(endpoints);
            for (int left = 1 + random.nextInt(4); left > 0; left--) {
                VirtualNetwork network = VirtualNetwork.values()[random.nextInt(VirtualNetwork.values().length)];
                int bytes = 1 + random.nextInt(random.nextInt(4) == 0 ? 800 : 100);
                long id = plan.size();
                Packet packet = new Packet(id, source, random.nextInt(endpoints), network, bytes, id);
                plan.add(new Injection(cycle + random.nextInt(3), packet));
            }
        }
        plan.sort(Comparator.comparingLong(Injection::cycle));
        assertEquals(run(plan, false), run(plan, true));
    }

    private static String run(List<Injection> plan, boolean putsOff) {
        PacketNetwork network = new PacketNetwork(MESH, TrafficNode.BODIES, putsOff);
        try (TrafficRun run = new TrafficRun(network, plan, false).toEnd()) {
            assertEquals(plan.size(), run.arrivals().size());
            return run.digest() + run.arrivals();
        }
    }
}
