package org.skerry.noc.traffic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.skerry.noc.booksim.BookSimConfig;
import org.skerry.noc.grid.Faults;
import org.skerry.noc.grid.Grid;
import org.skerry.noc.grid.GridRouting;
import org.skerry.noc.router.FlitRouters;
import org.skerry.sim.rng.RandomStream;

/** Each pair of endpoints, one packet after the other, alone in the network, against the formula of section 8 of its description. */
class NetworkZeroLoadTest {
    private static final int GAP_CYCLES = 400;

    /** Endpoint e sends its packet number d at cycle (e * endpoints + d) * GAP. */
    private static final class OneAfterTheOther implements InjectionProcess {
        private final int endpoints;

        OneAfterTheOther(int endpoints) {
            this.endpoints = endpoints;
        }

        @Override
        public long first(int endpoint, RandomStream random) {
            return (long) endpoint * endpoints * GAP_CYCLES;
        }

        @Override
        public long next(int endpoint, long cycle, RandomStream random) {
            return (cycle / GAP_CYCLES + 1) / endpoints == endpoint ? cycle + GAP_CYCLES : GapTable.NEVER;
        }
    }

    private static void check(String formula, int perRouter, int constant, int link, String... settings) {
        BookSimConfig config = BookSimConfig.read("", formula, List.of(settings));
        check(formula, perRouter, constant, link, config.network(), config.traffic());
    }

    private static void check(
            String formula, int perRouter, int constant, int link, NetworkSpec network, TrafficSpec traffic) {
        int endpoints = network.grid().endpoints();
        int[] next = new int[endpoints];
        Simulation simulation = new Simulation(
                network, traffic, (source, random) -> next[source]++, new OneAfterTheOther(endpoints), 0, 1);
        Tally tally = simulation.terminals().tally();
        for (int source = 0; source < endpoints; source++) {
            for (int destination = 0; destination < endpoints; destination++) {
                tally.clear();
                simulation.advance(GAP_CYCLES);
                int hops = network.grid()
                        .routerHops(
                                network.grid().routerOf(source), network.grid().routerOf(destination));
                String pair = formula + " from " + source + " to " + destination;
                assertEquals(1, tally.packets, pair);
                assertEquals(hops + 1, tally.hops, pair);
                // In the formulas H counts routers.
                long expected = constant + (long) perRouter * (hops + 1) - link + traffic.packetFlits() - 1;
                assertEquals(expected, tally.packetLatency, pair);
                assertEquals(network.zeroLoadCycles(hops, traffic.packetFlits()), tally.packetLatency, pair);
                assertEquals(expected, tally.networkLatency, pair);
                assertEquals(0, tally.fragmentation, pair);
            }
        }
        FlitRouters routers = simulation.routers();
        routers.checkCredits();
    }

    @Test
    void everyPairTakesTheTimeOfTheFormula() {
        String[] mesh = {"topology=mesh", "routing_function=dor", "num_vcs=2"};
        check("LA mesh 2+4H", 4, 3, 1, with(mesh, "k=8", "routing_delay=0", "credit_delay=1"));
        check("LA mesh F=5 6+4H", 4, 3, 1, with(mesh, "k=4", "routing_delay=0", "credit_delay=1", "packet_size=5"));
        check("DEF mesh 2+5H", 5, 3, 1, with(mesh, "k=4"));
        check("RUN mesh 2+4H", 4, 3, 1, with(mesh, "k=4", "routing_delay=0", "credit_delay=2"));
        check("speculative 2+3H", 3, 3, 1, with(mesh, "k=4", "routing_delay=0", "credit_delay=1", "speculative=1"));
        check(
                "all delays 2: 2+9H",
                9,
                3,
                1,
                with(mesh, "k=4", "routing_delay=2", "vc_alloc_delay=2", "sw_alloc_delay=2", "st_prepare_delay=1"));
        String[] torus = {"topology=torus", "routing_function=dim_order", "num_vcs=2", "routing_delay=0"};
        check("LA torus 1+5H", 5, 3, 2, with(torus, "k=5"));
        check("LA torus short links 2+4H", 4, 3, 1, with(torus, "k=4", "use_noc_latency=0"));
        check("line", 5, 3, 1, with(mesh, "k=6", "n=1"));
    }

