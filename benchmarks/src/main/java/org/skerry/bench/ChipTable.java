package org.skerry.bench;

import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.skerry.bench.RelayChip.Traffic;

/**
 * Prints how fast the enclave chip is simulated and how large it may be, as docs/PERFORMANCE.md has it: turns a second end to end, a
 * hundred thousand live actors, cost from 64 to 102 400 enclaves, and what two threads gain. A JVM of its own for each row.
 *
 * <p>{@code java -cp benchmarks/target/benchmarks.jar org.skerry.bench.ChipTable [turns|scale|cost|parallel ...]}
 */
public final class ChipTable {
    private static final List<String> TABLES = List.of("turns", "scale", "cost", "parallel");
    private static final int SAMPLES = 7;
    private static final int SHORT_SAMPLES = 2000; // of turns a second
    private static final double SHORT_SECONDS = 0.004; // each: other guests of a host come and go in tens of ms
    private static final double WHOLE_CORE = 0.9; // of the most additions seen; a core that is shared gives 0.5 to 0.7
    private static final double NANO = 1e-9;

    private static final TableRun ROWS = new TableRun(
            ChipTable.class,
            List.of("-Xmx8g", "-XX:+UseSerialGC", "-XX:+UseTransparentHugePages", "-XX:MaxInlineLevel=40"));

    private ChipTable() {}

    /** Prints the tables that are named, or all four. */
    public static void main(String[] args) throws IOException, InterruptedException {
        if (TableRun.isRow(args)) {
            row(args);
            return;
        }
        for (String table : TableRun.asked(args, TABLES)) {
            System.out.println(head(table));
            for (String row : rows(table)) {
                ROWS.print((table + " " + row).strip().split(" "));
            }
            System.out.println();
        }
    }

    private static String head(String table) {
        return switch (table) {
            case "turns" ->
                "Turns a second, 8 x 8 tiles of one enclave, 64 messages under way to any of the others, one thread; wall time of "
                        + SHORT_SAMPLES + " samples of " + SHORT_SECONDS
                        + " s, load " + TableRun.load() + "\n"
                        + "| network | bytes of a message | turns/s, median | samples with the core to itself | their median"
                        + " | nine of ten of them at least | one of ten | cycles/turn | flit-hops/turn |\n"
                        + "|---|---:|---:|---:|---:|---:|---:|---:|---:|";
            case "scale" ->
                "100 000 live actors on 160 x 160 tiles of four enclaves, a message of each under way, until every actor"
                        + " has handled a message of another one";
            case "cost" ->
                "Cost by size, four enclaves a tile, one thread, processor time, load " + TableRun.load() + "\n"
                        + "| traffic | enclaves | partitions | messages under way | of the load at saturation | ns/turn"
                        + " | ns/flit-hop |\n|---|---:|---:|---:|---:|---:|---:|";
            default -> "32 x 32 tiles of one enclave, 4096 messages under way to any of 64 others, wall time";
        };
    }

    /** What tells the rows of a table apart: of messages, network and bytes; of costs, traffic, tiles of a side and partitions. */
    private static List<String> rows(String table) {
        return switch (table) {
            case "turns" -> List.of("mesh 64", "mesh 24", "packet 64", "packet 24", "ideal 64");
            case "cost" ->
                List.of(
                        "NEIGHBOURS 4 1",
                        "NEIGHBOURS 16 1",
                        "NEIGHBOURS 160 1",
                        "NEIGHBOURS 160 64",
                        "UNIFORM 4 1",
                        "UNIFORM 16 1",
                        "UNIFORM 160 1",
                        "UNIFORM 160 64");
            default -> List.of("");
        };
    }

    private static void row(String[] args) throws IOException {
        switch (args[1]) {
            case "turns" -> turns(args[2], Integer.parseInt(args[3]));
            case "scale" -> scale();
            case "cost" -> costRow(Integer.parseInt(args[3]), Traffic.valueOf(args[2]), Integer.parseInt(args[4]));
            default -> parallel();
        }
    }

    /** What a stretch of simulation took. */
    private record Sample(long turns, double wallSeconds, double cpuSeconds) {}

    private static Sample sample(RelayChip chip, long cycles) {
        long cpu = cpuNanos();
        long wall = System.nanoTime();
        long turns = chip.run(cycles);
        return new Sample(turns, (System.nanoTime() - wall) * NANO, (cpuNanos() - cpu) * NANO);
    }

