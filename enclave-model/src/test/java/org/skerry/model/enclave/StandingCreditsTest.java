package org.skerry.model.enclave;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.skerry.noc.topology.MeshSpec;

class StandingCreditsTest {
    private static final int EAGER = 200;

    private static StandingCredits credits(MeshSpec mesh, int fit, int standingMessages) {
        return credits(mesh, fit, standingMessages, EAGER);
    }

    private static StandingCredits credits(MeshSpec mesh, int fit, int standingMessages, int eagerBytes) {
        EnclaveSpec enclave = EnclaveSpec.DEFAULT
                .withMemory(16 << 20)
                .withMailbox(2 * eagerBytes * fit, eagerBytes)
                .withStandingMessages(standingMessages);
        return new StandingCredits(mesh, new EdgeEndpoints(mesh.tileEndpoints(), 1, 0), enclave);
    }

    @Test
    void everybodyHasAsManyPeersAndIsTheirPeer() {
        int[][] meshes = {{7, 5, 3}, {8, 8, 4}, {1, 9, 1}, {13, 2, 7}, {6, 6, 1}};
        for (int[] mesh : meshes) {
            int enclaves = mesh[0] * mesh[1] * mesh[2];
            for (int fit : new int[] {1, 2, 3, 10, 25, 60, 400}) {
                StandingCredits credits = credits(MeshSpec.of(mesh[0], mesh[1], mesh[2], 0), fit, 1 + fit % 4);
                for (int one = 0; one < enclaves; one++) {
                    Set<Integer> peers = new HashSet<>();
                    for (int other = 0; other < enclaves; other++) {
                        boolean has = credits.has(one, other);
                        assertEquals(has, credits.has(other, one), one + " and " + other);
                        if (has) {
                            assertTrue(credits.peer(one, other) < credits.rows());
                            assertEquals(other, credits.endpoint(one, credits.peer(one, other)));
                            assertTrue(peers.add(credits.peer(one, other)), "two peers of " + one + " have one number");
                        }
                    }
                    assertEquals(
                            credits.peers(), peers.size(), "peers of " + one + " of " + enclaves + ", room for " + fit);
                }
                assertTrue(credits.peers() * credits.bytes() <= EAGER * fit, "more than half of a mailbox");
            }
        }
    }

    @Test
    void withoutSmallMessagesThereAreNone() {
        MeshSpec mesh = MeshSpec.of(4, 4, 1, 1);
        StandingCredits credits =
                new StandingCredits(mesh, new EdgeEndpoints(16, 1, 0), EnclaveSpec.DEFAULT.withMailbox(1024, 0));
        assertEquals(0, credits.peers());
        assertTrue(!credits.has(3, 3) && !credits.has(3, 4));
    }

    @Test
    void roomIsForAsManyMessagesAsFitForEverybodyUpToTheLimit() {
        MeshSpec mesh = MeshSpec.of(4, 4, 1, 1);
        assertEquals(4 * EAGER, credits(mesh, 64, 4).bytes());
        assertEquals(4 * EAGER, credits(mesh, 1000, 4).bytes());
        assertEquals(3 * EAGER, credits(mesh, 63, 4).bytes());
        assertEquals(EAGER, credits(mesh, 16, 4).bytes());
        assertEquals(2 * EAGER, credits(mesh, 64, 2).bytes());
        assertEquals(2 * 30_000, credits(mesh, 64, 4, 30_000).bytes(), "what 16 bits count");
    }

    @Test
    void whereNotEverybodyFitsThoseNearbyHaveAllOfIt() {
        StandingCredits credits = credits(MeshSpec.of(6, 6, 1, 1), 24, 4);
        assertEquals(4 * EAGER, credits.bytes());
        assertEquals(5, credits.peers(), "an enclave and its four neighbours");
        assertTrue(credits.has(0, 5) && credits.has(0, 30) && !credits.has(0, 2), "around");
    }

    @Test
    void asManyPeersAsThereAreRegistersAtMost() {
        assertEquals(1024, credits(MeshSpec.of(32, 32, 1, 1), 3000, 1).peers());
        assertTrue(credits(MeshSpec.of(33, 32, 1, 1), 3000, 1).peers() <= 1024);
    }
}
