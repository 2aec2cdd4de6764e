package org.skerry.noc.grid;

/** How much of a grid can still talk when parts of it are dead. */
public final class Reachability {
    private Reachability() {}

    /** Share of all ordered pairs of different live routers that a routing carries packets for, 0 to 1; 1 if there is no pair. */
    public static double fraction(GridRouting routing, Grid grid, Faults faults) {
        GridRoute route = routing.route(grid, 4, new Itineraries(), faults);
        long pairs = 0;
        long reached = 0;
        for (int from = 0; from < grid.routers(); from++) {
            for (int to = 0; to < grid.routers(); to++) {
                if (from != to && faults.lives(from) && faults.lives(to)) {
                    pairs++;
                    reached += route.reaches(from, to) ? 1 : 0;
                }
            }
        }
        return pairs == 0 ? 1 : (double) reached / pairs;
    }
}
