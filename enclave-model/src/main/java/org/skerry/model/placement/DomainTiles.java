package org.skerry.model.placement;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.skerry.noc.topology.MeshSpec;

/**
 * Gives whole tiles to trust domains, in a snake over the mesh so that the tiles of one domain touch:
 *
 * <pre>
 *   A A A B        row 0 from the left, row 1 from the right, ...
 *   . C C B        a tile that is not full is left so, unless there are too few tiles
 * </pre>
 *
 * <p>When there are too few tiles, the smallest rests of domains are put together, two at a time, until they fit: the fewest actors get strangers
 * into their tile that this greedy rule finds.
 */
final class DomainTiles {
    private static final int NOBODY = -1;
    private static final int SEVERAL = -2;

    private final PlacementProblem problem;
    private final MeshSpec mesh;
    private final int perTile;
    private final int[] actorAt; // by enclave
    private final int[] owner; // by tile: a domain, NOBODY or SEVERAL
    private final int[] places;
    private final List<ArrayDeque<Integer>> waiting = new ArrayList<>(); // actors by domain

    private DomainTiles(PlacementProblem problem) {
        this.problem = problem;
        mesh = problem.mesh();
        perTile = mesh.endpointsPerRouter();
        actorAt = problem.pins();
        owner = new int[mesh.routers()];
        Arrays.fill(owner, NOBODY);
        places = problem.pinned().clone();
        problem.domains().forEach(each -> waiting.add(new ArrayDeque<>()));
        for (int actor = 0; actor < places.length; actor++) {
            if (places[actor] == PlacementProblem.FREE) {
                waiting.get(problem.domain()[actor]).add(actor);
            } else {
                settle(places[actor] / perTile, problem.domain()[actor]);
            }
        }
    }

    static int[] arrange(PlacementProblem problem) {
        return new DomainTiles(problem).places();
    }

    private int[] places() {
        for (int tile = 0; tile < owner.length; tile++) {
            if (owner[tile] >= 0) {
                fill(tile, owner[tile]); // beside actors of the same domain that are pinned there
            }
        }
        ArrayDeque<Integer> empty = emptyTiles();
        for (int[] group : tilesOfRests(empty.size())) {
            for (int domain : group) {
                while (waiting.get(domain).size() >= perTile && !empty.isEmpty()) {
                    fill(empty.remove(), domain);
                }
            }
            if (rest(group) > 0 && !empty.isEmpty()) {
                int last = empty.remove();
                for (int domain : group) {
                    fill(last, domain);
                }
            }
        }
        for (int domain = 0; domain < waiting.size(); domain++) {
            for (int tile = 0; tile < owner.length && !waiting.get(domain).isEmpty(); tile++) {
                fill(tile, domain); // wherever there is room at all
            }
        }
        return places;
    }

    /** Tiles in which nobody lives, along a snake. */
    private ArrayDeque<Integer> emptyTiles() {
        ArrayDeque<Integer> empty = new ArrayDeque<>();
        for (int i = 0; i < owner.length; i++) {
            int row = i / mesh.width();
            int column = row % 2 == 0 ? i % mesh.width() : mesh.width() - 1 - i % mesh.width();
            if (owner[row * mesh.width() + column] == NOBODY) {
                empty.add(row * mesh.width() + column);
            }
        }
        return empty;
    }

    /** Domains whose last actors share a tile, in order of their first one: each alone, as long as there are tiles enough. */
    private List<int[]> tilesOfRests(int tiles) {
        PriorityQueue<int[]> groups =
                new PriorityQueue<>(Comparator.<int[]>comparingInt(this::rest).thenComparingInt(group -> group[0]));
        List<int[]> done = new ArrayList<>();
        int needed = 0;
        for (int domain = 0; domain < waiting.size(); domain++) {
            int actors = waiting.get(domain).size();
            needed += (actors + perTile - 1) / perTile;
            if (actors % perTile != 0) {
                groups.add(new int[] {domain});
            } else if (actors > 0) {
                done.add(new int[] {domain});
            }
        }
        while (needed > tiles && groups.size() > 1) {
            int[] least = groups.remove();
            if (rest(least) + rest(groups.peek()) > perTile) {
                groups.add(least);
                break;
            }
            int[] other = groups.remove();
            int[] both = Arrays.copyOf(least, least.length + other.length);
            System.arraycopy(other, 0, both, least.length, other.length);
            Arrays.sort(both);
            groups.add(both);
            needed--;
        }
        done.addAll(groups);
        done.sort(Comparator.comparingInt(group -> group[0]));
        return done;
    }

    /** Actors of a group of domains that are left when their full tiles are taken away. */
    private int rest(int[] group) {
        int sum = 0;
        for (int domain : group) {
            sum += waiting.get(domain).size() % perTile;
        }
        return sum;
    }

    /** Puts waiting actors of a domain into a tile until one of both is exhausted. */
    private void fill(int tile, int domain) {
        ArrayDeque<Integer> actors = waiting.get(domain);
        int free = actors.isEmpty() ? -1 : InTurn.firstFree(actorAt, tile, perTile);
        while (free >= 0) {
            places[actors.peek()] = free;
            actorAt[free] = actors.remove();
            settle(tile, domain);
            free = actors.isEmpty() ? -1 : InTurn.firstFree(actorAt, tile, perTile);
        }
    }

    private void settle(int tile, int domain) {
        owner[tile] = owner[tile] == NOBODY || owner[tile] == domain ? domain : SEVERAL;
    }
}
