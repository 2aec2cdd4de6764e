package org.skerry.noc.mesh;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.skerry.noc.Packet;
import org.skerry.noc.TrafficNode;
import org.skerry.noc.TrafficRun;
import org.skerry.noc.VirtualNetwork;
import org.skerry.noc.topology.MeshSpec;
import org.skerry.sim.rng.RandomStream;
import org.skerry.sim.rng.RandomStreams;

/** An endpoint that shares its port with nobody, and is served as one of many, sends the same as one that has a port of its own. */
class LoneEndpointTest {
    private static final VirtualNetwork[] NETWORKS = VirtualNetwork.values();

    @ParameterizedTest(name = "one packet in {0} cycles, {1} partitions")
    @CsvSource({"1, 1", "3, 2", "10, 1"})
    void aPortOfItsOwnIsAPortSharedWithNobody(int gap, int partitions) {
        MeshSpec mesh = MeshSpec.of(4, 3, 1, 2);
        List<TrafficNode.Injection> plan = plan(gap, mesh.endpoints());
        assertEquals(digest(mesh, partitions, plan), digest(mesh.withSharedPort(true), partitions, plan));
    }

    private static List<TrafficNode.Injection> plan(int gap, int endpoints) {
        RandomStream random = new RandomStreams(gap).stream("plan", 0);
        List<TrafficNode.Injection> plan = new ArrayList<>();
        long cycle = 0;
        for (int id = 0; id < 3000; id++) {
            VirtualNetwork network = NETWORKS[random.nextInt(NETWORKS.length)];
            int bytes = 1 + random.nextInt(32 << random.nextInt(5));
            int source = random.nextInt(endpoints);
            plan.add(new TrafficNode.Injection(
                    cycle, new Packet(id, source, random.nextInt(endpoints), network, bytes, (long) id)));
            cycle += random.nextInt(2 * gap);
        }
        return plan;
    }

    private static String digest(MeshSpec mesh, int partitions, List<TrafficNode.Injection> plan) {
        MeshNetwork network = new MeshNetwork(mesh, partitions, TrafficNode.BODIES);
        try (TrafficRun run = new TrafficRun(network, plan, false)) {
            return run.toEnd().digest();
        }
    }
}
