package org.skerry.noc.grid;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import org.skerry.noc.routing.Direction;
import org.skerry.sim.config.Check;

/**
 * Ways round what is dead, by tables: up/down routing (Schroeder et al., Autonet, IEEE JSAC 9(8), 1991). A tree of the live routers gives each
 * link a direction up, and no packet goes up after it went down. Since every router reaches the root of its tree going up, and everything
 * else from there going down, each live router that any path reaches is reached; and as no circle of links goes up and down once, nothing
 * deadlocks. Of all ways that are allowed the table holds a shortest one. Immutable.
 */
public final class UpDownTables {
    /** Most routers: a table has an entry for each pair. */
    public static final int MOST_ROUTERS = 1024;

    private static final byte UNREACHED = -1;

    private final Grid grid;
    private final Faults faults;
    private final int routers;
    private final int[] rank; // by router: place in the order in which its tree was built; lower is further up
    private final byte[] next; // by destination, router, whether it went down: direction

    /** The tables of {@code grid} without what is dead. */
    public UpDownTables(Grid grid, Faults faults) {
        this.grid = grid;
        this.faults = faults;
        routers = grid.routers();
        Check.isTrue(
                routers <= MOST_ROUTERS,
                "network.routing=FAULT_TOLERANT has tables for at most " + MOST_ROUTERS + " routers and there are "
                        + routers + ". Make the network smaller.");
        rank = new int[routers];
        next = new byte[routers * routers * 2];
        Arrays.fill(next, UNREACHED);
        rankAll();
        for (int to = 0; to < routers; to++) {
            if (faults.lives(to)) {
                fill(to);
            }
        }
    }

    /** Trees in breadth, each from the router nearest to the middle of the grid that is not in a tree yet. */
    private void rankAll() {
        Arrays.fill(rank, Integer.MAX_VALUE);
        int middle = grid.height() / 2 * grid.width() + grid.width() / 2;
        int ranked = 0;
        for (int i = 0; i < routers; i++) {
            int root = (middle + i) % routers;
            if (rank[root] != Integer.MAX_VALUE || !faults.lives(root)) {
                continue;
            }
            Deque<Integer> open = new ArrayDeque<>();
            rank[root] = ranked++;
            open.add(root);
            while (!open.isEmpty()) {
                int router = open.remove();
                for (int direction = 0; direction < Direction.COUNT; direction++) {
                    int neighbour = faults.neighbour(grid, router, direction);
                    if (neighbour >= 0 && rank[neighbour] == Integer.MAX_VALUE) {
                        rank[neighbour] = ranked++;
                        open.add(neighbour);
                    }
                }
            }
        }
    }

    /** Shortest allowed ways to one destination, found backwards: states are (router, whether the packet came down to it). */
    private void fill(int to) {
        Deque<Integer> open = new ArrayDeque<>();
        open.add(to * 2);
        open.add(to * 2 + 1);
        while (!open.isEmpty()) {
            int state = open.remove();
            int router = state / 2;
            boolean cameDown = state % 2 == 1;
            for (int direction = 0; direction < Direction.COUNT; direction++) {
                int before = faults.neighbour(grid, router, direction);
                if (before >= 0 && rank[before] < rank[router] == cameDown) {
                    int towards = Direction.opposite(direction);
                    note(to, before, 0, towards, open);
                    if (cameDown) {
                        note(to, before, 1, towards, open);
                    }
                }
            }
        }
    }

    private void note(int to, int router, int cameDown, int direction, Deque<Integer> open) {
        int at = (to * routers + router) * 2 + cameDown;
        if (next[at] == UNREACHED && router != to) {
            next[at] = (byte) direction;
            open.add(router * 2 + cameDown);
        }
    }

    /** Whether packets from one router arrive at another. */
    public boolean reaches(int from, int to) {
        return faults.lives(from) && (from == to || next[(to * routers + from) * 2] != UNREACHED);
    }

    /** Whether a packet that came to a router by a port has gone down. */
    public boolean cameDown(int router, int port) {
        return port < Direction.COUNT && rank[faults.neighbour(grid, router, port)] < rank[router];
    }

    /** Direction from a router to another one that is reached. */
    public int next(int to, int router, boolean cameDown) {
        return next[(to * routers + router) * 2 + (cameDown ? 1 : 0)];
    }
}
