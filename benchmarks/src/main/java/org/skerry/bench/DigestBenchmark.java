package org.skerry.bench;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.skerry.sim.digest.EntityDigests;

/** What the digest costs: it sees every event of every entity, so this is a floor under the time of any run. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class DigestBenchmark {
    private static final int ENTITIES = 64;

    private final EntityDigests digests = new EntityDigests(ENTITIES);
    private final byte[] message = new byte[64];
    private long cycle;

    /** One event of one entity: a cycle, a kind, a payload. */
    @Benchmark
    public long event() {
        cycle++;
        int entity = (int) (cycle & ENTITIES - 1);
        digests.add(entity, cycle, 7, cycle << 3);
        return digests.low(entity);
    }

    /** The bytes of one message of 64 bytes. */
    @Benchmark
    public long messageBytes() {
        cycle++;
        int entity = (int) (cycle & ENTITIES - 1);
        digests.addBytes(entity, message, 0, message.length);
        return digests.low(entity);
    }
}