    /** Of all threads of this JVM, in steps of a hundredth of a second. */
    private static long cpuNanos() {
        return ProcessHandle.current()
                .info()
                .totalCpuDuration()
                .orElse(Duration.ZERO)
                .toNanos();
    }

    // ---- turns a second ----------------------------------------------------------------------------------------

    private static void turns(String network, int bytes) {
        try (RelayChip chip = new RelayChip(network, 8, 1, 64, Traffic.UNIFORM, 64, bytes, 1, 1)) {
            warmUp(chip, 4_000_000);
            long cycles = cyclesFor(chip, SHORT_SECONDS);
            CoreProbe probe = new CoreProbe();
            double[] rates = new double[SHORT_SAMPLES];
            double[] shares = new double[SHORT_SAMPLES + 1]; // before each sample and after the last
            long turns = chip.metric("turns.count");
            long hops = network.equals("ideal") ? 0 : chip.metric("network.linkFlits");
            shares[0] = probe.roundsPerNano();
            for (int i = 0; i < rates.length; i++) {
                long begin = System.nanoTime();
                rates[i] = chip.run(cycles) / ((System.nanoTime() - begin) * NANO);
                shares[i + 1] = probe.roundsPerNano();
            }
            turns = chip.metric("turns.count") - turns;
            hops = network.equals("ideal") ? 0 : chip.metric("network.linkFlits") - hops;
            double[] alone = alone(rates, shares);
            System.out.printf(
                    Locale.ROOT,
                    "| %s | %d | %,.0f | %.0f %% | %,.0f | %,.0f | %,.0f | %.2f | %.1f |%n",
                    network,
                    bytes,
                    quantile(rates, 0.5),
                    100.0 * alone.length / rates.length,
                    quantile(alone, 0.5),
                    quantile(alone, 0.1),
                    quantile(alone, 0.9),
                    (double) cycles * rates.length / turns,
                    (double) hops / turns);
        }
    }

    /** The rates of the samples before and after which the thread had the whole core. */
    private static double[] alone(double[] rates, double[] shares) {
        double whole = WHOLE_CORE * quantile(shares, 0.99);
        return IntStream.range(0, rates.length)
                .filter(i -> Math.min(shares[i], shares[i + 1]) >= whole)
                .mapToDouble(i -> rates[i])
                .toArray();
    }