    @Test
    void otherRoutingsAndAllocatorsTakeNoLonger() {
        String[] mesh = {"topology=mesh", "k=4", "num_vcs=6", "routing_delay=0", "credit_delay=1"};
        for (String routing : List.of("xy_yx", "adaptive_xy_yx", "romm", "min_adapt", "planar_adapt")) {
            check(routing, 4, 3, 1, with(mesh, "routing_function=" + routing));
        }
        for (String allocator : List.of(
                "islip(2)", "separable_input_first", "separable_output_first(matrix)", "wavefront", "rr_wavefront")) {
            check(
                    allocator,
                    4,
                    3,
                    1,
                    with(mesh, "routing_function=dor", "vc_allocator=" + allocator, "sw_allocator=" + allocator));
        }
        check(
                "cmesh",
                5,
                3,
                2,
                "topology=cmesh",
                "k=2",
                "c=4",
                "x=2",
                "y=2",
                "xr=2",
                "yr=2",
                "routing_function=dor_no_express",
                "routing_delay=0");
        check("torus min_adapt", 5, 3, 2, "topology=torus", "k=5", "routing_function=min_adapt", "routing_delay=0");
    }

    /** A network of ours with look-ahead routers. */
    private static NetworkSpec ours(GridRouting routing, boolean wraps) {
        Grid grid = new Grid(4, 4, wraps, 1, 1, 1);
        return NetworkSpec.of(grid, routing, 4, 8);
    }

    private static TrafficSpec transpose(double load) {
        return new TrafficSpec(PatternSpec.of(PatternSpec.Kind.TRANSPOSE), InjectionSpec.BERNOULLI, 1, load);
    }

    @Test
    void adaptivePacketsTakeShortestWays() {
        for (GridRouting routing :
                List.of(GridRouting.MINIMAL_ADAPTIVE, GridRouting.ODD_EVEN, GridRouting.WEST_FIRST, GridRouting.YX)) {
            check(routing.name(), 4, 3, 1, ours(routing, false), transpose(0));
        }
        check("torus", 4, 3, 1, ours(GridRouting.MINIMAL_ADAPTIVE_TORUS, true), transpose(0));
    }

    @Test
    void adaptiveRoutingAcceptsMoreOfTransposedTrafficThanXy() {
        Phases phases = new Phases(2, 1000, 5, -1, -1, -1);
        double xy = accepted(GridRouting.XY, phases);
        for (GridRouting routing : List.of(GridRouting.MINIMAL_ADAPTIVE, GridRouting.ODD_EVEN, GridRouting.O1TURN)) {
            double other = accepted(routing, phases);
            assertTrue(other > 1.1 * xy, routing + " accepts " + other + ", XY " + xy);
        }
    }

    @Test
    void packetsGoRoundWhatIsDeadAndAllOfThemArrive() {
        Grid grid = new Grid(6, 6, false, 1, 1, 1);
        Faults faults = Faults.of(grid, Set.of(7, 14, 22), Set.of(0));
        NetworkSpec network =
                NetworkSpec.of(grid, GridRouting.FAULT_TOLERANT, 2, 8).withFaults(faults);
        network.refuseDeadlock();
        TrafficSpec traffic =
                new TrafficSpec(PatternSpec.of(PatternSpec.Kind.UNIFORM), InjectionSpec.BERNOULLI, 3, 0.06);
        Simulation simulation = new Simulation(network, traffic, 1);
        simulation.advance(3000);
        assertTrue(simulation.undeliverable() > 0, "some go to and from dead routers");
        LoadPoint point = new Experiment(network, traffic, Phases.DEFAULT, true, 1).run();
        assertTrue(!point.saturated() && point.packets() > 1000, point.toString());
        // Three of 36 routers send nothing and get nothing.
        assertEquals(0.06 * 33 / 36 * 33 / 36, point.accepted(), 0.003);
    }

    private static double accepted(GridRouting routing, Phases phases) {
        return new Experiment(ours(routing, false), transpose(0.9), phases, false, 1)
                .run()
                .accepted();
    }

    private static String[] with(String[] some, String... more) {
        String[] all = java.util.Arrays.copyOf(some, some.length + more.length);
        System.arraycopy(more, 0, all, some.length, more.length);
        return all;
    }
}
