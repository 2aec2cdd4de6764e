package org.skerry.noc.mesh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.skerry.noc.Packet;
import org.skerry.noc.TrafficNode;
import org.skerry.noc.TrafficNode.Injection;
import org.skerry.noc.TrafficRun;
import org.skerry.noc.VirtualNetwork;
import org.skerry.noc.router.RouterBlock;
import org.skerry.noc.router.RouterSpec;
import org.skerry.noc.routing.DimensionOrder;
import org.skerry.noc.topology.MeshCut;
import org.skerry.noc.topology.MeshSpec;
import org.skerry.sim.rng.RandomStream;
import org.skerry.sim.rng.RandomStreams;

/** Meshes that look at what is needed soon, because their state is more than the caches of the host hold. */
class LargeMeshTest {
    private static final int SIDE = 24;
    private static final int PACKETS = 6000;
    private static final int CYCLES = 150; // in which they set out: many at once in all parts of the mesh

    private final MeshSpec mesh = MeshSpec.of(SIDE, SIDE, 2, 0);
    private final RouterSpec router = RouterSpec.of(mesh);

    private List<Injection> plan(long seed) {
        RandomStream random = new RandomStreams(seed).stream("large", 0);
        List<Injection> plan = new ArrayList<>();
        for (long id = 0; id < PACKETS; id++) {
            int source = random.nextInt(mesh.endpoints());
            int destination = random.nextInt(3) == 0
                    ? random.nextInt(mesh.endpoints())
                    : Math.min(mesh.endpoints() - 1, source + random.nextInt(4));
            VirtualNetwork network = VirtualNetwork.values()[random.nextInt(3)];
            int bytes = 1 + random.nextInt(160);
            plan.add(new Injection(
                    random.nextInt(CYCLES), new Packet(id, source, destination, network, bytes, random.nextLong())));
        }
        plan.sort(Comparator.comparingLong(Injection::cycle));
        return plan;
    }

    private String digest(int partitions, List<Injection> plan) {
        MeshNetwork network = new MeshNetwork(mesh, router, DimensionOrder.XY, partitions, TrafficNode.BODIES);
        try (TrafficRun run = new TrafficRun(network, plan, false).toEnd()) {
            assertEquals(PACKETS, run.arrivals().size());
            return run.digest();
        }
    }

    private boolean isLarge(int partitions) {
        return new RouterBlock(mesh, router, new MeshCut(mesh, partitions), 0).isLarge();
    }

    @Test
    void lookingAheadChangesNothing() {
        assertTrue(isLarge(1));
        assertFalse(isLarge(4));
        for (long seed = 1; seed <= 2; seed++) {
            List<Injection> plan = plan(seed);
            assertEquals(digest(4, plan), digest(1, plan), "seed " + seed);
        }
    }
}
