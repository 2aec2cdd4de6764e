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

/** A loop of a guest that calls the host 100 000 times; with {@code i32.const} in its place, what the loop alone takes. */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 300)
@Measurement(iterations = 100)
@Fork(
        value = 1,
        jvmArgs = {"-XX:-DontCompileHugeMethods", "-XX:+UseSerialGC", "-XX:-BackgroundCompilation"})
public class HostCallBenchmark {
    /** Rounds of the loop. */
    static final int ROUNDS = 100_000;

    @Param({"i32.const", "message_size", "message_kind", "handle_rights"})
    String call;

    private Runnable turn;

    @Setup
    public void compile() throws ReflectiveOperationException {
        turn = GuestBenchmark.turn("metered", call);
    }

    @Benchmark
    public void rounds() {
        turn.run();
    }
}
