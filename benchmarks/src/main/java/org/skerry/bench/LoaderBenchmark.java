package org.skerry.bench;

import java.io.IOException;
import java.io.InputStream;
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
import org.skerry.sim.actor.Program;
import org.skerry.wasm.WasmLoader;

/** From the bytes of a bundled guest to a program: reading, checking, metering, compiling. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class LoaderBenchmark {

    @Param({"ticker", "kv-shard"})
    String guest;

    private byte[] module;

    @Setup
    public void read() throws IOException {
        try (InputStream in = LoaderBenchmark.class.getResourceAsStream("/org/skerry/guest/" + guest + ".wasm")) {
            module = in.readAllBytes();
        }
    }

    @Benchmark
    public Program load() {
        return WasmLoader.load(guest, module);
    }
}
