package org.skerry.noc.routing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.skerry.noc.topology.MeshSpec;
import org.skerry.sim.config.Check;
import org.skerry.sim.config.ConfigException;

/**
 * The graph of which link of a mesh can wait for which: a packet that holds link a and wants link b next makes b a successor of a.
 * Without a cycle in it no packets block each other for ever (Dally, Seitz: Deadlock-free message routing in multiprocessor
 * interconnection networks, IEEE ToC 36(5), 1987). All virtual channels of a virtual network on a link are one node of the graph,
 * which is on the safe side; virtual networks do not meet.
 *
 * <p>Up to {@link #LARGEST_FOLLOWED} routers every route is followed. In a larger mesh the turns that the routing says it may make
 * are taken to be possible everywhere in a mesh of 8 x 8: a cycle of turns that are allowed everywhere fits into that.
 */
public final class ChannelDependencies {
    /** Routers up to which every route is followed, a million of them; an assumption about patience. */
    public static final int LARGEST_FOLLOWED = 1024;

    private static final int SAMPLE_WIDTH = 8;

    private final Routing routing;
    private final int width;
    private final int height;
    private final byte[] successors; // by link = router * COUNT + direction: a bit for each direction that comes next

    private ChannelDependencies(Routing routing, int width, int height) {
        this.routing = routing;
        this.width = width;
        this.height = height;
        successors = new byte[width * height * Direction.COUNT];
    }

    /** Refuses {@code routing} if packets of it can block each other, or do not arrive, in {@code mesh}; prints the cycle. */
    public static void refuseCycles(Routing routing, MeshSpec mesh) {
        boolean followed = mesh.routers() <= LARGEST_FOLLOWED;
        ChannelDependencies graph = followed
                ? new ChannelDependencies(routing, mesh.width(), mesh.height())
                : new ChannelDependencies(routing, SAMPLE_WIDTH, SAMPLE_WIDTH);
        if (followed) {
            graph.followRoutes();
        } else {
            graph.takeTurns();
        }
        List<Integer> cycle = graph.cycle();
        Check.isTrue(
                cycle.isEmpty(),
                "network.routing=" + routing.name() + " lets packets block each other for ever: "
                        + graph.describe(cycle) + ". Choose a routing that leaves out one of these turns, such as XY.");
    }

    private void followRoutes() {
        int[] reached = new int[width * height]; // destination + 1 for routers whose route is known to arrive there
        for (int destination = 0; destination < reached.length; destination++) {
            reached[destination] = destination + 1;
            for (int source = 0; source < reached.length; source++) {
                followRoute(source, destination, reached);
            }
        }
    }

    private void followRoute(int source, int destination, int[] reached) {
        int hops = 0;
        for (int router = source; reached[router] != destination + 1; hops++) {
            int direction = nextOf(router, destination);
            int neighbour = neighbour(router, direction);
            if (neighbour < 0 || hops > reached.length) {
                throw new ConfigException("network.routing=" + routing.name() + " sends a packet from router " + source
                        + " to router " + destination
                        + (neighbour < 0 ? " off the mesh at router " + router : " in a circle")
                        + ". Choose a routing that reaches every router, such as XY.");
            }
            if (neighbour != destination) {
                successors[router * Direction.COUNT + direction] |= (byte) (1 << nextOf(neighbour, destination));
            }
            router = neighbour;
        }
        for (int router = source; reached[router] != destination + 1; ) {
            reached[router] = destination + 1;
            router = neighbour(router, nextOf(router, destination));
        }
    }

    private void takeTurns() {
        for (int link = 0; link < successors.length; link++) {
            int direction = link % Direction.COUNT;
            int neighbour = neighbour(link / Direction.COUNT, direction);
            for (int next = 0; neighbour >= 0 && next < Direction.COUNT; next++) {
                if (neighbour(neighbour, next) >= 0 && routing.mayTurn(direction, next)) {
                    successors[link] |= (byte) (1 << next);
                }
            }
        }
    }

    /** Links of a cycle in order, or nothing: a search in depth without recursion. */
    private List<Integer> cycle() {
        byte[] left = successors.clone(); // successors not yet looked at
        int[] place = new int[left.length]; // on the path, from 1; -1 once it leads to no cycle
        int[] path = new int[left.length];
        for (int start = 0; start < left.length; start++) {
            int length = 0;
            int link = start;
            while (place[link] == 0 || length > 0) {
                if (place[link] == 0) {
                    path[length++] = link;
                    place[link] = length;
                }
                if (left[link] == 0) {
                    place[link] = -1;
                    length--;
                    link = length == 0 ? start : path[length - 1];
                    continue;
                }
                int direction = Integer.numberOfTrailingZeros(left[link]);
                left[link] &= (byte) (left[link] - 1);
                int next = neighbour(link / Direction.COUNT, link % Direction.COUNT) * Direction.COUNT + direction;
                if (place[next] > 0) {
                    return Arrays.stream(path, place[next] - 1, length).boxed().toList();
                }
                link = place[next] < 0 ? link : next;
            }
        }
        return new ArrayList<>();
    }

    private String describe(List<Integer> cycle) {
        StringBuilder text = new StringBuilder();
        for (int link : cycle) {
            text.append("router ").append(link / Direction.COUNT).append(' ');
            text.append(Direction.name(link % Direction.COUNT)).append(" -> ");
        }
        return cycle.isEmpty()
                ? ""
                : text.append("router ").append(cycle.get(0) / Direction.COUNT).toString();
    }

    private int nextOf(int router, int destination) {
        return routing.next(router % width, router / width, destination % width, destination / width);
    }

    /** The router next to {@code router}, or -1 at the edge and for what is no direction. */
    private int neighbour(int router, int direction) {
        int x = router % width + Direction.dx(direction);
        int y = router / width + Direction.dy(direction);
        boolean there = direction >= 0 && direction < Direction.COUNT && x >= 0 && x < width && y >= 0 && y < height;
        return there ? y * width + x : -1;
    }
}
