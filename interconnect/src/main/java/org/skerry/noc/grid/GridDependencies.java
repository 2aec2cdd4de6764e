package org.skerry.noc.grid;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.skerry.noc.router.Way;
import org.skerry.noc.routing.Direction;
import org.skerry.sim.config.Check;
import org.skerry.sim.config.ConfigException;

/**
 * Which virtual channel of a link can wait for which, found by following every packet that can be through every choice it has. Without
 * a circle in this graph nothing waits for ever (Dally, Seitz 1987). Where a routing names channels to escape to, the graph has those
 * alone: a packet that holds one waits for the next one that it could take, whatever other channels it passes in between (Duato 1993);
 * and at every router there must be one that it can take.
 *
 * <p>Virtual channels that belong to the same classes are one node. Routings do not look at where in a large grid a packet is, apart
 * from columns and rows being even or odd and from its edges, so a small grid stands for a large one.
 */
final class GridDependencies {
    /** Routers in a row or column up to which a grid is followed itself. */
    static final int FOLLOWED = 6;

    private static final int NONE = -1;

    private final GridRouting routing;
    private final Grid grid;
    private final int vcs;
    private final Itineraries packets = new Itineraries();
    private final GridRoute route;
    private final long[] classes;
    private final List<Integer> leaders = new ArrayList<>(); // one virtual channel for all that are in the same classes
    private final BitSet[] successors; // by link and virtual channel
    private final Set<State> seen = new HashSet<>();
    private final Deque<State> open = new ArrayDeque<>();

    /** Where a packet is and what it holds. */
    private record State(int router, int port, int vc, int to, int via, int memory, int held) {}

    GridDependencies(GridRouting routing, Grid grid, int vcs, Faults faults) {
        this.routing = routing;
        this.grid =
                faults.isEmpty() ? new Grid(small(grid.width()), small(grid.height()), grid.wraps(), 1, 1, 1) : grid;
        this.vcs = vcs;
        route = routing.route(this.grid, vcs, packets, faults);
        classes = route.vcClasses();
        for (int vc = 0; vc < vcs; vc++) {
            if (leader(vc) == vc) {
                leaders.add(vc);
            }
        }
        successors = new BitSet[this.grid.routers() * Direction.COUNT * vcs];
    }

    private static int small(int size) {
        return size <= FOLLOWED ? size : FOLLOWED - (size & 1);
    }

    private int leader(int vc) {
        for (int other = 0; other < vc; other++) {
            boolean same = (route.escapeVcs() >>> vc & 1) == (route.escapeVcs() >>> other & 1);
            for (long each : classes) {
                same &= (each >>> vc & 1) == (each >>> other & 1);
            }
            if (same) {
                return other;
            }
        }
        return vc;
    }

    void refuseCycles() {
        for (int to = 0; to < grid.routers(); to++) {
            seen.clear();
            for (int from = 0; from < grid.routers(); from++) {
                if (route.reaches(from, to)) {
                    follow(from, to);
                }
            }
        }
        List<Integer> cycle = cycle();
        Check.isTrue(
                cycle.isEmpty(),
                "network.routing=" + routing + " with " + vcs
                        + " virtual channels lets packets block each other for ever: " + describe(cycle)
                        + ". Choose another routing, or more virtual channels.");
    }

    private void follow(int from, int to) {
        int slot = packets.add(to, Direction.COUNT);
        for (int beginning = 0; beginning < route.beginnings(from, to); beginning++) {
            packets.via(slot, Itineraries.NOWHERE);
            packets.state(slot, 0);
            route.begin(slot, from, beginning);
            reach(new State(from, Direction.COUNT, 0, to, packets.via(slot), packets.state(slot), NONE));
        }
        while (!open.isEmpty()) {
            step(open.pop(), slot);
        }
        packets.remove(slot);
    }

    private void reach(State state) {
        if (seen.add(state)) {
            open.push(state);
        }
    }

    private void step(State state, int slot) {
        packets.via(slot, state.via());
        packets.state(slot, state.memory());
        int way = route.first(state.router(), state.port(), state.vc(), slot);
        int ways = 0;
        boolean escapes = false;
        for (; way != Way.NONE && ways < route.mostWays(); ways++) {
            int direction = Way.port(way);
            if (direction >= Direction.COUNT) {
                return; // arrived
            }
            int next = grid.neighbour(state.router(), direction);
            if (next < 0) {
                throw new ConfigException("network.routing=" + routing + " sends a packet off the grid at router "
                        + state.router() + ". Choose another routing.");
            }
            for (int vc : leaders) {
                if ((classes[Way.vcClass(way)] >>> vc & 1) != 0) {
                    boolean escape = (route.escapeVcs() >>> vc & 1) != 0;
                    escapes |= escape;
                    int channel = (state.router() * Direction.COUNT + direction) * vcs + vc;
                    if (escape && state.held() != NONE) {
                        successor(state.held(), channel);
                    }
                    reach(new State(
                            next,
                            Direction.opposite(direction),
                            vc,
                            state.to(),
                            packets.via(slot),
                            packets.state(slot),
                            escape ? channel : state.held()));
                }
            }
            way = route.mostWays() == 1 ? Way.NONE : route.next();
        }
        if (!escapes) {
            throw new ConfigException("network.routing=" + routing + " leaves a packet at router " + state.router()
                    + " no channel to escape to. Choose another routing.");
        }
    }

    private void successor(int channel, int next) {
        if (successors[channel] == null) {
            successors[channel] = new BitSet();
        }
        successors[channel].set(next);
    }

    /** Channels of a cycle in order, or none: a search in depth without recursion. */
    private List<Integer> cycle() {
        boolean[] done = new boolean[successors.length];
        int[] place = new int[successors.length]; // on the path, from 1
        int[] looked = new int[successors.length];
        List<Integer> path = new ArrayList<>();
        for (int start = 0; start < successors.length; start++) {
            if (done[start] || successors[start] == null) {
                continue;
            }
            path.add(start);
            place[start] = 1;
            while (!path.isEmpty()) {
                int channel = path.get(path.size() - 1);
                int next = successors[channel] == null ? -1 : successors[channel].nextSetBit(looked[channel]);
                if (next < 0) {
                    done[channel] = true;
                    place[channel] = 0;
                    path.remove(path.size() - 1);
                } else {
                    looked[channel] = next + 1;
                    if (place[next] > 0) {
                        return new ArrayList<>(path.subList(place[next] - 1, path.size()));
                    }
                    if (!done[next]) {
                        path.add(next);
                        place[next] = path.size();
                    }
                }
            }
        }
        return List.of();
    }

    private String describe(List<Integer> cycle) {
        StringBuilder text = new StringBuilder();
        for (int channel : cycle) {
            int link = channel / vcs;
            text.append("router ").append(link / Direction.COUNT).append(' ');
            text.append(Direction.name(link % Direction.COUNT))
                    .append(" VC ")
                    .append(channel % vcs)
                    .append(" -> ");
        }
        return cycle.isEmpty()
                ? ""
                : text.append("router ")
                        .append(cycle.get(0) / vcs / Direction.COUNT)
                        .toString();
    }
}
