package org.skerry.model.fault;

import java.util.Map;
import java.util.function.IntPredicate;
import java.util.function.IntUnaryOperator;
import java.util.function.LongUnaryOperator;
import java.util.function.ToIntFunction;

/**
 * What a machine has that can break.
 *
 * @param width   tiles in a row
 * @param height  rows of tiles
 * @param perTile enclaves, or cores, of each tile; those of tile {@code t} are {@code t * perTile} and the next ones
 * @param exists  which of these numbers are there
 * @param place   by name of an actor, the number of the enclave where it lives, or -1
 * @param degree  by enclave, how many other actors hold a capability to who lives there or are named by one of who lives there
 * @param nodes   of the control plane
 * @param cycleAt the first cycle at which so many nanoseconds have passed
 * @param refused what cannot break here, with the reason
 */
public record FaultSites(
        int width,
        int height,
        int perTile,
        IntPredicate exists,
        ToIntFunction<String> place,
        IntUnaryOperator degree,
        int nodes,
        LongUnaryOperator cycleAt,
        Map<FaultKind, String> refused) {
    /** Tiles, and routers. */
    public int tiles() {
        return width * height;
    }

    /** Row-then-column ways of all ordered pairs of tiles, a tile and itself included, that pass a router. */
    public long waysThrough(int router) {
        long x = router % width;
        long y = router / width;
        long inRow = (long) width * width - x * x - (width - 1 - x) * (width - 1 - x);
        long inColumn = (long) height * height - y * y - (height - 1 - y) * (height - 1 - y);
        return inRow * height + inColumn * width - (long) width * height; // those that turn here are in both
    }

    /** The same over the link between two neighbours. */
    public long waysOver(int router, int other) {
        long x = router % width;
        long y = router / width;
        return other == router + 1 ? 2 * (x + 1) * (width - 1 - x) * height : 2 * (y + 1) * (height - 1 - y) * width;
    }
}
