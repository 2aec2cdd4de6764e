package org.skerry.sim.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.skerry.sim.digest.DigestCombiner;
import org.skerry.sim.link.LongWire;
import org.skerry.sim.link.Wire;
import org.skerry.sim.rng.RandomStreams;
import org.skerry.sim.state.Codec;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;

/** Eight toy nodes with wires to the next and the next but two, on as many partitions as a test likes. */
final class ToyNetwork implements AutoCloseable {
    static final int NODES = 8;

    private static final Codec<Long> LONGS = new Codec<>() {
        @Override
        public void write(Long item, StateWriter out) {
            out.writeLong(item);
        }

        @Override
        public Long read(StateReader in) {
            return in.readLong();
        }
    };

    final Carriers carriers = new Carriers(NODES, 1 << 20);
    final List<ToyNode> nodes = new ArrayList<>();
    final Kernel kernel;

    private ToyNetwork(Setup setup) {
        RandomStreams streams = new RandomStreams(setup.seed);
        Kernel.Builder builder = new Kernel.Builder()
                .partitions(setup.partitions)
                .hostThreads(setup.hostThreads)
                .reversed(setup.reversed)
                .parallelTicks(setup.parallelTicks);
        setup.more.accept(builder);
        long[] board = new long[1];
        for (int i = 0; i < NODES; i++) {
            ToyNode node = new ToyNode(i, streams.stream("toy", i), 4, setup.guests);
            if (setup.zeroLatency) {
                node.lookAt(board);
            }
            nodes.add(node);
            builder.component(node, i * setup.partitions / NODES);
        }
        for (int i = 0; i < NODES; i++) {
            connect(builder, i, (i + 1) % NODES, i == 3 ? setup.latencyOfOneWire : 3);
            connect(builder, i, (i + 3) % NODES, 5);
        }
        kernel = builder.build(carriers);
    }

    private void connect(Kernel.Builder builder, int from, int to, int latency) {
        Wire<Long> wire = new Wire<>("wire " + from + "-" + to, latency, LONGS);
        LongWire flits = new LongWire("flits " + from + "-" + to, latency);
        nodes.get(from).leaving(wire, flits);
        nodes.get(to).arriving(wire, flits);
        builder.wire(wire, nodes.get(from), nodes.get(to));
        builder.wire(flits, nodes.get(from), nodes.get(to));
    }

    String digest() {
        DigestCombiner combiner = new DigestCombiner();
        for (int i = 0; i < NODES; i++) {
            combiner.add(
                    i, nodes.get(i).digests().high(0), nodes.get(i).digests().low(0));
        }
        return combiner.hex();
    }

    /** Runs to the end and returns the digest. */
    static String digestOf(Setup setup) {
        try (ToyNetwork network = setup.build()) {
            network.kernel.run(Long.MAX_VALUE);
            return network.digest();
        }
    }

    @Override
    public void close() {
        carriers.close();
    }

    /** What a test may vary. */
    static final class Setup {
        private final long seed;
        private int partitions = 1;
        private int hostThreads = 4;
        private boolean reversed;
        private boolean guests = true;
        private boolean zeroLatency;
        private int latencyOfOneWire = 3;
        private long parallelTicks;
        private Consumer<Kernel.Builder> more = builder -> {};

        Setup(long seed) {
            this.seed = seed;
        }

        Setup partitions(int count) {
            partitions = count;
            return this;
        }

        Setup hostThreads(int count) {
            hostThreads = count;
            return this;
        }

        Setup reversed() {
            reversed = true;
            return this;
        }

        Setup withoutGuests() {
            guests = false;
            return this;
        }

        Setup zeroLatency() {
            zeroLatency = true;
            return this;
        }

        Setup latencyOfOneWire(int cycles) {
            latencyOfOneWire = cycles;
            return this;
        }

        Setup parallelTicks(long ticks) {
            parallelTicks = ticks;
            return this;
        }

        Setup more(Consumer<Kernel.Builder> settings) {
            more = settings;
            return this;
        }

        ToyNetwork build() {
            return new ToyNetwork(this);
        }
    }
}
