package org.skerry.bench;

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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.skerry.bench.RelayChip.Traffic;

/** 1000 cycles of an 8 x 8 chip on which 64 messages are passed on at random: what a turn costs from end to end. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 6, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(value = 1, jvmArgsAppend = "-XX:+UseSerialGC")
public class TurnBenchmark {
    private static final int CYCLES = 1000;

    @Param({"mesh", "packet", "ideal"})
    String network;

    @Param({"64", "24"})
    int bytes;

    private RelayChip chip;

    /** What one second of the host simulates. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.OPERATIONS)
    public static class Simulated {
        public long turns;
    }

    @Setup
    public void build() {
        chip = new RelayChip(network, 8, 1, 64, Traffic.UNIFORM, 64, bytes, 1, 1);
    }

    @TearDown
    public void close() {
        chip.close();
    }

    @Benchmark
    public long run(Simulated simulated) {
        long turns = chip.run(CYCLES);
        simulated.turns += turns;
        return turns;
    }
}
