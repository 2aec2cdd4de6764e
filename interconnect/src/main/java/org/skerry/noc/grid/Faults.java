package org.skerry.noc.grid;

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

    private final Set<Integer> routers;
    private final Set<Integer> links; // router * COUNT + direction, both sides of each

    private Faults(Set<Integer> routers, Set<Integer> links) {
        this.routers = Set.copyOf(routers);
        this.links = Set.copyOf(links);
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

    /** Whether nothing is dead. */
    public boolean isEmpty() {
        return routers.isEmpty() && links.isEmpty();
    }

    /** Whether a router lives. */
    public boolean lives(int router) {
        return !routers.contains(router);
    }

    /** The next router in a direction if it, the link and the router itself live, else -1. */
    public int neighbour(Grid grid, int router, int direction) {
        int next = grid.neighbour(router, direction);
        boolean lives =
                next >= 0 && lives(router) && lives(next) && !links.contains(router * Direction.COUNT + direction);
        return lives ? next : -1;
    }

    @Override
    public String toString() {
        return isEmpty() ? "none" : "dead routers " + new TreeSet<>(routers) + ", dead links " + new TreeSet<>(links);
    }
}
