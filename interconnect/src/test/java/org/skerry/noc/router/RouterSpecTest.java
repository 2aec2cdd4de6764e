package org.skerry.noc.router;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.skerry.noc.topology.MeshSpec;
import org.skerry.sim.config.ConfigException;

class RouterSpecTest {
    @Test
    void theDefaultOfEveryMeshTakesTheCyclesOfItsRoutersAndFillsItsLinks() {
        for (int routerCycles = 1; routerCycles <= 64; routerCycles++) {
            for (int linkCycles : new int[] {1, 4, 64}) {
                MeshSpec mesh = new MeshSpec(4, 4, 1, 0, 32, routerCycles, linkCycles, 1, 1);
                RouterSpec spec = RouterSpec.of(mesh);
                spec.checkFits(mesh);
                assertTrue(spec.vcDepthFlits() >= spec.creditRoundTripCycles(mesh));
            }
        }
    }

    @Test
    void theDefaultIsLookAheadRoutingWithTheBuffersOfTheReference() {
        RouterSpec spec = RouterSpec.of(MeshSpec.of(8, 8, 1, 0));
        assertEquals(new RouterSpec(4, 8, 0, 1, 1, 1, 3, 8, VcChoice.BY_FLOW), spec);
    }

    @Test
    void aMeshWithAnotherRouterIsRefused() {
        RouterSpec spec = RouterSpec.of(MeshSpec.of(4, 4, 1, 0));
        ConfigException refusal =
                assertThrows(ConfigException.class, () -> spec.checkFits(new MeshSpec(4, 4, 1, 0, 32, 5, 1, 1, 1)));
        assertEquals(
                "network.routerCycles=5 is not the sum of network.router.routingCycles, vcAllocationCycles, "
                        + "switchAllocationCycles and traversalCycles, which is 3. Give 3, or change one of the four.",
                refusal.getMessage());
    }

    @Test
    void moreThanSixtyFourPortsAreRefused() {
        MeshSpec mesh = MeshSpec.of(2, 2, 60, 1);
        ConfigException refusal =
                assertThrows(ConfigException.class, () -> RouterSpec.of(mesh).checkFits(mesh));
        assertTrue(refusal.getMessage().contains("65 ports"), refusal.getMessage());
    }

    @Test
    void valuesOutOfRangeAreRefusedByName() {
        refused("vcsPerVnet", 0, 8, 0, 1, 1, 1, 3, 8);
        refused("vcsPerVnet", 17, 8, 0, 1, 1, 1, 3, 8);
        refused("vcDepthFlits", 4, 0, 0, 1, 1, 1, 3, 8);
        refused("routingCycles", 4, 8, -1, 1, 1, 1, 3, 8);
        refused("vcAllocationCycles", 4, 8, 0, -1, 1, 1, 3, 8);
        refused("switchAllocationCycles", 4, 8, 0, 1, 0, 1, 3, 8);
        refused("traversalCycles", 4, 8, 0, 1, 1, -1, 3, 8);
        refused("creditCycles", 4, 8, 0, 1, 1, 1, 0, 8);
        refused("sourceQueuePackets", 4, 8, 0, 1, 1, 1, 3, 0);
    }

    private static void refused(
            String what,
            int vcs,
            int depth,
            int routing,
            int vcCycles,
            int switching,
            int traversal,
            int credit,
            int queue) {
        ConfigException refusal = assertThrows(
                ConfigException.class,
                () -> new RouterSpec(
                        vcs, depth, routing, vcCycles, switching, traversal, credit, queue, VcChoice.BY_FLOW));
        assertTrue(refusal.getMessage().startsWith("network.router." + what + "="), refusal.getMessage());
    }
}