    /** The value that such a part of them does not exceed; NaN of nothing. */
    private static double quantile(double[] values, double part) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted.length == 0 ? Double.NaN : sorted[(int) (part * sorted.length)];
    }

    /** Simulates so many turns, so that everything is compiled. */
    private static void warmUp(RelayChip chip, long turns) {
        for (long done = 0; done < turns; ) {
            done += chip.run(100);
        }
    }

    /** Cycles that take about so many seconds. */
    private static long cyclesFor(RelayChip chip, double seconds) {
        long cycles = 1000;
        for (; ; ) {
            Sample sample = sample(chip, cycles);
            if (sample.wallSeconds > seconds / 4) {
                return Math.max(1, (long) (cycles * seconds / sample.wallSeconds));
            }
            cycles *= 2;
        }
    }

    // ---- a hundred thousand actors -----------------------------------------------------------------------------

    private static void scale() throws IOException {
        long begin = System.nanoTime();
        long cpu = cpuNanos();
        try (RelayChip chip = new RelayChip("mesh", 160, 4, 100_000, Traffic.RING, 100_000)) {
            double setUp = (System.nanoTime() - begin) * NANO;
            double setUpCpu = (cpuNanos() - cpu) * NANO;
            chip.runUntilAllHaveTakenTurns();
            double all = (System.nanoTime() - begin) * NANO;
            double allCpu = (cpuNanos() - cpu) * NANO;
            System.out.printf(
                    Locale.ROOT,
                    "turns %,d in %,d cycles; set up in %.1f s (%.1f s of processor time), all of it %.1f s (%.1f s)%n",
                    chip.metric("turns.count"),
                    chip.cycle(),
                    setUp,
                    setUpCpu,
                    all,
                    allCpu);
            System.out.printf(
                    Locale.ROOT,
                    "largest heap %,d MB (of at most %,d), live after a collection %,d MB, resident %,d MB%n",
                    peakHeap() >> 20,
                    Runtime.getRuntime().maxMemory() >> 20,
                    live() >> 20,
                    residentPeak() >> 10);
        }
    }

    private static long peakHeap() {
        long bytes = 0;
        for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
            bytes += pool.getType() == MemoryType.HEAP ? pool.getPeakUsage().getUsed() : 0;
        }
        for (BufferPoolMXBean pool : ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class)) {
            bytes += pool.getMemoryUsed();
        }
        return bytes;
    }

    private static long live() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    /** Kilobytes of the process at its largest, where Linux says so, or 0. */
    private static long residentPeak() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.exists(status)) {
            return 0;
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElse(0);
    }

    // ---- cost by size ------------------------------------------------------------------------------------------

    private static void costRow(int side, Traffic traffic, int partitions) {
        int enclaves = 4 * side * side;
        int messages = traffic == Traffic.NEIGHBOURS ? enclaves : messagesForUniform(side);
        try (RelayChip chip =
                new RelayChip("mesh", side, 4, enclaves, traffic, messages, RelayChip.MESSAGE_BYTES, partitions, 1)) {
            boolean large = side > 100;
            warmUp(chip, large ? enclaves + (traffic == Traffic.UNIFORM ? 20_000 : 500_000) : 2_000_000);
            long cycles = large ? 50 : cyclesFor(chip, 1);
            int samples = large ? 5 : SAMPLES;
            double[] perTurn = new double[samples];
            double[] perHop = new double[samples];
            long flits = chip.metric("network.linkFlits");
            long first = flits;
            for (int i = 0; i < samples; i++) {
                Sample sample = sample(chip, cycles);
                long now = chip.metric("network.linkFlits");
                perTurn[i] = sample.cpuSeconds / NANO / sample.turns;
                perHop[i] = sample.cpuSeconds / NANO / (now - flits);
                flits = now;
            }
            double load = (double) (flits - first) / samples / cycles / side / side;
            System.out.printf(
                    Locale.ROOT,
                    "| %s | %,d | %d | %,d | %.3f | %,.0f | %,.0f |%n",
                    traffic.name().toLowerCase(Locale.ROOT),
                    enclaves,
                    chip.partitions(),
                    messages,
                    load / saturation(side),
                    quantile(perTurn, 0.5),
                    quantile(perHop, 0.5));
        }
    }

    /** So many that links carry 0.04 of what they carry at saturation. */
    private static int messagesForUniform(int side) {
        return switch (side) {
            case 4 -> 40;
            case 16 -> 144;
            default -> side * side / 4;
        };
    }

    /** Flits over links for each router and cycle when the links across the middle are full: 4 / k flits injected, 2 k / 3 hops each. */
    private static double saturation(int side) {
        return 4.0 / side * 2 * side / 3;
    }

    // ---- two threads -------------------------------------------------------------------------------------------

    private static void parallel() throws IOException {
        String[] digests = new String[3];
        int[] partitions = {1, 2, 4};
        for (int i = 0; i < partitions.length; i++) {
            try (RelayChip chip = busy(partitions[i])) {
                chip.run(20_000);
                digests[i] = chip.digest();
            }
        }
        boolean same = digests[0].equals(digests[1]) && digests[0].equals(digests[2]);
        System.out.println("digests at 1, 2 and 4 partitions after 20 000 cycles: "
                + (same ? "all " + digests[0] : String.join(", ", digests)));
        try (RelayChip one = busy(1);
                RelayChip two = busy(2)) {
            warmUp(one, 200_000);
            warmUp(two, 200_000);
            long cycles = cyclesFor(one, 1);
            double[] gains = new double[SAMPLES];
            for (int i = 0; i < SAMPLES; i++) {
                Sample serial = sample(one, cycles);
                Sample parallel = sample(two, cycles);
                gains[i] = parallel.turns / parallel.wallSeconds / (serial.turns / serial.wallSeconds);
                System.out.printf(
                        Locale.ROOT,
                        "one thread %,.0f turns/s, two threads %,.0f turns/s: %.2f times; by what the threads had to do, %.2f (load %s)%n",
                        serial.turns / serial.wallSeconds,
                        parallel.turns / parallel.wallSeconds,
                        gains[i],
                        2 * (serial.cpuSeconds / serial.turns) / (parallel.cpuSeconds / parallel.turns),
                        TableRun.load());
            }
            System.out.printf(
                    Locale.ROOT,
                    "median %.2f, best %.2f; aim 1.5%n",
                    quantile(gains, 0.5),
                    Arrays.stream(gains).max().orElse(0));
        }
    }

    private static RelayChip busy(int partitions) {
        return new RelayChip(
                "mesh",
                32,
                1,
                32 * 32,
                Traffic.UNIFORM,
                4 * 32 * 32,
                RelayChip.MESSAGE_BYTES,
                partitions,
                Math.min(partitions, 2));
    }
}
