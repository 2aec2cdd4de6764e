package org.skerry.wasm.actor;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.skerry.wasm.testing.Kernels;

/**
 * Prints the table of docs/PERFORMANCE.md: every kernel in every way, a JVM of its own for each figure, and natively where clang
 * is installed. Checks nothing and is no part of a build, as its name does not end like a test's.
 */
final class KernelTable {
    private static final List<String> WAYS = List.of("stock", "polled", "unmetered", "metered", "observed");
    private static final int NATIVE = WAYS.size();

    /** Times receive() natively: the minimum of 300 calls, in milliseconds. */
    private static final String MAIN = """
            #include <stdio.h>
            #include <time.h>
            void receive(void);
            int main(void) {
                double best = 1e9;
                for (int i = 0; i < 300; i++) {
                    struct timespec a, b;
                    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &a);
                    receive();
                    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &b);
                    double ms = (b.tv_sec - a.tv_sec) * 1e3 + (b.tv_nsec - a.tv_nsec) / 1e6;
                    best = ms < best ? ms : best;
                }
                printf("x x %f ms\\n", best);
                return 0;
            }
            """;

    @Test
    void print() throws IOException, InterruptedException {
        List<double[]> ratios = new ArrayList<>();
        System.out.println("| kernel | native ms | stock ms | polled | unmetered | metered | observed"
                + " | metered / stock | metered / native | metered / polled | observed / metered |");
        System.out.println("|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|");
        for (String kernel : Kernels.NAMES) {
            double[] ms = new double[NATIVE + 1];
            for (int way = 0; way < NATIVE; way++) {
                ms[way] = java(WAYS.get(way), kernel);
            }
            ms[NATIVE] = natively(kernel);
            double[] ratio = {ms[3] / ms[0], ms[3] / ms[NATIVE], ms[3] / ms[1], ms[4] / ms[3]};
            ratios.add(ratio);
            System.out.println(row(kernel, ms, ratio));
        }
        double[] mean = new double[4];
        for (int i = 0; i < mean.length; i++) {
            int column = i;
            mean[i] = Math.exp(ratios.stream()
                    .mapToDouble(each -> Math.log(each[column]))
                    .average()
                    .orElseThrow());
        }
        System.out.printf(
                Locale.ROOT,
                "| geometric mean | | | | | | | %.2f | %.2f | %.2f | %.2f |%n",
                mean[0],
                mean[1],
                mean[2],
                mean[3]);
    }

    private static String row(String kernel, double[] ms, double[] ratio) {
        return String.format(
                Locale.ROOT,
                "| %s | %.3f | %.3f | %.3f | %.3f | %.3f | %.3f | %.2f | %.2f | %.2f | %.2f |",
                kernel,
                ms[NATIVE],
                ms[0],
                ms[1],
                ms[2],
                ms[3],
                ms[4],
                ratio[0],
                ratio[1],
                ratio[2],
                ratio[3]);
    }

    private static double java(String way, String kernel) throws IOException, InterruptedException {
        return run(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:-DontCompileHugeMethods",
                "-XX:+UseSerialGC",
                "-XX:-BackgroundCompilation",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                KernelTimes.class.getName(),
                way,
                kernel);
    }

    /** Milliseconds of the same source under clang -O2 without vector units, or NaN where there is no clang. */
    private static double natively(String kernel) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("kernel");
        try {
            for (String name : List.of("kernel.h", kernel + ".c")) {
                try (InputStream in = Kernels.class.getResourceAsStream("/org/skerry/wasm/kernels/" + name)) {
                    Files.copy(in, folder.resolve(name));
                }
            }
            Path main = Files.writeString(folder.resolve("main.c"), MAIN);
            Path program = folder.resolve("program");
            // Two files, so that nothing of the kernel can be moved out of the timed loop.
            run(
                    "clang",
                    "-O2",
                    "-fno-vectorize",
                    "-fno-slp-vectorize",
                    "-fno-builtin",
                    "-w",
                    "-o",
                    program.toString(),
                    main.toString(),
                    folder.resolve(kernel + ".c").toString());
            return run(program.toString());
        } catch (IOException e) {
            return Double.NaN;
        }
    }

    /** The number before "ms" in what a command prints; 0 where there is none. */
    private static double run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(said);
        }
        int ms = said.indexOf(" ms");
        return ms < 0 ? 0 : Double.parseDouble(said.substring(0, ms).strip().replaceAll(".*\\s", ""));
    }
}
