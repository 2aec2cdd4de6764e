package org.skerry.noc.traffic;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.skerry.noc.grid.Grid;
import org.skerry.noc.grid.GridRouting;
import org.skerry.noc.router.AllocatorSpec;
import org.skerry.noc.router.FlitRouters;
import org.skerry.noc.routing.Direction;
import org.skerry.noc.topology.Chiplets;
import org.skerry.sim.config.ConfigException;

/** Meshes joined by links that are slower and narrower. */
class ChipletsTest {
    private static final AllocatorSpec WAVEFRONT =
            new AllocatorSpec(AllocatorSpec.Kind.WAVEFRONT, 1, AllocatorSpec.ArbiterKind.ROUND_ROBIN);

    private static NetworkSpec network(
            Grid grid, GridRouting routing, int vcs, boolean speculative, AllocatorSpec allocator, int domains) {
        return NetworkSpec.of(grid, routing, vcs, 24)
                .withStages(new RouterStages(0, 1, 1, 1, 0, speculative, false))
                .withAllocators(allocator)
                .withDivision(new TimeDivision(domains, TimeDivision.Schedule.NAIVE));
    }

    private static NetworkSpec network(Grid grid, GridRouting routing) {
        return network(grid, routing, 4, false, AllocatorSpec.ISLIP, 1);
    }

    private static Grid grid(int width, int height, int linkFlitCycles, Chiplets chiplets) {
        return new Grid(width, height, false, 1, 1, 1, linkFlitCycles, chiplets);
    }

    private static void checkEveryPair(NetworkSpec network, int flits) {
        Grid grid = network.grid();
        LonePackets packets = LonePackets.everyPair(network, flits);
        for (int from = 0; from < grid.routers(); from++) {
            for (int to = 0; to < grid.routers(); to++) {
                int hops = grid.routerHops(from, to);
                assertEquals(hops, packets.hops(from, to));
                assertEquals(
                        network.zeroLoadCycles(grid.crossings(from, to, network.routing() != GridRouting.YX), flits),
                        packets.latency(from, to),
                        from + " to " + to + ", " + flits + " flits in " + network);
            }
        }
    }

    @Test
    void everyPairTakesTheTimeOfTheClosedForm() {
        Chiplets[] cuts = {
            new Chiplets(2, 2, 7, 3), new Chiplets(3, 1, 1, 4), new Chiplets(1, 2, 20, 1), new Chiplets(6, 4, 2, 2)
        };
        for (Chiplets chiplets : cuts) {
            for (int flits : new int[] {1, 5}) {
                checkEveryPair(network(grid(6, 4, 1, chiplets), GridRouting.XY), flits);
            }
        }
        Grid grid = grid(4, 4, 2, new Chiplets(2, 2, 5, 3));
        checkEveryPair(network(grid, GridRouting.O1TURN), 1);
        checkEveryPair(network(grid, GridRouting.MINIMAL_ADAPTIVE), 1);
        checkEveryPair(network(grid, GridRouting.XY, 2, true, AllocatorSpec.ISLIP, 1), 3);
        checkEveryPair(network(grid, GridRouting.YX, 2, false, WAVEFRONT, 1), 4);
        checkEveryPair(network(grid(5, 3, 3, Chiplets.NONE), GridRouting.XY), 4);
    }

    @Test
    void theClosedFormIsThatOfALineWorkedOutByHand() {
        // 2 chiplets of 2 x 1: routers 3, links 1, between chiplets 6 + 3. The head takes 2 + 4 * 3 + 1 + 9 + 1 + 1 =
        // 26
        // cycles, 4 of them waiting for virtual channels; the fourth flit leaves the second router 12 after it, and
        // waits no more: 26 - 2 + 12.
        Grid grid = grid(4, 1, 1, new Chiplets(2, 1, 6, 4));
        assertEquals(36, LonePackets.everyPair(network(grid, GridRouting.XY), 4).latency(0, 3));
    }

