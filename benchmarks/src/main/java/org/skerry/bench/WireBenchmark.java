package org.skerry.bench;

import java.util.concurrent.TimeUnit;
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
import org.skerry.sim.link.LongWire;

/** One value sent and one taken in each cycle over a busy wire: what a link costs where no kernel is involved. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class WireBenchmark {

    @Param({"1", "16"})
    int latencyCycles;

    private LongWire wire;
    private long cycle;

    @Setup
    public void connect() {
        wire = new LongWire("benchmark", latencyCycles);
        for (cycle = 0; cycle < latencyCycles; cycle++) {
            wire.send(cycle, cycle);
        }
    }

    @Benchmark
    public long pollAndSend() {
        long value = wire.poll(cycle);
        wire.send(cycle, cycle);
        cycle++;
        return value;
    }
}
