package org.skerry.noc.mesh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
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

/** Each pair of endpoints and packets of 1 to 20 flits, alone in the mesh, for routers of many kinds. */
class ZeroLoadTest {
    private static final int MOST_FLITS = 20;
    private static final int GAP_CYCLES = 2000;

    @Test
    void everyPairAndSizeTakesTheClosedFormOfTheIdealMeshIfBuffersFillTheLinks() {
        for (int routerCycles = 1; routerCycles <= 6; routerCycles++) {
            MeshSpec mesh = new MeshSpec(3, 2, 2, 2, 32, routerCycles, 1 + routerCycles % 3, 1 + routerCycles % 2, 1);
            RouterSpec spec = RouterSpec.of(mesh);
            check(mesh, spec.withDepthFlits(spec.vcDepthFlits() + 2), true);
        }
    }

    @Test
    void everyPairAndSizeTakesItsOwnClosedFormIfBuffersAreShallow() {
        for (int depth = 1; depth <= 7; depth++) {
            MeshSpec mesh = new MeshSpec(4, 1, 1, 1, 32, 3, 1, 2, 1);
            check(mesh, RouterSpec.of(mesh).withDepthFlits(depth), false);
        }
    }

    @Test
    void everyStageMayTakeItsTime() {
        int[][] stages = {
            {0, 0, 1, 0}, {0, 1, 1, 0}, {1, 1, 1, 1}, {2, 2, 2, 2}, {0, 3, 1, 0}, {3, 0, 2, 1}, {0, 1, 4, 2}
        };
        for (int[] each : stages) {
            int sum = each[0] + each[1] + each[2] + each[3];
            MeshSpec mesh = new MeshSpec(2, 2, 1, 0, 32, sum, 1, 1, 2);
            for (int depth : new int[] {3, 24}) {
                RouterSpec spec =
                        new RouterSpec(2, depth, each[0], each[1], each[2], each[3], 1 + sum % 4, 2, VcChoice.ANY);
                check(mesh, spec, depth == 24);
            }
        }
    }

    @Test
    void linksBetweenChipletsAndTurnsTakeTheirTime() {
        for (Chiplets chiplets : new Chiplets[] {
            Chiplets.NONE, new Chiplets(2, 1, 6, 1), new Chiplets(4, 2, 1, 3), new Chiplets(2, 2, 3, 4)
        }) {
            for (int routerCycles = 1; routerCycles <= 5; routerCycles += 2) {
                MeshSpec mesh = new MeshSpec(
                        4, 2, 1, 1, 32, routerCycles, routerCycles % 4 / 2, 1, 2, routerCycles % 3, chiplets, false);
                RouterSpec spec = RouterSpec.of(mesh);
                check(mesh, spec.withDepthFlits(spec.vcDepthFlits() + 2), true);
                check(mesh, spec.withDepthFlits(2 + routerCycles), false);
            }
        }
    }

    private static void check(MeshSpec mesh, RouterSpec spec, boolean likeTheIdealMesh) {
        List<Injection> plan = new ArrayList<>();
        for (int source = 0; source < mesh.endpoints(); source++) {
            for (int destination = 0; destination < mesh.endpoints(); destination++) {
                for (int flits = 1; flits <= MOST_FLITS; flits++) {
                    long id = plan.size();
                    VirtualNetwork network = VirtualNetwork.values()[(int) (id % 3)];
                    plan.add(new Injection(
                            id * GAP_CYCLES,
                            new Packet(id, source, destination, network, flits * mesh.flitBytes(), 0L)));
                }
            }
        }
        MeshNetwork network = new MeshNetwork(mesh, spec, DimensionOrder.XY, 1, TrafficNode.BODIES);
        try (TrafficRun run = new TrafficRun(network, plan, false).toEnd()) {
            assertEquals(plan.size(), run.arrivals().size());
            for (Arrival arrival : run.arrivals()) {
                Packet packet = arrival.packet();
                long took = arrival.cycle() - packet.id() * GAP_CYCLES;
                String what = packet + " in " + mesh + " with " + spec;
                assertEquals(
                        network.zeroLoadLatencyCycles(packet.source(), packet.destination(), packet.bytes()),
                        took,
                        what);
                long ideal = mesh.zeroLoadLatencyCycles(packet.source(), packet.destination(), packet.bytes());
                assertTrue(likeTheIdealMesh ? took == ideal : took >= ideal, what);
            }
        }
    }
}
