package org.skerry.noc.grid;

import java.util.BitSet;
import java.util.Set;
import java.util.TreeSet;
import org.skerry.noc.routing.Direction;
import org.skerry.sim.config.Check;
import org.skerry.sim.rng.RandomStream;

/**
 * What of a grid is dead from the beginning. A dead router takes its links and endpoints with it; a dead link is dead both ways.
 * Immutable.
 */
public final class Faults {
    /** Nothing is dead. */
    public static final Faults NONE = new Faults(Set.of(), Set.of());

    private final BitSet routers = new BitSet();
    private final BitSet links = new BitSet(); // router * COUNT + direction, both sides of each

    private Faults(Set<Integer> routers, Set<Integer> links) {
        routers.forEach(this.routers::set);
        links.forEach(this.links::set);
    }

    /**
     * Dead routers and links of {@code grid}.
     *
     * @param links of each the lower number of its two routers times 4, plus the direction to the other one
     */
    public static Faults of(Grid grid, Set<Integer> routers, Set<Integer> links) {
        for (int router : routers) {
            Check.inRange(router, 0, grid.routers() - 1, "network.deadRouters");
        }
        Set<Integer> both = new TreeSet<>();
        for (int link : links) {
            Check.inRange(link, 0, grid.routers() * Direction.COUNT - 1, "network.deadLinks");
            int router = link / Direction.COUNT;
            int direction = link % Direction.COUNT;
            int other = grid.neighbour(router, direction);
            Check.isTrue(
                    other >= 0,
                    "network.deadLinks: router " + router + " has no link " + Direction.name(direction)
                            + ". Name one that it has.");
            both.add(link);
            both.add(other * Direction.COUNT + Direction.opposite(direction));
        }
        return new Faults(routers, both);
    }

    /** So many dead routers, drawn at random. */
    public static Faults randomRouters(Grid grid, int count, RandomStream random) {
        Set<Integer> routers = new TreeSet<>();
        while (routers.size() < count) {
            routers.add(random.nextInt(grid.routers()));
        }
        return of(grid, routers, Set.of());
    }

    /** So many dead links, drawn at random. */
    public static Faults randomLinks(Grid grid, int count, RandomStream random) {
        int all = links(grid);
        Check.inRange(count, 0, all, "network.deadLinks");
        Set<Integer> links = new TreeSet<>();
        while (links.size() < count) {
            int router = random.nextInt(grid.routers());
            int direction = random.nextInt(2) == 0 ? Direction.EAST : Direction.SOUTH; // so that each link has one name
            if (grid.neighbour(router, direction) >= 0) {
                links.add(router * Direction.COUNT + direction);
            }
        }
        return of(grid, Set.of(), links);
    }

    /** Number of links of a grid, both directions of one counted once. */
    public static int links(Grid grid) {
        int count = 0;
        for (int router = 0; router < grid.routers(); router++) {
            count += grid.neighbour(router, Direction.EAST) >= 0 ? 1 : 0;
            count += grid.neighbour(router, Direction.SOUTH) >= 0 ? 1 : 0;
        }
        return count;
    }

    /** These and others. */
    public Faults and(Faults others) {
        Faults both = new Faults(Set.of(), Set.of());
        for (Faults each : new Faults[] {this, others}) {
            both.routers.or(each.routers);
            both.links.or(each.links);
        }
        return both;
    }

    /** Whether nothing is dead. */
    public boolean isEmpty() {
        return routers.isEmpty() && links.isEmpty();
    }

    /** Whether a router lives. */
    public boolean lives(int router) {
        return !routers.get(router);
    }

    /** The next router in a direction if it, the link and the router itself live, else -1. */
    public int neighbour(Grid grid, int router, int direction) {
        int next = grid.neighbour(router, direction);
        boolean lives = next >= 0 && lives(router) && lives(next) && !links.get(router * Direction.COUNT + direction);
        return lives ? next : -1;
    }

    /** The same for all routers and directions: by router times 4, plus direction. */
    int[] neighbours(Grid grid) {
        int[] neighbours = new int[grid.routers() * Direction.COUNT];
        for (int i = 0; i < neighbours.length; i++) {
            neighbours[i] = neighbour(grid, i / Direction.COUNT, i % Direction.COUNT);
        }
        return neighbours;
    }

    @Override
    public String toString() {
        return isEmpty() ? "none" : "dead routers " + routers + ", dead links " + links;
    }
}
