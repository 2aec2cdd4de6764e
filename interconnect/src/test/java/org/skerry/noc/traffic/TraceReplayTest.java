package org.skerry.noc.traffic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.skerry.noc.booksim.BookSimConfig;
import org.skerry.sim.rng.RandomStream;
import org.skerry.sim.rng.RandomStreams;

class TraceReplayTest {
    /** 4 x 4, look-ahead: 2 + 4H + F - 1 for H routers. */
    private static final NetworkSpec NETWORK = BookSimConfig.read(
                    "", "test", List.of("topology=mesh", "k=4", "routing_delay=0", "num_vcs=2", "routing_function=dor"))
            .network();

    private static TraceReplay run(PacketTrace.Builder trace) {
        return TraceReplay.run(NETWORK, trace.build(), 1);
    }

    @Test
    void aPacketThatIsAloneTakesTheZeroLoadLatency() {
        TraceReplay replay = run(new PacketTrace.Builder().add(1000, 0, 15, 5, 3));
        assertEquals(2 + 4 * 7 + 4, replay.all().latency());
        assertEquals(7, replay.all().hops());
        assertEquals(1, replay.classes().size());
        assertEquals(3, replay.classes().get(0).classNumber());
        assertEquals(1000, replay.firstCycle());
    }

    @Test
    void packetsToTheirOwnSourcePassItsRouter() {
        assertEquals(
                2 + 4, run(new PacketTrace.Builder().add(0, 6, 6, 1, 0)).all().latency());
    }

    @Test
    void packetsOfOneSourceAndCycleLeaveInTheOrderOfTheirLines() {
        PacketTrace.Builder trace = new PacketTrace.Builder();
        trace.add(10, 0, 1, 4, 0).add(10, 0, 1, 4, 1).add(10, 0, 1, 1, 2);
        TraceReplay replay = run(trace);
        // The second waits four cycles at the source for the first, the third for both.
        assertEquals(
                List.of(13.0, 17.0, 18.0),
                replay.classes().stream().map(TraceReplay.Figures::latency).toList());
        assertEquals(13.0, replay.classes().get(1).networkLatency());
    }

    @Test
    void aFullNetworkHoldsPacketsBackAtTheirSourceAndLosesNone() {
        PacketTrace.Builder trace = new PacketTrace.Builder();
        long flits = 0;
        RandomStream random = new RandomStreams(3).stream("test", 0);
        for (int packet = 0; packet < 3000; packet++) {
            int length = 1 + random.nextInt(6);
            flits += length;
            trace.add(packet / 16, random.nextInt(16), 5, length, packet % 3);
        }
        TraceReplay replay = run(trace);
        assertEquals(3000, replay.all().packets());
        assertEquals(flits, replay.all().flits());
        assertEquals(0, replay.undeliverable());
        // All go to one endpoint, which takes a flit each cycle.
        assertTrue(replay.cycles() >= flits && replay.cycles() < 1.1 * flits, replay + " " + flits);
        assertTrue(replay.all().longest() > 5000);
    }

    @Test
    void aTraceOfSyntheticTrafficTakesAsLongAsThatTraffic() {
        TrafficSpec traffic =
                new TrafficSpec(PatternSpec.of(PatternSpec.Kind.TRANSPOSE), InjectionSpec.BERNOULLI, 3, 0.2);
        List<long[]> packets = new ArrayList<>();
        PacketSource source = traffic.source(NETWORK.grid());
        RandomStreams streams = new RandomStreams(9);
        for (int endpoint = 0; endpoint < 16; endpoint++) {
            RandomStream random = streams.stream("noc.endpoint", endpoint);
            for (long at = source.first(endpoint, random); at < 4000; at = source.next(endpoint, at, random)) {
                packets.add(new long[] {at, endpoint, source.destination(endpoint, random)});
            }
        }
        packets.sort((a, b) -> a[0] != b[0] ? Long.compare(a[0], b[0]) : Long.compare(a[1], b[1]));
        PacketTrace.Builder trace = new PacketTrace.Builder();
        packets.forEach(each -> trace.add(each[0], (int) each[1], (int) each[2], 3, 0));
        Simulation simulation = new Simulation(NETWORK, traffic, 9);
        simulation.advance(4000);
        Tally tally = simulation.terminals().tally();
        TraceReplay replay = run(trace);
        assertTrue(replay.all().packets() >= tally.packets && tally.packets > 800, replay.toString());
        assertEquals((double) tally.packetLatency / tally.packets, replay.all().latency(), 0.1);
    }

    @Test
    void aTableIsNotLookedThroughWhereNothingIsActive() {
        TrafficTable table =
                new TrafficTable(List.of(new TrafficTable.Flow(0, 1, 1, 1, 900_000_000, 900_000_002, 1_000_000_000)));
        TableSource source = new TableSource(table, 1, 2);
        RandomStream random = new RandomStreams(1).stream("test", 0);
        long at = source.first(0, random);
        assertEquals(900_000_001L, at);
        for (int period = 1; period < 1000; period++) {
            at = source.next(0, at, random);
            assertEquals(900_000_001L + period * 1_000_000_000L, at);
        }
    }

    @Test
    void aTableSendsEachFlowAtItsRateAndOnlyWhileItIsActive() {
        TrafficTable table = new TrafficTable(List.of(
                new TrafficTable.Flow(0, 5, 0.1, 0.1, TrafficTable.ALWAYS, TrafficTable.NEVER, TrafficTable.NEVER),
                new TrafficTable.Flow(0, 6, 0.2, 0.2, TrafficTable.ALWAYS, TrafficTable.NEVER, TrafficTable.NEVER),
                new TrafficTable.Flow(9, 2, 0.5, 0.5, 99, 200, 1000),
                new TrafficTable.Flow(3, 3, 0.01, 0.9, TrafficTable.ALWAYS, TrafficTable.NEVER, TrafficTable.NEVER),
                new TrafficTable.Flow(4, 1, 1, 1, 9, 20, TrafficTable.NEVER),
                new TrafficTable.Flow(7, 1, 0, 1, TrafficTable.ALWAYS, TrafficTable.NEVER, TrafficTable.NEVER)));
        int cycles = 100_000;
        int[] made = new int[16 * 16];
        TableSource source = new TableSource(table, 1, 16);
        for (int endpoint = 0; endpoint < 16; endpoint++) {
            RandomStream random = new RandomStreams(2).stream("test", endpoint);
            for (long at = source.first(endpoint, random); at < cycles; at = source.next(endpoint, at, random)) {
                made[endpoint * 16 + source.destination(endpoint, random)]++;
                assertTrue(endpoint != 9 || at % 1000 > 99 && at % 1000 < 200, "cycle " + at);
                assertTrue(endpoint != 4 || at > 9 && at < 20, "cycle " + at);
            }
        }
        assertEquals(0.1, (double) made[5] / cycles, 0.005);
        assertEquals(0.2, (double) made[6] / cycles, 0.005);
        assertEquals(0.5 * 100 / 1000, (double) made[9 * 16 + 2] / cycles, 0.003);
        // On the mean ten packets in a row: of runs that begin at 0.01 while none is under way.
        assertEquals(10 / (10 + 1 / 0.01), (double) made[3 * 16 + 3] / cycles, 0.01);
        assertEquals(10, made[4 * 16 + 1]);
        assertEquals(0, made[7 * 16 + 1]);
    }
}
