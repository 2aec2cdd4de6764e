package org.skerry.model.placement;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.skerry.noc.topology.MeshSpec;
import org.skerry.sim.rng.RandomStream;
import org.skerry.sim.rng.RandomStreams;

/** The search for few weighted hops, against all arrangements where these can be counted and against known optima. */
class FewestHopsTest {
    @Test
    void tinyProblemsAreSolvedExactly() {
        for (int seed = 0; seed < 40; seed++) {
            RandomStream draws = new RandomStreams(seed).stream("problem", 0);
            int actors = 4 + draws.nextInt(3);
            MeshSpec mesh = draws.nextInt(2) == 0 ? MeshSpec.of(3, 2, 1, 1) : MeshSpec.of(2, 2, 2, 1);
            Traffic.Builder traffic = new Traffic.Builder(actors);
            for (int i = 0; i < 2 * actors; i++) {
                traffic.add(draws.nextInt(actors), draws.nextInt(actors), 1 + draws.nextInt(9));
            }
            PlacementProblem problem = problem(mesh, actors, traffic.build());
            if (draws.nextInt(2) == 0) {
                problem.pinned()[1] = 5;
            }
            assertEquals(fewest(problem), hops(problem, seed), "seed " + seed);
        }
    }

    @Test
    void aRingClosesThroughEveryTile() {
        for (int edge : new int[] {2, 4, 6}) {
            int actors = edge * edge;
            Traffic.Builder ring = new Traffic.Builder(actors);
            for (int i = 0; i < actors; i++) {
                ring.add(i, (i + 1) % actors, 3);
            }
            PlacementProblem problem = problem(MeshSpec.of(edge, edge, 1, 1), actors, ring.build());
            assertEquals(3L * actors, hops(problem, 1), "edge " + edge);
        }
    }

    @Test
    void aPipelineTakesOneLinkFromStageToStage() {
        Traffic.Builder row = new Traffic.Builder(16);
        int[] shuffled = shuffled(16, 5);
        for (int i = 0; i + 1 < 16; i++) {
            row.add(shuffled[i], shuffled[i + 1], 1);
        }
        assertEquals(15, hops(problem(MeshSpec.of(4, 4, 1, 1), 16, row.build()), 1));
    }

    @Test
    void aScrambledGridIsUnscrambled() {
        assertEquals(2 * 4 * 3, hops(grid(4, 7), 1));
    }

    /** 112 links at best; the search is allowed a tenth more. */
    @Test
    void aLargerScrambledGridIsNearlyUnscrambled() {
        PlacementProblem problem = grid(8, 9);
        long inOrder = problem.weightedHops(InTurn.byNumber(problem));
        long found = hops(problem, 1);
        assertTrue(inOrder > 500 && found <= 123, inOrder + " in order, " + found + " found");
    }

    @Test
    void whoSpeaksMostSharesATile() {
        // Four pairs on two tiles of four: heavy pairs together, light connections across.
        Traffic.Builder traffic = new Traffic.Builder(8);
        for (int i = 0; i < 4; i++) {
            traffic.add(i, i + 4, 100).add(i, (i + 1) % 4, 1);
        }
        assertEquals(2, hops(problem(MeshSpec.of(2, 1, 4, 1), 8, traffic.build()), 1));
    }

    @Test
    void neverWorseThanInOrderAndThePinnedStay() {
        for (int seed = 0; seed < 20; seed++) {
            RandomStream draws = new RandomStreams(seed).stream("problem", 1);
            int actors = 1 + draws.nextInt(30);
            Traffic.Builder traffic = new Traffic.Builder(actors);
            for (int i = draws.nextInt(60); i > 0; i--) {
                traffic.add(draws.nextInt(actors), draws.nextInt(actors), draws.nextInt(1000));
            }
            PlacementProblem problem = problem(MeshSpec.of(4, 4, 2, 1), actors, traffic.build());
            problem.pinned()[draws.nextInt(actors)] = draws.nextInt(32);
            int[] places = PlacementPolicy.COMMUNICATION_AWARE.arrange(problem, stream(seed));
            long inOrder = problem.weightedHops(InTurn.byNumber(problem));
            assertTrue(problem.weightedHops(places) <= inOrder, "seed " + seed);
            PolicyTest.assertArrangement(problem, places, "seed " + seed);
        }
    }

    @Test
    void oneSeedPlacesAlways() {
        PlacementProblem problem = grid(6, 3);
        assertArrayEquals(FewestHops.arrange(problem, stream(1)), FewestHops.arrange(problem, stream(1)));
    }

    private static long hops(PlacementProblem problem, long seed) {
        return problem.weightedHops(FewestHops.arrange(problem, stream(seed)));
    }

    private static RandomStream stream(long seed) {
        return new RandomStreams(seed).stream("placement", 0);
    }

    static PlacementProblem problem(MeshSpec mesh, int actors, Traffic traffic) {
        int[] pinned = new int[actors];
        Arrays.fill(pinned, PlacementProblem.FREE);
        return new PlacementProblem(mesh, pinned, new int[actors], List.of("common"), traffic);
    }

    private static PlacementProblem grid(int edge, long seed) {
        int[] name = shuffled(edge * edge, seed);
        Traffic.Builder grid = new Traffic.Builder(edge * edge);
        for (int i = 0; i < edge * edge; i++) {
            if (i % edge + 1 < edge) {
                grid.add(name[i], name[i + 1], 1);
            }
            if (i + edge < edge * edge) {
                grid.add(name[i], name[i + edge], 1);
            }
        }
        return problem(MeshSpec.of(edge, edge, 1, 1), edge * edge, grid.build());
    }

    private static int[] shuffled(int count, long seed) {
        RandomStream draws = new RandomStreams(seed).stream("shuffle", 0);
        int[] order = new int[count];
        for (int i = 0; i < count; i++) {
            int j = draws.nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }

    /** By trying all. */
    private static long fewest(PlacementProblem problem) {
        return fewest(problem, problem.pinned().clone(), new boolean[problem.enclaves()], 0);
    }

    private static long fewest(PlacementProblem problem, int[] places, boolean[] taken, int actor) {
        if (actor == places.length) {
            return problem.weightedHops(places);
        }
        if (problem.pinned()[actor] != PlacementProblem.FREE) {
            return fewest(problem, places, taken, actor + 1);
        }
        long best = Long.MAX_VALUE;
        for (int enclave = 0; enclave < taken.length; enclave++) {
            if (!taken[enclave] && problem.pins()[enclave] == PlacementProblem.FREE) {
                taken[enclave] = true;
                places[actor] = enclave;
                best = Math.min(best, fewest(problem, places, taken, actor + 1));
                taken[enclave] = false;
            }
        }
        return best;
    }
}
