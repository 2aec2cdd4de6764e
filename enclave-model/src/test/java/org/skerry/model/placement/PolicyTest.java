package org.skerry.model.placement;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.skerry.noc.topology.MeshSpec;
import org.skerry.sim.rng.RandomStream;
import org.skerry.sim.rng.RandomStreams;

/** The policies that ask nothing of who speaks to whom. */
class PolicyTest {
    private static final int FREE = PlacementProblem.FREE;

    @Test
    void everyPolicyGivesEveryActorAnEnclaveOfItsOwnAndLeavesThePinned() {
        for (int seed = 0; seed < 60; seed++) {
            RandomStream draws = new RandomStreams(seed).stream("problem", 2);
            MeshSpec mesh = MeshSpec.of(1 + draws.nextInt(4), 1 + draws.nextInt(4), 1 + draws.nextInt(4), 1);
            int actors = 1 + draws.nextInt(mesh.tileEndpoints());
            int[] domains = new int[actors];
            for (int i = 0; i < actors; i++) {
                domains[i] = draws.nextInt(4);
            }
            PlacementProblem problem = problem(mesh, domains);
            if (draws.nextInt(2) == 0) {
                problem.pinned()[draws.nextInt(actors)] = draws.nextInt(mesh.tileEndpoints());
            }
            for (PlacementPolicy policy : PlacementPolicy.values()) {
                int[] places = policy.arrange(problem, new RandomStreams(seed).stream("placement", 0));
                assertArrangement(problem, places, policy + ", seed " + seed);
            }
        }
    }

    static void assertArrangement(PlacementProblem problem, int[] places, String what) {
        boolean[] taken = new boolean[problem.enclaves()];
        for (int actor = 0; actor < places.length; actor++) {
            assertTrue(places[actor] >= 0 && !taken[places[actor]], what + ": actor " + actor);
            taken[places[actor]] = true;
            int pin = problem.pinned()[actor];
            assertTrue(pin == FREE || pin == places[actor], what + ": pinned actor " + actor);
        }
    }

    @Test
    void roundRobinGoesFromTileToTile() {
        PlacementProblem problem = problem(MeshSpec.of(3, 1, 2, 1), new int[5]);
        problem.pinned()[4] = 2;
        assertArrayEquals(new int[] {0, 3, 4, 1, 2}, InTurn.byTile(problem));
    }

    @Test
    void domainsGetTilesOfTheirOwnInASnake() {
        // 3 of domain 0, 3 of domain 1, on 2x2 tiles of 2: the second domain begins a new tile.
        PlacementProblem problem = problem(MeshSpec.of(2, 2, 2, 1), new int[] {0, 1, 0, 1, 0, 1});
        int[] places = DomainTiles.arrange(problem);
        assertArrayEquals(new int[] {0, 6, 1, 7, 2, 4}, places);
        assertEquals(List.of(), problem.sharedTiles(places));
    }

    /** The law: no tile is shared as long as whole tiles are enough for all. */
    @Test
    void domainsNeverShareATileWhileThereAreTilesEnough() {
        for (int seed = 0; seed < 200; seed++) {
            RandomStream draws = new RandomStreams(seed).stream("domains", 0);
            int perTile = 1 + draws.nextInt(4);
            MeshSpec mesh = MeshSpec.of(3, 3, perTile, 1);
            List<Integer> domains = new ArrayList<>();
            int tiles = 0;
            for (int domain = 0; domain < 5; domain++) {
                int actors = draws.nextInt(2 * perTile + 1);
                if (tiles + (actors + perTile - 1) / perTile <= 9) {
                    tiles += (actors + perTile - 1) / perTile;
                    for (int i = 0; i < actors; i++) {
                        domains.add(draws.nextInt(domains.size() + 1), domain);
                    }
                }
            }
            PlacementProblem problem =
                    problem(mesh, domains.stream().mapToInt(Integer::intValue).toArray());
            assertEquals(List.of(), problem.sharedTiles(DomainTiles.arrange(problem)), "seed " + seed);
        }
    }

    @Test
    void whereTilesAreTooFewTheSmallestRestsAreTogetherAndItIsSaid() {
        // Tiles of 4: 5 + 4 + 1 + 2 actors on 3 tiles; the rests 1, 1 and 2 must share.
        PlacementProblem problem = problem(MeshSpec.of(3, 1, 4, 1), new int[] {0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 3, 3});
        assertEquals(List.of("tile 1: d0, d2, d3"), problem.sharedTiles(DomainTiles.arrange(problem)));
    }

    @Test
    void actorsJoinThoseOfTheirDomainThatArePinned() {
        PlacementProblem problem = problem(MeshSpec.of(2, 2, 2, 1), new int[] {0, 1, 1, 0});
        problem.pinned()[1] = 0;
        problem.pinned()[3] = 6;
        assertArrayEquals(new int[] {7, 0, 1, 6}, DomainTiles.arrange(problem));
    }

    private static PlacementProblem problem(MeshSpec mesh, int[] domains) {
        int[] pinned = new int[domains.length];
        Arrays.fill(pinned, FREE);
        List<String> names = List.of("d0", "d1", "d2", "d3", "d4");
        Traffic.Builder traffic = new Traffic.Builder(domains.length);
        for (int i = 0; i + 1 < domains.length; i++) {
            traffic.add(i, i + 1, 1);
        }
        return new PlacementProblem(mesh, pinned, domains, names, traffic.build());
    }
}
