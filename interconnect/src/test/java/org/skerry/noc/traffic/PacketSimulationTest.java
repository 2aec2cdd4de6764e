package org.skerry.noc.traffic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.skerry.noc.grid.Grid;
import org.skerry.noc.grid.GridRouting;
import org.skerry.sim.config.ConfigException;
import org.skerry.sim.rng.RandomStream;

/** The packet-level model of networks against the flit-level one. */
class PacketSimulationTest {
    private static final Phases PHASES = new Phases(2, 1000, 6, 500, -1, -1);

    @ParameterizedTest
    @CsvSource({"4, 8, 0, 1", "4, 8, 0, 5", "1, 8, 1, 5", "2, 4, 0, 5", "2, 4, 1, 13", "3, 16, 2, 40", "8, 5, 0, 8"})
    void aloneEveryPairTakesTheCyclesOfTheFlitLevelModel(int vcs, int depth, int routingCycles, int flits) {
        Grid grid = new Grid(4, 3, false, 1, 1, 1 + routingCycles);
        NetworkSpec network = network(grid, GridRouting.XY, vcs, depth, routingCycles);
        int endpoints = grid.endpoints();
        for (int source = 0; source < endpoints; source++) {
            for (int destination = 0; destination < endpoints; destination++) {
                assertEquals(
                        alone(new Simulation(network, new OnePacket(source, destination, flits), null, 0, 1)),
                        alone(new PacketSimulation(network, new OnePacket(source, destination, flits), 1)),
                        source + " to " + destination);
            }
        }
    }

    private static long alone(MeasuredRun run) {
        run.advance(400);
        assertEquals(1, run.tally().packets);
        assertEquals(0, run.tally().packetLatency - run.tally().networkLatency);
        return run.tally().packetLatency * 1_000_000 + run.tally().flitLatency * 100 + run.tally().hops;
    }

    @ParameterizedTest
    @CsvSource({
        "UNIFORM, 4, 5, 0.245",
        "UNIFORM, 2, 5, 0.225",
        "UNIFORM, 1, 5, 0.15",
        "UNIFORM, 4, 1, 0.25",
        "UNIFORM, 1, 1, 0.115",
        "TRANSPOSE, 4, 5, 0.09",
        "TORNADO, 4, 5, 0.16",
        "NEIGHBOR, 4, 5, 0.4",
        "HOTSPOT, 4, 5, 0.034"
    })
    void atThreeFifthsOfSaturationMeanAndTailAreThoseOfTheFlitLevelModel(
            PatternSpec.Kind pattern, int vcs, int flits, double load) {
        NetworkSpec network = network(new Grid(8, 8, false, 1, 1, 1), GridRouting.XY, vcs, 8, 0);
        List<Integer> hotspots = pattern == PatternSpec.Kind.HOTSPOT ? List.of(27, 28, 35, 36) : List.of();
        List<Integer> rates = hotspots.isEmpty() ? List.of() : List.of(1, 1, 1, 1);
        TrafficSpec traffic =
                new TrafficSpec(new PatternSpec(pattern, hotspots, rates), InjectionSpec.BERNOULLI, flits, load);
        LoadPoint reference = run(NetworkModel.MESH, network, traffic);
        LoadPoint point = run(NetworkModel.PACKET, network, traffic);
        String text = point.packetLatency() + " for " + reference.packetLatency() + ", p99 " + point.p99() + " for "
                + reference.p99();
        assertEquals(reference.packetLatency(), point.packetLatency(), 0.05 * reference.packetLatency(), text);
        assertEquals(reference.p99(), point.p99(), 0.15 * reference.p99(), text);
        assertEquals(reference.packets(), point.packets(), 0.02 * reference.packets());
    }

