package org.skerry.wasm.actor;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import org.skerry.wasm.testing.Kernels;

/**
 * Times a module that exports {@code receive} in one of five ways; not a test. One JVM per figure, minimum of many turns:
 * {@code KernelTimes stock|polled|unmetered|metered|observed KERNEL|FILE.wasm}. Prints milliseconds of thread CPU time and instructions.
 */
final class KernelTimes {
    private static final int TURNS = 300;

    private KernelTimes() {}

    public static void main(String[] args) throws Exception {
        byte[] bytes = Kernels.NAMES.contains(args[1]) ? Kernels.module(args[1]) : Files.readAllBytes(Path.of(args[1]));
        long[] instructions = {0};
        Runnable turn = KernelTurn.of(args[0], bytes, instructions);
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long best = Long.MAX_VALUE;
        for (int i = 0; i < TURNS; i++) {
            long before = threads.getCurrentThreadCpuTime();
            turn.run();
            best = Math.min(best, threads.getCurrentThreadCpuTime() - before);
        }
        System.out.printf(
                "%-10s %-30s %8.3f ms %12d%n", args[0], Path.of(args[1]).getFileName(), best / 1e6, instructions[0]);
    }
}
