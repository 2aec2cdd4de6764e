package org.skerry.bench;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.skerry.noc.booksim.BookSimConfig;
import org.skerry.noc.traffic.NetworkModel;
import org.skerry.noc.traffic.NetworkRun;

/**
 * The routers under uniform traffic, as BookSim's speed was measured: mesh, 4 virtual channels of 8 flits, iSLIP, look-ahead routing. One
 * operation is 1000 cycles of the whole mesh.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class TrafficBenchmark {
    private static final int CYCLES = 1000;

    /** Size of the mesh, load, flits of a packet. */
    @Param({"8 0.20 1", "8 0.20 5", "8 0.05 1", "32 0.05 1", "64 0.02 1"})
    String network;

    /** Model of the network. */
    @Param({"MESH", "PACKET"})
    NetworkModel model;

    private NetworkRun simulation;

    /** What one second of the host simulates. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.OPERATIONS)
    public static class Simulated {
        public long flitHops;
    }

    @Setup
    public void build() {
        String[] parts = network.split(" ");
        BookSimConfig config = BookSimConfig.read(
                "topology = mesh; routing_function = dor; num_vcs = 4; routing_delay = 0; credit_delay = 1;"
                        + "injection_rate_uses_flits = 1;",
                "benchmark",
                List.of("k=" + parts[0], "injection_rate=" + parts[1], "packet_size=" + parts[2]));
        simulation = model.run(config.network(), config.traffic(), 1, 1);
        simulation.advance(CYCLES);
    }

    @Benchmark
    public long run(Simulated simulated) {
        long before = simulation.flitHops();
        simulation.advance(CYCLES);
        simulated.flitHops += simulation.flitHops() - before;
        return simulation.cycle();
    }
}
