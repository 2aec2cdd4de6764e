package org.skerry.noc.survive;

import java.util.Arrays;
import org.skerry.noc.grid.Faults;
import org.skerry.noc.grid.Grid;
import org.skerry.noc.grid.UpDownTables;
import org.skerry.noc.routing.Direction;

/** Who reaches whom while so much is known to be dead: by tables round it, or along rows and then columns alone. Immutable. */
final class Ways {
    private final Grid grid;
    private final Faults known;
    private final UpDownTables tables; // null if packets go along rows and then columns
    private final boolean[] reached; // by from, to; null with tables

    Ways(Grid grid, Faults known, boolean around) {
        this.grid = grid;
        this.known = known;
        tables = around && !known.isEmpty() ? new UpDownTables(grid, known) : null;
        reached = tables == null && !known.isEmpty() ? follow() : null;
    }

    private boolean[] follow() {
        int routers = grid.routers();
        boolean[] all = new boolean[routers * routers];
        for (int from = 0; from < routers; from++) {
            for (int to = 0; to < routers; to++) {
                int at = known.lives(from) ? from : -1;
                while (at >= 0 && at != to) {
                    at = known.neighbour(grid, at, SurvivingRoute.rowFirst(grid.width(), at, to));
                }
                all[from * routers + to] = at == to;
            }
        }
        return all;
    }

    UpDownTables tables() {
        return tables;
    }

    Faults known() {
        return known;
    }

    /** Whether packets from one router arrive at another. */
    boolean reach(int from, int to) {
        if (tables != null) {
            return tables.reaches(from, to);
        }
        return reached == null || reached[from * grid.routers() + to];
    }

    /** Whether packets arrive in both directions: who cannot answer is not spoken to. By tables one never goes without the other. */
    boolean talk(int one, int other) {
        return reach(one, other) && reach(other, one);
    }

    /** Directions of the links on the way from one router to another that is reached, in order. */
    int[] directions(int from, int to) {
        int[] way = new int[grid.routers() * 2];
        int hops = 0;
        int port = Direction.COUNT;
        for (int at = from; at != to; hops++) {
            int direction = tables == null
                    ? SurvivingRoute.rowFirst(grid.width(), at, to)
                    : tables.next(to, at, tables.cameDown(at, port));
            way[hops] = direction;
            at = grid.neighbour(at, direction);
            port = Direction.opposite(direction);
        }
        return Arrays.copyOf(way, hops);
    }

    /** Share of all ordered pairs of different live routers that talk; 1 if there is no pair. */
    double share() {
        long pairs = 0;
        long talk = 0;
        for (int from = 0; from < grid.routers(); from++) {
            for (int to = 0; to < grid.routers(); to++) {
                if (from != to && known.lives(from) && known.lives(to)) {
                    pairs++;
                    talk += reach(from, to) ? 1 : 0;
                }
            }
        }
        return pairs == 0 ? 1 : (double) talk / pairs;
    }
}
