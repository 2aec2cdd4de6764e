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

/**
 * One turn of a C kernel in one of the ways that docs/PERFORMANCE.md compares; {@link GuestTable} prints them side by side. A fork
 * for each: two guests in one JVM share the profiles of what they call, and are not what either would be alone.
 *
 * <p>Turns are counted and not timed out, so that code is as warm on a busy machine as on a quiet one.
 *
 * <p>{@code small} and {@code large} are the same work in a small function and in one above HotSpot's limit of 8000 bytes.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 300)
@Measurement(iterations = 100)
@Fork(
        value = 1,
        jvmArgs = {"-XX:-DontCompileHugeMethods", "-XX:+UseSerialGC", "-XX:-BackgroundCompilation"})
public class GuestBenchmark {
    @Param({
        "crc",
        "fib",
        "json",
        "kv",
        "mandelbrot",
        "matmul",
        "quicksort",
        "sha256",
        "sieve",
        "words",
        "small",
        "large"
    })
    String kernel;

    @Param({"stock", "polled", "unmetered", "metered", "observed"})
    String way;

    private Runnable turn;

    @Setup
    public void compile() throws ReflectiveOperationException {
        turn = turn(way, kernel);
    }

    /** Found by name: it lies among the tests of wasm-loader, which a plain build of this module need not have. */
    static Runnable turn(String way, String kernel) throws ReflectiveOperationException {
        return (Runnable) Class.forName("org.skerry.wasm.actor.KernelTurn")
                .getMethod("of", String.class, String.class)
                .invoke(null, way, kernel);
    }

    @Benchmark
    public void turn() {
        turn.run();
    }
}
