package org.skerry.noc.topology;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.skerry.sim.config.ConfigException;

class MeshSpecTest {
    @Test
    void zeroLoadLatencyByHand() {
        MeshSpec mesh = new MeshSpec(4, 4, 2, 1, 32, 3, 1, 1, 1);
        // Endpoint 0 is at router 0, endpoint 31 at router 15: 6 links, 7 routers; 100 bytes are 4 flits.
        assertEquals(1 + 7 * 3 + 6 * 1 + 3 + 1, mesh.zeroLoadLatencyCycles(0, 31, 100));
        assertEquals(1 + 3 + 0 + 0 + 1, mesh.zeroLoadLatencyCycles(0, 1, 32));
    }

    @Test
    void fourCyclesAHopByDefaultAsInIntelScc() {
        MeshSpec mesh = MeshSpec.of(6, 4, 2, 0);
        for (int hops = 1; hops < 6; hops++) {
            assertEquals(4, mesh.transitCycles(hops) - mesh.transitCycles(hops - 1));
        }
    }

    @Test
    void edgeEndpointsHangOnTheFirstRouterOfTheirRow() {
        MeshSpec mesh = MeshSpec.of(3, 4, 2, 2);
        assertEquals(26, mesh.endpoints());
        assertEquals(0, mesh.routerOf(24));
        assertEquals(3, mesh.routerOf(25));
    }

    @Test
    void bandsAreEvenAndEveryEndpointIsInTheBandOfItsRow() {
        for (int height = 1; height <= 12; height++) {
            MeshSpec mesh = MeshSpec.of(3, height, 2, height);
            for (int wanted = 1; wanted <= 14; wanted++) {
                MeshCut cut = new MeshCut(mesh, wanted);
                assertEquals(Math.min(wanted, height), cut.partitions());
                for (int endpoint = 0; endpoint < mesh.endpoints(); endpoint++) {
                    int row = mesh.y(mesh.routerOf(endpoint));
                    int band = cut.partitionOf(endpoint);
                    assertTrue(cut.firstRow(band) <= row && row < cut.firstRow(band + 1), "row " + row + " in " + band);
                }
            }
        }
    }

    @Test
    void hopsBetweenBandsAreThoseOfTheirNearestRows() {
        MeshCut cut = new MeshCut(MeshSpec.of(3, 10, 1, 0), 3); // rows 0-2, 3-5, 6-9
        assertEquals(1, cut.hopsBetween(0, 1));
        assertEquals(4, cut.hopsBetween(0, 2));
        assertEquals(4, cut.hopsBetween(2, 0));
        assertEquals(0, cut.hopsBetween(1, 1));
    }

    @Test
    void settingsThatMakeNoMeshAreRefusedByName() {
        assertTrue(assertThrows(ConfigException.class, () -> MeshSpec.of(0, 4, 1, 0))
                .getMessage()
                .contains("network.width=0"));
        assertTrue(assertThrows(ConfigException.class, () -> MeshSpec.of(4, 4, 1, 5))
                .getMessage()
                .contains("network.edgeEndpoints=5"));
        assertTrue(assertThrows(ConfigException.class, () -> new MeshSpec(4, 4, 1, 0, 24, 3, 1, 1, 1))
                .getMessage()
                .contains("network.flitBytes=24"));
    }
}
