package org.skerry.model.enclave;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.skerry.noc.topology.MeshSpec;

class StandingCreditsTest {
    @Test
    void everybodyHasAsManyPeersAndIsTheirPeer() {
        int[][] meshes = {{7, 5, 3}, {8, 8, 4}, {1, 9, 1}, {13, 2, 7}, {6, 6, 1}};
        for (int[] mesh : meshes) {
            int enclaves = mesh[0] * mesh[1] * mesh[2];
            for (int fit : new int[] {0, 1, 3, 10, 25, 60}) {
                StandingCredits credits =
                        new StandingCredits(MeshSpec.of(mesh[0], mesh[1], mesh[2], 0), 0, 100, 200 * fit);
                for (int one = 0; one < enclaves; one++) {
                    int peers = 0;
                    for (int other = 0; other < enclaves; other++) {
                        boolean has = credits.has(one, other);
                        assertEquals(has, credits.has(other, one), one + " and " + other);
                        peers += has ? 1 : 0;
                    }
                    assertEquals(credits.peers(), peers, "peers of " + one + " of " + enclaves + ", room for " + fit);
                }
            }
        }
    }
}
