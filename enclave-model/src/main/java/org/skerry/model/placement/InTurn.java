package org.skerry.model.placement;

/** Policies that ask nothing but whose turn it is. */
final class InTurn {
    private InTurn() {}

    /** The lowest free enclave for each. */
    static int[] byNumber(PlacementProblem problem) {
        int[] actorAt = problem.pins();
        int[] places = problem.pinned().clone();
        int next = 0;
        for (int actor = 0; actor < places.length; actor++) {
            if (places[actor] == PlacementProblem.FREE) {
                while (actorAt[next] != PlacementProblem.FREE) {
                    next++;
                }
                places[actor] = next++;
            }
        }
        return places;
    }

    /** The lowest free enclave of the next tile that has one. */
    static int[] byTile(PlacementProblem problem) {
        int[] actorAt = problem.pins();
        int[] places = problem.pinned().clone();
        int perTile = problem.mesh().endpointsPerRouter();
        int tiles = problem.mesh().routers();
        int tile = 0;
        for (int actor = 0; actor < places.length; actor++) {
            if (places[actor] != PlacementProblem.FREE) {
                continue;
            }
            int free = firstFree(actorAt, tile, perTile);
            while (free < 0) {
                tile = (tile + 1) % tiles;
                free = firstFree(actorAt, tile, perTile);
            }
            actorAt[free] = actor;
            places[actor] = free;
            tile = (tile + 1) % tiles;
        }
        return places;
    }

    /** The lowest free enclave of a tile, or -1. */
    static int firstFree(int[] actorAt, int tile, int perTile) {
        for (int enclave = tile * perTile; enclave < (tile + 1) * perTile; enclave++) {
            if (actorAt[enclave] == PlacementProblem.FREE) {
                return enclave;
            }
        }
        return -1;
    }
}
