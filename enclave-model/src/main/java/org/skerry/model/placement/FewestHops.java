package org.skerry.model.placement;

import java.util.PriorityQueue;
import org.skerry.noc.topology.MeshSpec;
import org.skerry.sim.rng.RandomStream;

/**
 * Looks for an arrangement with few weighted hops, in two steps: actors that say most to those that are placed already go next to them, then
 * actors change places with each other for as long as that helps ({@link Annealing}). Never worse than the plan's own order.
 *
 * <p>The problem is the quadratic assignment problem, for which nothing better than search is known.
 */
final class FewestHops {
    /** More actors than this start from one arrangement only. Assumption, to keep the search within seconds. */
    private static final int FEW = 1024;

    private FewestHops() {}

    static int[] arrange(PlacementProblem problem, RandomStream draws) {
        MeshSpec mesh = problem.mesh();
        int[] best = InTurn.byNumber(problem);
        long fewest = problem.weightedHops(best);
        int middle = mesh.height() / 2 * mesh.width() + mesh.width() / 2;
        // Where the actors just fit, growing from a corner leaves no holes; with room to spare the middle is better.
        int[][] starts = problem.actors() <= FEW
                ? new int[][] {greedy(problem, 0), greedy(problem, middle), best}
                : new int[][] {greedy(problem, 2 * problem.actors() > problem.enclaves() ? 0 : middle)};
        for (int[] start : starts) {
            int[] found = new Annealing(problem, start).run(draws);
            long hops = problem.weightedHops(found);
            if (hops < fewest) {
                fewest = hops;
                best = found;
            }
        }
        return best;
    }

    /** An actor that waits, and what it says to those that have a place; the heaviest first, then the lowest. */
    private record Candidate(long weight, int actor) implements Comparable<Candidate> {
        @Override
        public int compareTo(Candidate other) {
            int byWeight = Long.compare(other.weight, weight);
            return byWeight != 0 ? byWeight : Integer.compare(actor, other.actor);
        }
    }

    /** One actor after the other, each in the free enclave that is best for what it says to those before it. */
    private static int[] greedy(PlacementProblem problem, int firstTile) {
        Traffic traffic = problem.traffic();
        FreeTiles free = new FreeTiles(problem);
        int[] places = problem.pinned().clone();
        long[] said = new long[places.length]; // to those that have a place
        long[] all = new long[places.length];
        PriorityQueue<Candidate> next = new PriorityQueue<>();
        PriorityQueue<Candidate> strangers = new PriorityQueue<>();
        for (int actor = 0; actor < places.length; actor++) {
            for (int arc = traffic.first(actor); arc < traffic.first(actor + 1); arc++) {
                all[actor] += traffic.weight(arc);
                said[actor] += places[traffic.peer(arc)] == PlacementProblem.FREE ? 0 : traffic.weight(arc);
            }
            if (places[actor] == PlacementProblem.FREE) {
                strangers.add(new Candidate(all[actor], actor));
                if (said[actor] > 0) {
                    next.add(new Candidate(said[actor], actor));
                }
            }
        }
        while (!strangers.isEmpty()) {
            boolean known = !next.isEmpty();
            int actor = (known ? next : strangers).remove().actor();
            if (places[actor] != PlacementProblem.FREE) {
                continue; // a candidate whose weight has grown since, or who is placed already
            }
            places[actor] = free.take(known ? free.best(places, actor) : free.nearest(firstTile));
            for (int arc = traffic.first(actor); arc < traffic.first(actor + 1); arc++) {
                int peer = traffic.peer(arc);
                if (places[peer] == PlacementProblem.FREE) {
                    said[peer] += traffic.weight(arc);
                    next.add(new Candidate(said[peer], peer));
                }
            }
        }
        return places;
    }
}
