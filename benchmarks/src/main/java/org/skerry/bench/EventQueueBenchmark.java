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
import org.skerry.sim.event.EventQueue;
import org.skerry.sim.rng.RandomStream;
import org.skerry.sim.rng.RandomStreams;

/** One event taken and one added, at a steady number of pending events: what a far wake-up costs. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class EventQueueBenchmark {
    private static final int SOURCES = 64;
    private static final int FARTHEST_CYCLES = 10_000;

    @Param({"16", "1000", "100000"})
    int pending;

    private EventQueue queue;
    private RandomStream random;

    @Setup
    public void fill() {
        queue = new EventQueue();
        random = new RandomStreams(1).stream("benchmark", 0);
        for (int i = 0; i < pending; i++) {
            queue.add(random.nextInt(FARTHEST_CYCLES), random.nextInt(SOURCES), i);
        }
    }

    @Benchmark
    public long pollAndAdd() {
        queue.poll(Long.MAX_VALUE);
        long cycle = queue.polledCycle() + 1 + random.nextInt(FARTHEST_CYCLES);
        queue.add(cycle, queue.polledSource(), queue.polledPayload());
        return cycle;
    }
}
