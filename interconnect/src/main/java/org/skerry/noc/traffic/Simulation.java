package org.skerry.noc.traffic;

import java.util.Arrays;
import java.util.function.ToLongFunction;
import org.skerry.noc.grid.Band;
import org.skerry.noc.router.FlitRouters;
import org.skerry.noc.router.SlotTable;
import org.skerry.sim.digest.DigestCombiner;
import org.skerry.sim.digest.EntityDigests;
import org.skerry.sim.kernel.Carriers;
import org.skerry.sim.kernel.Kernel;

/**
 * A network under traffic, cycle by cycle. Belongs to one thread. With several partitions the rows of the grid are shared out among as
 * many threads; they meet once in each window of as many cycles as a flit or a credit takes to cross, and nothing that happens depends on
 * how many there are. Whoever asks for several closes it in the end.
 */
public final class Simulation implements MeasuredRun {
    private static final int MOST_PARTITIONS = 64;

    private final Slice[] slices;
    private final Carriers carriers; // null for one partition, as is the kernel
    private final Kernel kernel;
    private long cycle;

    /** The network of {@code network}, empty, at cycle 0; of several time-division domains the first. */
    public Simulation(NetworkSpec network, TrafficSpec traffic, long seed) {
        this(network, traffic, 0, seed);
    }

    /** One of several time-division domains; the others are nowhere to be seen from it, and so need not be simulated. */
    public Simulation(NetworkSpec network, TrafficSpec traffic, int domain, long seed) {
        this(network, traffic.source(network.grid()), null, domain, seed);
    }

    /** A network in {@code partitions}, or in as many as the grid has rows if that is fewer. */
    public static Simulation inPartitions(int partitions, NetworkSpec network, TrafficSpec traffic, long seed) {
        return new Simulation(network, traffic.source(network.grid()), null, 0, seed, true, partitions);
    }

    /** The same with packets that come and go as is told. */
    Simulation(
            NetworkSpec network,
            TrafficSpec traffic,
            Pattern pattern,
            InjectionProcess process,
            int domain,
            long seed) {
        this(network, new SyntheticSource(traffic.packetFlits(), pattern, process), null, domain, seed);
    }

    /** The same with packets of any source; {@code arrivals} is told of each that arrives, unless it is null. */
    Simulation(NetworkSpec network, PacketSource source, Arrivals arrivals, int domain, long seed) {
        this(network, source, arrivals, domain, seed, true, 1);
    }

    /** The same; {@code lean} false for the routers that can do everything, where fewer accesses would do. */
    Simulation(
            NetworkSpec network,
            PacketSource source,
            Arrivals arrivals,
            int domain,
            long seed,
            boolean lean,
            int partitions) {
        TimeDivision division = network.division();
        SlotTable slots = division.slots(network, domain, seed);
        // Who is told of arrivals, and a table of slots, are for the whole grid.
        boolean whole = arrivals != null || slots != null;
        slices = new Slice
                [whole
                        ? 1
                        : Math.min(
                                Math.min(partitions, MOST_PARTITIONS),
                                network.grid().height())];
        for (int i = 0; i < slices.length; i++) {
            Band band = Band.of(network.grid(), slices.length, i);
            slices[i] = new Slice(network, source, arrivals, slots, band, seed, lean);
            if (division.ownPacketsWaitAtSource()) {
                slices[i].terminals().holdOwnPackets(division.domains(), domain);
            }
            slices[i].terminals().warmUp();
        }
        if (slices.length == 1) {
            carriers = null;
            kernel = null;
            return;
        }
        carriers = new Carriers(0);
        Kernel.Builder builder = new Kernel.Builder()
                .partitions(slices.length)
                .hostThreads(slices.length)
                .parallelTicks(0);
        for (int i = 0; i < slices.length; i++) {
            builder.component(slices[i], i);
        }
        for (int i = 0; i < slices.length; i++) {
            if (i + 1 < slices.length || network.grid().wraps()) {
                slices[i].joinSouth(builder, slices[(i + 1) % slices.length]);
            }
        }
        kernel = builder.build(carriers);
    }