    @Test
    void linksBetweenChipletsAcceptOneFlitInAsManyCyclesAsTheyAreNarrow() {
        for (int flitCycles : new int[] {1, 2, 4, 7}) {
            for (boolean general : new boolean[] {false, true}) {
                Grid grid = grid(8, 4, 1, new Chiplets(2, 1, 3, flitCycles));
                AllocatorSpec allocator = general ? WAVEFRONT : AllocatorSpec.ISLIP;
                NetworkSpec network = network(grid, GridRouting.XY, 4, general, allocator, 1);
                // All packets cross from one half to the other: four sources share the link of their row.
                TrafficSpec traffic =
                        new TrafficSpec(PatternSpec.of(PatternSpec.Kind.UNIFORM), InjectionSpec.BERNOULLI, 5, 0.9);
                Simulation simulation = new Simulation(
                        network,
                        traffic,
                        (source, random) -> source / 8 * 8 + (source % 8 + 4) % 8,
                        traffic.injection().process(0.9 / 5, grid.endpoints()),
                        0,
                        1);
                simulation.advance(1000);
                FlitRouters routers = simulation.routers();
                long[] before = seamFlits(routers, grid);
                simulation.advance(7000);
                long[] after = seamFlits(routers, grid);
                routers.checkCredits();
                for (int i = 0; i < after.length; i++) {
                    double rate = (after[i] - before[i]) / 7000.0;
                    assertTrue(rate <= 1.0 / flitCycles + 1e-3, rate + " of 1 / " + flitCycles);
                    assertTrue(rate >= 0.97 / flitCycles, rate + " of 1 / " + flitCycles + ", general=" + general);
                }
            }
        }
    }

    private static long[] seamFlits(FlitRouters routers, Grid grid) {
        long[] flits = new long[2 * grid.height()];
        for (int row = 0; row < grid.height(); row++) {
            flits[2 * row] = routers.portFlits(row * 8 + 3, Direction.EAST);
            flits[2 * row + 1] = routers.portFlits(row * 8 + 4, Direction.WEST);
        }
        return flits;
    }

    @Test
    void theAcceptedRateIsTheShareOfTheNarrowLinks() {
        Phases phases = new Phases(2, 1000, 6, -1, -1, -1);
        for (int flitCycles : new int[] {2, 4}) {
            Grid grid = grid(4, 4, 1, new Chiplets(2, 1, 3, flitCycles));
            TrafficSpec traffic =
                    new TrafficSpec(PatternSpec.of(PatternSpec.Kind.BITCOMP), InjectionSpec.BERNOULLI, 1, 0.9);
            double accepted = new Experiment(network(grid, GridRouting.XY), traffic, phases, false, 1)
                    .run()
                    .accepted();
            // Two sources of each row share a link each way.
            assertEquals(1.0 / flitCycles / 2, accepted, 0.02 / flitCycles);
        }
    }

    @Test
    void aRoutingThatCouldDeadlockIsRefusedThereToo() {
        Grid grid = grid(8, 8, 1, new Chiplets(2, 2, 5, 2));
        assertDoesNotThrow(() -> network(grid, GridRouting.O1TURN).refuseDeadlock());
        NetworkSpec odd = network(grid, GridRouting.O1TURN, 3, false, AllocatorSpec.ISLIP, 1);
        assertTrue(assertThrows(ConfigException.class, odd::refuseDeadlock)
                .getMessage()
                .contains("for ever: router "));
    }

    @Test
    void whatDoesNotFitIsRefused() {
        assertRefused("cannot be cut into 3 x 2", () -> grid(8, 8, 1, new Chiplets(3, 2, 1, 1)));
        assertRefused("a torus", () -> new Grid(8, 8, true, 1, 1, 1, 1, new Chiplets(2, 2, 1, 1)));
        assertRefused("network.chiplets.flitCycles", () -> new Chiplets(2, 2, 1, 0));
        Grid grid = grid(4, 4, 1, new Chiplets(2, 2, 1, 1));
        assertRefused("network.domains=2", () -> network(grid, GridRouting.XY, 4, false, AllocatorSpec.ISLIP, 2));
    }

    private static void assertRefused(String part, Executable making) {
        String message = assertThrows(ConfigException.class, making).getMessage();
        assertTrue(message.contains(part), message);
    }
}
