package org.skerry.noc.grid;

import org.skerry.sim.config.Check;

/**
 * Whole rows of a grid that are simulated as one partition. Routers and endpoints of a band are consecutive; within it they are
 * counted from 0.
 *
 * @param grid     the whole
 * @param firstRow of routers
 * @param rows     of routers
 */
public record Band(Grid grid, int firstRow, int rows) {
    /** Checks ranges. */
    public Band {
        Check.inRange(rows, 1, grid.height(), "band.rows");
        Check.inRange(firstRow, 0, grid.height() - rows, "band.firstRow");
    }

    /** The whole grid. */
    public static Band all(Grid grid) {
        return new Band(grid, 0, grid.height());
    }

    /** Band {@code index} of {@code count} that are as high as each other, or nearly so. */
    public static Band of(Grid grid, int count, int index) {
        int first = (int) ((long) grid.height() * index / count);
        return new Band(grid, first, (int) ((long) grid.height() * (index + 1) / count) - first);
    }

    /** First router. */
    public int firstRouter() {
        return firstRow * grid.width();
    }

    /** Number of routers. */
    public int routers() {
        return rows * grid.width();
    }

    /** First endpoint. */
    public int firstEndpoint() {
        return firstRouter() * grid.across() * grid.down();
    }

    /** Number of endpoints. */
    public int endpoints() {
        return routers() * grid.across() * grid.down();
    }
}
