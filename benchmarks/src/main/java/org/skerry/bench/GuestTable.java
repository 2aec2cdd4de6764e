package org.skerry.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Prints the table of guests of docs/PERFORMANCE.md from one run: each kernel in each way by {@link GuestBenchmark}, a fork of JMH for
 * each cell, and natively by a small C program around the same source, where clang is installed. Figures are the least sample of
 * each: what a turn takes while nothing else has the core.
 *
 * <p>{@code java -cp benchmarks/target/benchmarks.jar org.skerry.bench.GuestTable [KERNEL...]}
 */
public final class GuestTable {
    private static final List<String> KERNELS =
            List.of("crc", "fib", "json", "kv", "mandelbrot", "matmul", "quicksort", "sha256", "sieve", "words");
    private static final List<String> WAYS = List.of("stock", "polled", "unmetered", "metered", "observed");

    /** Times receive() natively: the least of 300 calls, in microseconds. */
    private static final String MAIN = """
            #include <stdio.h>
            #include <time.h>
            void receive(void);
            int main(void) {
                double best = 1e12;
                for (int i = 0; i < 300; i++) {
                    struct timespec a, b;
                    clock_gettime(CLOCK_MONOTONIC, &a);
                    receive();
                    clock_gettime(CLOCK_MONOTONIC, &b);
                    double us = (b.tv_sec - a.tv_sec) * 1e6 + (b.tv_nsec - a.tv_nsec) / 1e3;
                    best = us < best ? us : best;
                }
                printf("%f\\n", best);
                return 0;
            }
            """;

    private GuestTable() {}

    /** Prints the table for the kernels that are named, or for all ten. */
    public static void main(String[] args) throws RunnerException, IOException, InterruptedException {
        List<String> kernels = args.length == 0 ? KERNELS : Arrays.asList(args);
        System.out.println("| kernel | native | stock | polled | unmetered | metered | observed"
                + " | metered / stock | metered / native | metered / polled | observed / metered |");
        System.out.println("|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|");
        double[] logs = new double[4];
        for (String kernel : kernels) {
            double[] us = new double[WAYS.size()];
            for (int way = 0; way < us.length; way++) {
                us[way] = least(GuestBenchmark.class, "kernel", kernel, "way", WAYS.get(way));
            }
            double natively = natively(kernel);
            double[] ratios = {us[3] / us[0], us[3] / natively, us[3] / us[1], us[4] / us[3]};
            for (int i = 0; i < logs.length; i++) {
                logs[i] += Math.log(ratios[i]) / kernels.size();
            }
            System.out.printf(
                    Locale.ROOT,
                    "| %s | %.0f | %.0f | %.0f | %.0f | %.0f | %.0f | %.2f | %.2f | %.2f | %.2f |%n",
                    kernel,
                    natively,
                    us[0],
                    us[1],
                    us[2],
                    us[3],
                    us[4],
                    ratios[0],
                    ratios[1],
                    ratios[2],
                    ratios[3]);
        }
        System.out.printf(
                Locale.ROOT,
                "| geometric mean | | | | | | | %.2f | %.2f | %.2f | %.2f |%n%n",
                Math.exp(logs[0]),
                Math.exp(logs[1]),
                Math.exp(logs[2]),
                Math.exp(logs[3]));
        others();
    }

    private static void others() throws RunnerException {
        double loop = least(HostCallBenchmark.class, "call", "i32.const");
        for (String call : List.of("message_size", "handle_rights")) {
            double round = least(HostCallBenchmark.class, "call", call);
            System.out.printf(Locale.ROOT, "host call %s: %.1f ns%n", call, (round - loop) / HostCallBenchmark.ROUNDS);
        }
        double small = least(GuestBenchmark.class, "kernel", "small", "way", "metered");
        double large = least(GuestBenchmark.class, "kernel", "large", "way", "metered");
        System.out.printf(Locale.ROOT, "large function: %.0f us, as small ones %.0f us%n", large, small);
    }

    /** The least sample of a benchmark with these parameters, in its unit. */
    private static double least(Class<?> benchmark, String... parameters) throws RunnerException {
        var options = new OptionsBuilder().include(benchmark.getName() + "\\.").verbosity(VerboseMode.SILENT);
        for (int i = 0; i < parameters.length; i += 2) {
            options.param(parameters[i], parameters[i + 1]);
        }
        RunResult result = new Runner(options.build()).runSingle();
        return result.getPrimaryResult().getStatistics().getMin();
    }

    /** Microseconds of the same source under clang -O2 without vector units, or NaN where there is no clang. */
    private static double natively(String kernel) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("kernel");
        for (String name : List.of("kernel.h", kernel + ".c")) {
            try (InputStream in = GuestTable.class.getResourceAsStream("/org/skerry/wasm/kernels/" + name)) {
                Files.copy(in, folder.resolve(name));
            }
        }
        Files.writeString(folder.resolve("main.c"), MAIN);
        try {
            // Two files, so that nothing of the kernel can be moved out of the timed loop.
            run(
                    folder,
                    "clang -O2 -fno-vectorize -fno-slp-vectorize -fno-builtin -w -o program main.c " + kernel + ".c");
            return Double.parseDouble(run(folder, "./program").strip());
        } catch (IOException e) {
            return Double.NaN;
        }
    }

    private static String run(Path folder, String command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command.split(" "))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(said);
        }
        return said;
    }
}
