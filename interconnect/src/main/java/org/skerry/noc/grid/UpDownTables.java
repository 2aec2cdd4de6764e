package org.skerry.noc.grid;

import java.util.Arrays;
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

    private final Faults faults;
    private final int routers;
    private final int[] neighbours; // by router and direction
    private final int[] rank; // by router: place in the order in which its tree was built; lower is further up
    private final byte[] next; // by destination, router, whether it went down: direction

    /** The tables of {@code grid} without what is dead. */
    public UpDownTables(Grid grid, Faults faults) {
        this.faults = faults;
        routers = grid.routers();
        Check.isTrue(
                routers <= MOST_ROUTERS,
                "network.routing=FAULT_TOLERANT has tables for at most " + MOST_ROUTERS + " routers and there are "
                        + routers + ". Make the network smaller.");
        rank = new int[routers];
        next = new byte[routers * routers * 2];
        Arrays.fill(next, UNREACHED);
        neighbours = faults.neighbours(grid);
        rankAll(grid, faults);
        int[] found = new int[2 * routers];
        for (int to = 0; to < routers; to++) {
            if (faults.lives(to)) {
                fill(to, found);
            }
        }
    }

    /** Trees in breadth, each from the router nearest to the middle of the grid that is not in a tree yet. */
    private void rankAll(Grid grid, Faults faults) {
        Arrays.fill(rank, Integer.MAX_VALUE);
        int middle = grid.height() / 2 * grid.width() + grid.width() / 2;
        int[] order = new int[routers]; // by rank
        int ranked = 0;
        for (int i = 0; i < routers; i++) {
            int root = (middle + i) % routers;
            if (rank[root] != Integer.MAX_VALUE || !faults.lives(root)) {
                continue;
            }
            int next = ranked;
            rank[root] = ranked;
            order[ranked++] = root;
            while (next < ranked) {
                int router = order[next++];
                for (int direction = 0; direction < Direction.COUNT; direction++) {
                    int neighbour = neighbours[router * Direction.COUNT + direction];
                    if (neighbour >= 0 && rank[neighbour] == Integer.MAX_VALUE) {
                        rank[neighbour] = ranked;
                        order[ranked++] = neighbour;
                    }
                }
            }
        }
    }

    /** Shortest allowed ways to one destination, found backwards: states are (router, whether the packet came down to it). */
    private void fill(int to, int[] found) {
        int row = to * routers * 2;
        int count = 0;
        found[count++] = to * 2;
        found[count++] = to * 2 + 1;
        for (int i = 0; i < count; i++) {
            int router = found[i] / 2;
            boolean cameDown = found[i] % 2 == 1;
            for (int direction = 0; direction < Direction.COUNT; direction++) {
                int before = neighbours[router * Direction.COUNT + direction];
                if (before < 0 || before == to || rank[before] < rank[router] != cameDown) {
                    continue;
                }
                for (int state = before * 2; state <= before * 2 + (cameDown ? 1 : 0); state++) {
                    if (next[row + state] == UNREACHED) {
                        next[row + state] = (byte) Direction.opposite(direction);
                        found[count++] = state;
                    }
                }
            }
        }
    }

    /** Whether packets from one router arrive at another. */
    public boolean reaches(int from, int to) {
        return faults.lives(from) && (from == to || next[(to * routers + from) * 2] != UNREACHED);
    }

    /** Whether a packet that came to a router by a port has gone down. */
    public boolean cameDown(int router, int port) {
        return port < Direction.COUNT && rank[neighbours[router * Direction.COUNT + port]] < rank[router];
    }

    /** Direction from a router to another one that is reached. */
    public int next(int to, int router, boolean cameDown) {
        return next[(to * routers + router) * 2 + (cameDown ? 1 : 0)];
    }
}
