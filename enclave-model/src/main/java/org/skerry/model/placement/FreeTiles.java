package org.skerry.model.placement;

import org.skerry.noc.topology.MeshSpec;

/** Tiles with free enclaves, looked for from a tile outwards. */
final class FreeTiles {
    private final PlacementProblem problem;
    private final MeshSpec mesh;
    private final int perTile;
    private final int[] actorAt; // by enclave; only whether it is free matters
    private final int[] left; // free enclaves by tile

    FreeTiles(PlacementProblem problem) {
        this.problem = problem;
        mesh = problem.mesh();
        perTile = mesh.endpointsPerRouter();
        actorAt = problem.pins();
        left = new int[mesh.routers()];
        for (int enclave = 0; enclave < actorAt.length; enclave++) {
            left[enclave / perTile] += actorAt[enclave] == PlacementProblem.FREE ? 1 : 0;
        }
    }

    /** Takes the lowest free enclave of a tile that has one. */
    int take(int tile) {
        int enclave = InTurn.firstFree(actorAt, tile, perTile);
        actorAt[enclave] = 0;
        left[tile]--;
        return enclave;
    }

    /** The nearest tile with a free enclave; of several the lowest. */
    int nearest(int tile) {
        for (int distance = 0; ; distance++) {
            int found = lowestCost(tile, distance, null, 0);
            if (found >= 0) {
                return found;
            }
        }
    }

    /**
     * A good tile for an actor that says something to actors with a place. It would like to be at their weighted middle; the tiles with room that
     * are nearest to that, and one step further, are tried.
     */
    int best(int[] places, int actor) {
        int middle = middle(places, actor);
        int found = -1;
        int distance = 0;
        while (found < 0) {
            found = lowestCost(middle, distance++, places, actor);
        }
        int further = lowestCost(middle, distance, places, actor);
        return further >= 0 && cost(further, places, actor) < cost(found, places, actor) ? further : found;
    }

    /** Of the tiles with room at a distance the one with the least cost, then the lowest; -1 if none has room. */
    private int lowestCost(int from, int distance, int[] places, int actor) {
        int best = -1;
        long least = Long.MAX_VALUE;
        for (int dy = -distance; dy <= distance; dy++) {
            int y = mesh.y(from) + dy;
            int dx = distance - Math.abs(dy);
            for (int side = 0; y >= 0 && y < mesh.height() && side < (dx == 0 ? 1 : 2); side++) {
                int x = mesh.x(from) + (side == 0 ? -dx : dx);
                int tile = y * mesh.width() + x;
                if (x < 0 || x >= mesh.width() || left[tile] == 0) {
                    continue;
                }
                long cost = places == null ? 0 : cost(tile, places, actor);
                if (cost < least) {
                    least = cost;
                    best = tile;
                }
            }
        }
        return best;
    }

    private long cost(int tile, int[] places, int actor) {
        Traffic traffic = problem.traffic();
        long cost = 0;
        for (int arc = traffic.first(actor); arc < traffic.first(actor + 1); arc++) {
            int place = places[traffic.peer(arc)];
            cost += place == PlacementProblem.FREE ? 0 : traffic.weight(arc) * mesh.routerHops(tile, place / perTile);
        }
        return cost;
    }

    /** The tile with the fewest weighted hops to the actor's placed peers if all had room: the weighted median of columns and rows. */
    private int middle(int[] places, int actor) {
        long[] columns = new long[mesh.width()];
        long[] rows = new long[mesh.height()];
        Traffic traffic = problem.traffic();
        for (int arc = traffic.first(actor); arc < traffic.first(actor + 1); arc++) {
            int place = places[traffic.peer(arc)];
            if (place != PlacementProblem.FREE) {
                columns[mesh.x(place / perTile)] += traffic.weight(arc);
                rows[mesh.y(place / perTile)] += traffic.weight(arc);
            }
        }
        return median(rows) * mesh.width() + median(columns);
    }

    private static int median(long[] weights) {
        long all = 0;
        for (long weight : weights) {
            all += weight;
        }
        long below = 0;
        int at = 0;
        while (2 * (below + weights[at]) < all) {
            below += weights[at++];
        }
        return at;
    }
}
