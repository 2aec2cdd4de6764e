package org.skerry.bench;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.skerry.sim.kernel.Carriers;
import org.skerry.sim.kernel.Component;
import org.skerry.sim.kernel.Kernel;
import org.skerry.sim.kernel.RunEnd;
import org.skerry.sim.link.LongWire;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;

/**
 * A ring of components in which each passes a value to the next in every cycle: what the kernel itself costs for one tick,
 * with one value sent and one taken. All components are busy in all cycles, the worst case for a kernel that skips idleness.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class KernelBenchmark {
    private static final int COMPONENTS = 64;
    private static final int CYCLES = 1024;

    @Param({"1", "2"})
    int partitions;

    /** Cycles between two components, and so the length of a parallel window. */
    @Param({"1", "16"})
    int latencyCycles;

    private Carriers carriers;
    private Kernel kernel;
    private long cycle;

    @Setup
    public void build() {
        carriers = new Carriers(0);
        Kernel.Builder builder = new Kernel.Builder().partitions(partitions);
        Relay[] relays = new Relay[COMPONENTS];
        for (int i = 0; i < COMPONENTS; i++) {
            relays[i] = new Relay("relay-" + i, new LongWire("wire-" + i, latencyCycles));
            builder.component(relays[i], i * partitions / COMPONENTS);
        }
        for (int i = 0; i < COMPONENTS; i++) {
            Relay next = relays[(i + 1) % COMPONENTS];
            next.in = relays[i].out;
            builder.wire(relays[i].out, relays[i], next);
        }
        kernel = builder.build(carriers);
    }

    @TearDown
    public void close() {
        carriers.close();
    }

    /** One tick of one component. */
    @Benchmark
    @OperationsPerInvocation(COMPONENTS * CYCLES)
    public RunEnd tick() {
        cycle += CYCLES;
        return kernel.run(cycle);
    }

    private static final class Relay implements Component {
        private final String name;
        private final LongWire out;
        private LongWire in;

        Relay(String name, LongWire out) {
            this.name = name;
            this.out = out;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public long tick(long cycle) {
            long value = in.poll(cycle);
            out.send(cycle, value == LongWire.EMPTY ? 1 : value + 1);
            return cycle + 1;
        }

        @Override
        public void save(StateWriter out) {}

        @Override
        public void load(StateReader in) {}
    }
}