    @Test
    void beyondItsRangeItSaysSo() {
        NetworkSpec network = network(new Grid(8, 8, false, 1, 1, 1), GridRouting.XY, 4, 8, 0);
        TrafficSpec traffic =
                new TrafficSpec(PatternSpec.of(PatternSpec.Kind.UNIFORM), InjectionSpec.BERNOULLI, 5, 0.245);
        assertFalse(run(NetworkModel.PACKET, network, traffic).outOfRange());
        assertTrue(run(NetworkModel.PACKET, network, traffic.withLoad(0.3)).outOfRange());
        assertFalse(run(NetworkModel.MESH, network, traffic.withLoad(0.3)).outOfRange());
    }

    @ParameterizedTest
    @CsvSource({"XY", "YX", "O1TURN", "ROMM", "VALIANT", "RING_ORDER", "RING_ORDER_BALANCED", "FAULT_TOLERANT"})
    void whatIsSentArrivesBeyondSaturationToo(GridRouting routing) {
        boolean wraps = routing == GridRouting.RING_ORDER || routing == GridRouting.RING_ORDER_BALANCED;
        NetworkSpec network = network(new Grid(6, 6, wraps, 1, 1, 1), routing, 4, 4, 1);
        TrafficSpec traffic =
                new TrafficSpec(PatternSpec.of(PatternSpec.Kind.UNIFORM), InjectionSpec.BERNOULLI, 11, 0.9);
        PacketSource source = traffic.source(network.grid());
        PacketSimulation run = new PacketSimulation(network, new UntilCycle(source, 3000), 1);
        run.advance(60_000);
        assertEquals(run.packets(), run.tally().packets);
        assertTrue(run.packets() > 3000, run.packets() + " packets");
    }

    @Test
    void whatItDoesNotKnowIsRefusedByName() {
        Grid grid = new Grid(4, 4, false, 1, 1, 1);
        for (GridRouting each : List.of(GridRouting.ADAPTIVE_XY_YX, GridRouting.WEST_FIRST)) {
            NetworkSpec network = network(grid, each, 4, 8, 0);
            TrafficSpec traffic =
                    new TrafficSpec(PatternSpec.of(PatternSpec.Kind.UNIFORM), InjectionSpec.BERNOULLI, 1, 0.1);
            assertThrows(ConfigException.class, () -> NetworkModel.PACKET.run(network, traffic, 1, 1));
        }
    }

    private static LoadPoint run(NetworkModel model, NetworkSpec network, TrafficSpec traffic) {
        return new Experiment(model, network, traffic, PHASES, true, 1, 1).run();
    }

    private static NetworkSpec network(Grid grid, GridRouting routing, int vcs, int depth, int routingCycles) {
        return NetworkSpec.of(grid, routing, vcs, depth)
                .withStages(new RouterStages(routingCycles, 1, 1, 1, 2 * routingCycles, false, false));
    }

    /** A single packet at cycle 5. */
    private record OnePacket(int source, int to, int length) implements PacketSource {
        @Override
        public int mostFlits() {
            return length;
        }

        @Override
        public long first(int endpoint, RandomStream random) {
            return endpoint == source ? 5 : GapTable.NEVER;
        }

        @Override
        public int flits(int endpoint) {
            return length;
        }

        @Override
        public int label(int endpoint) {
            return 0;
        }

        @Override
        public int destination(int endpoint, RandomStream random) {
            return to;
        }

        @Override
        public long next(int endpoint, long cycle, RandomStream random) {
            return GapTable.NEVER;
        }
    }

    /** Packets of another source up to a cycle. */
    private record UntilCycle(PacketSource source, long end) implements PacketSource {
        @Override
        public int mostFlits() {
            return source.mostFlits();
        }

        @Override
        public long first(int endpoint, RandomStream random) {
            return source.first(endpoint, random);
        }

        @Override
        public int flits(int endpoint) {
            return source.flits(endpoint);
        }

        @Override
        public int label(int endpoint) {
            return source.label(endpoint);
        }

        @Override
        public int destination(int endpoint, RandomStream random) {
            return source.destination(endpoint, random);
        }

        @Override
        public long next(int endpoint, long cycle, RandomStream random) {
            long next = source.next(endpoint, cycle, random);
            return next < end ? next : GapTable.NEVER;
        }
    }
}
