package org.skerry.noc.traffic;

import java.util.ArrayList;
import java.util.List;
import org.skerry.sim.config.ConfigException;

/**
 * A trace, sent through a network until all of it has arrived. Packets are made in their cycles, whatever became of those before: nothing
 * in a trace depends on arrivals. A source sends its packets one after the other, and a packet that finds it busy, or the network full,
 * waits there, however long; that is part of its latency.
 *
 * @param endpoints     of the network
 * @param firstCycle    in which the first packet was made
 * @param lastBirth     in which the last one was
 * @param cycles        until everything had arrived
 * @param undeliverable packets that no way leads for
 * @param all           figures of all packets
 * @param classes       figures of each class that has packets
 */
public record TraceReplay(
        int endpoints,
        long firstCycle,
        long lastBirth,
        long cycles,
        long undeliverable,
        Figures all,
        List<Figures> classes) {
    private static final int CYCLES_BETWEEN_LOOKS = 16;
    private static final long PATIENCE_CYCLES = 1_000_000;

    /**
     * Latencies in cycles, as in {@link LoadPoint}.
     *
     * @param classNumber -1 for all classes
     */
    public record Figures(
            int classNumber,
            long packets,
            long flits,
            double latency,
            long shortest,
            long longest,
            long p50,
            long p95,
            long p99,
            double networkLatency,
            double hops) {}

    /** Copies the list. */
    public TraceReplay {
        classes = List.copyOf(classes);
    }

    /** Counts of one class; index 0 of a list is for all. */
    private static final class Count {
        private final Tally tally = new Tally(1);
        private long flits;

        Figures figures(int classNumber) {
            double packets = Math.max(1, tally.packets);
            return new Figures(
                    classNumber,
                    tally.packets,
                    flits,
                    tally.packetLatency / packets,
                    tally.packets == 0 ? 0 : tally.shortest,
                    tally.longest,
                    tally.percentile(50),
                    tally.percentile(95),
                    tally.percentile(99),
                    tally.networkLatency / packets,
                    tally.hops / packets);
        }
    }

    /** Sends {@code trace} through {@code network}. */
    public static TraceReplay run(NetworkSpec network, PacketTrace trace, long seed) {
        int endpoints = network.grid().endpoints();
        List<Count> counts = new ArrayList<>();
        for (int i = 0; i <= PacketTrace.CLASSES; i++) {
            counts.add(new Count());
        }
        long[] lastArrival = new long[1];
        Arrivals arrivals = (packet, born, latency, networkCycles, routers) -> {
            lastArrival[0] = Math.max(lastArrival[0], born + latency);
            count(counts.get(0), trace.flits(packet), latency, networkCycles, routers);
            count(counts.get(1 + trace.classOf(packet)), trace.flits(packet), latency, networkCycles, routers);
        };
        Simulation simulation = new Simulation(network, new TraceSource(trace, endpoints), arrivals, 0, seed);
        long lastBirth = trace.cycle(trace.size() - 1);
        long progress = lastBirth;
        long before = -1;
        while (arrived(counts, simulation) < trace.size()) {
            simulation.advance(CYCLES_BETWEEN_LOOKS);
            long now = simulation.flitHops();
            progress = now == before ? progress : Math.max(progress, simulation.cycle());
            before = now;
            if (simulation.cycle() - progress > PATIENCE_CYCLES) {
                throw new ConfigException("nothing of the trace has arrived for " + PATIENCE_CYCLES + " cycles, and "
                        + (trace.size() - arrived(counts, simulation))
                        + " packets are under way: they block each other. Choose a routing without deadlock.");
            }
        }
        List<Figures> classes = new ArrayList<>();
        for (int i = 0; i < PacketTrace.CLASSES; i++) {
            if (counts.get(i + 1).tally.packets > 0) {
                classes.add(counts.get(i + 1).figures(i));
            }
        }
        return new TraceReplay(
                endpoints,
                trace.cycle(0),
                lastBirth,
                Math.max(lastBirth, lastArrival[0]),
                simulation.undeliverable(),
                counts.get(0).figures(-1),
                classes);
    }

    private static long arrived(List<Count> counts, Simulation simulation) {
        return counts.get(0).tally.packets + simulation.undeliverable();
    }

    private static void count(Count count, int flits, long latency, long networkCycles, int routers) {
        count.tally.packet(latency, networkCycles, 0, routers);
        count.flits += flits;
    }

    /** Flits that were made for each endpoint and cycle, from the first packet to the last. */
    public double offered(long totalFlits) {
        return (double) totalFlits / endpoints / (lastBirth - firstCycle + 1);
    }

    /** Flits that arrived for each endpoint and cycle, from the first packet until all had arrived. */
    public double accepted() {
        return (double) all.flits() / endpoints / Math.max(1, cycles - firstCycle);
    }
}
