package org.skerry.noc.traffic;

import java.util.ArrayList;
import java.util.List;
import org.skerry.noc.grid.Grid;
import org.skerry.noc.router.Routers;
import org.skerry.noc.router.VcAddress;
import org.skerry.noc.routing.Direction;
import org.skerry.sim.config.Check;
import org.skerry.sim.trace.LinkLoad;

/**
 * A network seen from within, at one load: where latency goes, how busy links and routers are, how full buffers are, and what chosen packets
 * went through. A run of its own, with the same packets as that of the curve; watching changes nothing in it.
 *
 * @param load      offered flits for each endpoint and cycle
 * @param cycles    watched, after the warm-up
 * @param parts     where the latency of the packets made in these cycles went
 * @param links     what passed over each link in these cycles
 * @param routers   one for each router
 * @param vcs       mean flits in the buffer of a virtual channel, by its number, over all inputs from links
 * @param samples   how full buffers were over time
 * @param journeys  chosen packets
 */
public record Insight(
        double load,
        long cycles,
        LatencyParts parts,
        List<LinkLoad> links,
        List<RouterLoad> routers,
        List<Double> vcs,
        List<Sample> samples,
        List<Journey> journeys) {
    /** Most routers of a network that can be watched. */
    public static final int MOST_ROUTERS = 4096;

    private static final int SAMPLES = 100;
    private static final int PERIODS = 4;

    /** Copies the lists. */
    public Insight {
        links = List.copyOf(links);
        routers = List.copyOf(routers);
        vcs = List.copyOf(vcs);
        samples = List.copyOf(samples);
        journeys = List.copyOf(journeys);
    }

    /**
     * A router.
     *
     * @param x        column
     * @param y        row
     * @param flits    that left it, for links and endpoints
     * @param buffered mean flits in its buffers
     */
    public record RouterLoad(int x, int y, long flits, double buffered) {}

    /**
     * Buffers at one cycle.
     *
     * @param cycle   when
     * @param mean    flits in the buffers of a router
     * @param fullest flits in those of the router that has most
     */
    public record Sample(long cycle, double mean, int fullest) {}

    /** Watches a network for a few periods after its warm-up. */
    public static Insight of(NetworkSpec network, TrafficSpec traffic, Phases phases, JourneyChoice choice, long seed) {
        Grid grid = network.grid();
        Check.isTrue(
                grid.routers() <= MOST_ROUTERS,
                "a network of " + grid.routers() + " routers is too large to watch every flit; " + MOST_ROUTERS
                        + " are the most. Make it smaller.");
        FlightRecorder recorder = new FlightRecorder(network, choice);
        WatchedSimulation simulation = new WatchedSimulation(network, traffic.source(grid), 0, seed, recorder);
        long from = (long) phases.warmupPeriods() * phases.periodCycles();
        long cycles = (long) Math.min(PERIODS, phases.mostPeriods() - phases.warmupPeriods()) * phases.periodCycles();
        recorder.measure(from, from + cycles);
        simulation.advance(from);
        Reading before = new Reading(simulation, grid, from);
        long step = Math.max(1, cycles / SAMPLES);
        List<Sample> samples = new ArrayList<>();
        long[] vcFlits = new long[network.vcs()];
        while (simulation.cycle() < from + cycles) {
            samples.add(sample(simulation, grid, vcFlits));
            simulation.advance(Math.min(step, from + cycles - simulation.cycle()));
        }
        Reading after = new Reading(simulation, grid, from + cycles);
        // Until what was made in these cycles has arrived; not for ever, as the network may be saturated.
        for (int i = 0; i < phases.mostPeriods() && (i == 0 || recorder.underWay() > 0); i++) {
            simulation.advance(phases.periodCycles());
        }
        List<Double> vcs = new ArrayList<>();
        long inputs = (long) before.links.size() * samples.size();
        for (long flits : vcFlits) {
            vcs.add(inputs == 0 ? 0 : (double) flits / inputs);
        }
        return new Insight(
                traffic.load(),
                cycles,
                recorder.parts(),
                after.linksSince(before),
                after.routersSince(before, grid, cycles),
                vcs,
                samples,
                recorder.journeys());
    }

    private static Sample sample(WatchedSimulation simulation, Grid grid, long[] vcFlits) {
        Routers routers = simulation.routers();
        long sum = 0;
        int fullest = 0;
        for (int router = 0; router < grid.routers(); router++) {
            int buffered = routers.buffered(router);
            sum += buffered;
            fullest = Math.max(fullest, buffered);
            for (int port = 0; buffered > 0 && port < Direction.COUNT; port++) {
                for (int vc = 0; vc < vcFlits.length; vc++) {
                    vcFlits[vc] += simulation.waiting().count(VcAddress.of(router, port, vc));
                }
            }
        }
        return new Sample(simulation.cycle(), (double) sum / grid.routers(), fullest);
    }

    /** Counters at one cycle. */
    private static final class Reading {
        private final List<LinkLoad> links = new ArrayList<>();
        private final long[] flits; // by router
        private final long[] buffered; // summed over cycles

        Reading(WatchedSimulation simulation, Grid grid, long cycle) {
            Routers routers = simulation.routers();
            flits = new long[grid.routers()];
            buffered = new long[grid.routers()];
            for (int router = 0; router < grid.routers(); router++) {
                buffered[router] = routers.bufferFlitCycles(router, cycle);
                for (int port = 0; port < grid.ports(); port++) {
                    long passed = routers.portFlits(router, port);
                    flits[router] += passed;
                    int to = port < Direction.COUNT ? grid.neighbour(router, port) : -1;
                    if (to >= 0) {
                        links.add(new LinkLoad(grid.x(router), grid.y(router), grid.x(to), grid.y(to), passed));
                    }
                }
            }
        }

        List<LinkLoad> linksSince(Reading before) {
            List<LinkLoad> since = new ArrayList<>();
            for (int i = 0; i < links.size(); i++) {
                since.add(links.get(i).since(before.links.get(i)));
            }
            return since;
        }

        List<RouterLoad> routersSince(Reading before, Grid grid, long cycles) {
            List<RouterLoad> loads = new ArrayList<>();
            for (int router = 0; router < flits.length; router++) {
                loads.add(new RouterLoad(
                        grid.x(router),
                        grid.y(router),
                        flits[router] - before.flits[router],
                        (double) (buffered[router] - before.buffered[router]) / cycles));
            }
            return loads;
        }
    }
}
