package org.skerry.noc.survive;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.skerry.noc.mesh.TimeDivisionSpec;
import org.skerry.noc.routing.Direction;
import org.skerry.noc.topology.MeshSpec;
import org.skerry.sim.rng.RandomStream;
import org.skerry.sim.rng.RandomStreams;

/**
 * Phases of outputs that suit given routes. A packet rides from one output of its way to the next if the second phase is a hop, the router's
 * and the link's cycles, after the first. For every two outputs that follow each other on a way it is counted how many pairs of routers go
 * that way; in the order of these numbers each two get phases that fit, unless they hang together already by others, as in Kruskal's
 * algorithm for spanning trees. What hangs together begins at a phase that is drawn.
 *
 * <p>Whatever the phases, the head of a packet that is alone in its domain, and is handed over at any time at an endpoint of a tile with a port of its
 * own, waits along its outputs c(0), .., c(n), the last one to its endpoint, in the mean
 *
 * <pre>
 *   (domains - 1) / 2  +  sum over i = 1..n of  (phase(c(i)) - phase(c(i - 1)) - hop) mod domains
 * </pre>
 */
final class RoutePhases {
    private static final int OUTPUTS = Direction.COUNT + 1; // of a router; all those to endpoints have one phase

    private RoutePhases() {}

    private record Turn(int first, int second, long pairs) {}

    /** By router * ports + port. */
    static int[] of(MeshSpec mesh, Ways ways, int ports, TimeDivisionSpec division) {
        int outputs = mesh.routers() * OUTPUTS;
        Forest forest = new Forest(outputs, division.domains());
        for (Turn turn : turns(mesh, ways)) {
            forest.join(turn.first(), turn.second(), hop(mesh));
        }
        RandomStream random = new RandomStreams(division.phaseSeed()).stream("noc.slots", 1);
        int[] drawn = new int[outputs];
        for (int output = 0; output < outputs; output++) {
            drawn[output] = random.nextInt(division.domains());
        }
        int[] phases = new int[mesh.routers() * ports];
        for (int at = 0; at < phases.length; at++) {
            int output = at / ports * OUTPUTS + Math.min(at % ports, Direction.COUNT);
            int root = forest.root(output);
            phases[at] = Math.floorMod(drawn[root] + forest.after(output), division.domains());
        }
        return phases;
    }

    private static int hop(MeshSpec mesh) {
        return mesh.routerCycles() + mesh.linkCycles();
    }

    /** Outputs that follow each other on ways, those of most pairs first. */
    private static List<Turn> turns(MeshSpec mesh, Ways ways) {
        long[] pairs = new long[mesh.routers() * OUTPUTS * OUTPUTS]; // by first output, second at the next router
        int[] second = new int[pairs.length];
        for (int from = 0; from < mesh.routers(); from++) {
            for (int to = 0; to < mesh.routers(); to++) {
                if (from != to && ways.known().lives(from) && ways.known().lives(to) && ways.talk(from, to)) {
                    int[] way = outputs(mesh, ways, from, to, OUTPUTS, Direction.COUNT);
                    for (int i = 1; i < way.length; i++) {
                        int at = way[i - 1] * OUTPUTS + way[i] % OUTPUTS;
                        pairs[at]++;
                        second[at] = way[i];
                    }
                }
            }
        }
        List<Turn> turns = new ArrayList<>();
        for (int at = 0; at < pairs.length; at++) {
            if (pairs[at] > 0) {
                turns.add(new Turn(at / OUTPUTS, second[at], pairs[at]));
            }
        }
        turns.sort(Comparator.comparingLong(Turn::pairs).reversed());
        return turns;
    }

    /** Outputs on the way, the one to the endpoint included. */
    private static int[] outputs(MeshSpec mesh, Ways ways, int from, int to, int ports, int local) {
        int[] directions = ways.directions(from, to);
        int[] way = new int[directions.length + 1];
        int at = from;
        for (int i = 0; i < directions.length; i++) {
            way[i] = at * ports + directions[i];
            at += Direction.dx(directions[i]) + Direction.dy(directions[i]) * mesh.width();
        }
        way[directions.length] = at * ports + local;
        return way;
    }

    /** Mean cycles that a head waits for slots from one router to the endpoint at a port of another. */
    static double meanWaitCycles(
            MeshSpec mesh, Ways ways, int ports, TimeDivisionSpec division, int[] phases, int from, int to, int local) {
        int[] way = outputs(mesh, ways, from, to, ports, local);
        double wait = (division.domains() - 1) / 2.0;
        for (int i = 1; i < way.length; i++) {
            wait += Math.floorMod(phases[way[i]] - phases[way[i - 1]] - hop(mesh), division.domains());
        }
        return wait;
    }

    /** Outputs that hang together, each by how many cycles it is after the root. */
    private static final class Forest {
        private final int[] parent;
        private final int[] after; // after the parent
        private final int domains;

        Forest(int outputs, int domains) {
            parent = new int[outputs];
            after = new int[outputs];
            this.domains = domains;
            for (int output = 0; output < outputs; output++) {
                parent[output] = output;
            }
        }

        int root(int output) {
            int at = output;
            while (parent[at] != at) {
                at = parent[at];
            }
            return at;
        }

        int after(int output) {
            int sum = 0;
            for (int at = output; parent[at] != at; at = parent[at]) {
                sum += after[at];
            }
            return sum % domains;
        }

        void join(int first, int second, int cycles) {
            int root = root(second);
            int under = root(first);
            if (root != under) {
                after[root] = Math.floorMod(after(first) + cycles - after(second), domains);
                parent[root] = under;
            }
        }
    }
}