    /** Goes on for some cycles. */
    @Override
    public void advance(long cycles) {
        long end = cycle + cycles;
        if (kernel != null) {
            kernel.run(end);
        } else {
            Slice only = slices[0];
            for (long now = cycle; now < end; now++) {
                only.tick(now);
            }
        }
        cycle = end;
    }

    /** The next cycle. */
    @Override
    public long cycle() {
        return cycle;
    }

    /** Partitions, each with a thread of its own. */
    @Override
    public int partitions() {
        return slices.length;
    }

    /** Routers that flits have passed so far, counted when a flit arrives at its destination. */
    @Override
    public long flitHops() {
        return sum(Terminals::flitHops);
    }

    /** Packets that were made so far. */
    @Override
    public long packets() {
        return sum(Terminals::madePackets);
    }

    /** Packets that were not sent because no way leads to where they were to go. */
    @Override
    public long undeliverable() {
        return sum(Terminals::undeliverable);
    }

    /** Flits of packets that are being sent or under way. */
    public long flitsUnderWay() {
        return sum(Terminals::flitsUnderWay);
    }

    private long sum(ToLongFunction<Terminals> figure) {
        return Arrays.stream(slices)
                .mapToLong(slice -> figure.applyAsLong(slice.terminals()))
                .sum();
    }

    /** Bytes of arrays that each router takes. */
    @Override
    public int bytesPerRouter() {
        return slices[0].routers().bytesPerRouter();
    }

    /** Which packets have arrived where and when: 32 hexadecimal digits. */
    @Override
    public String digest() {
        DigestCombiner digest = new DigestCombiner();
        long endpoint = 0;
        for (Slice slice : slices) {
            EntityDigests digests = slice.terminals().digests();
            for (int here = 0; here < digests.entities(); here++) {
                digest.add(endpoint++, digests.high(here), digests.low(here));
            }
        }
        return digest.hex();
    }

    /** What was counted since the last clearing. */
    @Override
    public Tally tally() {
        return slices.length == 1
                ? slices[0].terminals().tally()
                : Tally.of(Arrays.stream(slices)
                        .map(slice -> slice.terminals().tally())
                        .toList());
    }

    /** Forgets what was counted. */
    @Override
    public void clearTally() {
        for (Slice slice : slices) {
            slice.terminals().tally().clear();
        }
    }

    /** See {@link Terminals#measure}. */
    @Override
    public void measure() {
        for (Slice slice : slices) {
            slice.terminals().measure();
        }
    }

    /** See {@link Terminals#drain}. */
    @Override
    public void drain() {
        for (Slice slice : slices) {
            slice.terminals().drain(cycle);
        }
    }

    /** Whether marked packets are under way, or wait to be sent. */
    @Override
    public boolean marksLeft() {
        return sum(Terminals::marksUnderWay) > 0
                || Arrays.stream(slices).anyMatch(slice -> slice.terminals().marksWait());
    }

    /** Mean latency of counted packets, with all flits under way as if they arrived now. */
    @Override
    public double latencySoFar() {
        long latency = 0;
        long packets = 0;
        for (Slice slice : slices) {
            latency += slice.terminals().tally().packetLatency;
            packets += slice.terminals().tally().packets;
        }
        long flits = flitsUnderWay();
        long ages = flits * cycle - sum(Terminals::birthsUnderWay);
        return (double) (latency + ages) / Math.max(1, packets + flits);
    }

    @Override
    public boolean outOfRange() {
        return false;
    }

    /** Ends the threads of several partitions. */
    @Override
    public void close() {
        if (carriers != null) {
            carriers.close();
        }
    }

    Terminals terminals() {
        return slices[0].terminals();
    }

    FlitRouters routers() {
        return slices[0].routers();
    }
}
