package org.skerry.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.skerry.bench.KernelComputer.Computer;
import org.skerry.model.core.WindowSpec;
import org.skerry.model.memory.CacheSpec;
import org.skerry.model.sharedmem.SharedMemorySpec;
import org.skerry.model.sharedmem.cache.CodeSpec;
import org.skerry.model.sharedmem.cache.MemorySpec;
import org.skerry.noc.ideal.IdealNetwork;
import org.skerry.wasm.WasmLoader;

/**
 * Prints how fast guests run on the shared-memory computer with caches, coherence and memory timed, as docs/PERFORMANCE.md has it: the
 * loader's kernels, a working set of 64 MiB, a message between two cores, and what the host needs for what is modelled. A JVM of its
 * own for each figure; the median of several samples, in processor time. What is slow is warmed up and sampled for fewer turns, so that all
 * tables together take some five minutes.
 *
 * <p>{@code java -cp benchmarks/target/benchmarks.jar org.skerry.bench.ComputerTable [kernels|cores|large|pingpong|memory ...]}
 */
public final class ComputerTable {
    private static final List<String> TABLES = List.of("kernels", "cores", "large", "pingpong", "memory");
    private static final List<String> KERNELS =
            List.of("crc", "fib", "json", "kv", "mandelbrot", "matmul", "quicksort", "sha256", "sieve", "words");

    private static final double MICRO = 1e-3; // of nanoseconds
    private static final int WARM_TURNS = 80;
    private static final int PING_PONG_WARM = 20_000;
    private static final int PING_PONG_TURNS = 5_000;
    private static final int LARGE_WARM_TURNS = 4;
    private static final long WARM_NANOSECONDS = 2_000_000_000L; // fewer turns will do, if they have taken so long
    private static final int SAMPLES = 9;
    private static final int LEAST_SAMPLES = 5;
    private static final long SAMPLING_NANOSECONDS = 2_000_000_000L; // likewise
    private static final int SAMPLE_TURNS = 4;

    /** Misses of the first level per thousand instructions below which a kernel counts as living there. */
    private static final double RESIDENT = 1;

    private static final String DEFAULT = "default";

    /** The default computer with such cores: those of a Skylake-SP in the presets. */
    private static final String CODE = "with caches of instructions";

    private static final String WINDOW = "with windows of 224 instructions";

    /** Two cores of the default computer; without translation and refresh; and so with its network by closed form instead of flit by flit. */
    private static final List<String> MACHINES = List.of(DEFAULT, "bare", "bare, ideal network");

    private static final TableRun ROWS = new TableRun(
            ComputerTable.class,
            List.of("-Xmx4g", "-XX:-DontCompileHugeMethods", "-XX:+UseSerialGC", "-XX:-BackgroundCompilation"));

    private ComputerTable() {}

    /** Prints the tables that are named, or all of them. */
    public static void main(String[] args) throws IOException, InterruptedException {
        if (TableRun.isRow(args)) {
            row(args);
            return;
        }
        for (String table : TableRun.asked(args, TABLES)) {
            switch (table) {
                case "kernels" -> kernels();
                case "cores" -> cores();
                case "large" -> large();
                case "pingpong" -> pingPong();
                default -> memory();
            }
            System.out.println();
        }
    }

    private static void row(String[] args) {
        switch (args[1]) {
            case "metered" -> metered(args[2]);
            case "kernel" -> timed(args[2], facts().module(args[2]), args[3], WARM_TURNS, SAMPLE_TURNS);
            case "large" -> timed(args[2], resource(args[2] + ".wasm"), args[3], LARGE_WARM_TURNS, 1);
            case "pingpong" -> pingPongRow(args[3]);
            default -> memoryRow(Integer.parseInt(args[2]), Long.parseLong(args[3]), args[4]);
        }
    }

    // ---- kernels -----------------------------------------------------------------------------------------------

    private static void kernels() throws IOException, InterruptedException {
        System.out.println(
                "Kernels, million WebAssembly instructions a second of processor time, load " + TableRun.load());
        System.out.println(
                "| kernel | instructions of the file, a turn | charged, a turn | first-level misses, a thousand"
                        + " instructions | metered, no machine | default | / metered | bare |");
        System.out.println("|---|---:|---:|---:|---:|---:|---:|---:|");
        List<double[]> resident = new ArrayList<>();
        List<double[]> all = new ArrayList<>();
        for (String kernel : KERNELS) {
            byte[] module = facts().module(kernel);
            double instructions = facts().wasmInstructions(module, 2);
            double metered = instructions / fork("metered", kernel)[0] / MICRO;
            double[] timed = fork("kernel", kernel, MACHINES.get(0));
            double[] bare = fork("kernel", kernel, MACHINES.get(1));
            double[] rates = {metered, instructions / timed[0] / MICRO, instructions / bare[0] / MICRO};
            double misses = timed[2] / instructions * 1000;
            all.add(rates);
            if (misses < RESIDENT) {
                resident.add(rates);
            }
            System.out.printf(
                    Locale.ROOT,
                    "| %s%s | %,.0f | %,.0f | %.2f | %.0f | %.0f | %.2f | %.0f |%n",
                    kernel,
                    misses < RESIDENT ? "" : " (*)",
                    instructions,
                    timed[1],
                    misses,
                    rates[0],
                    rates[1],
                    rates[1] / rates[0],
                    rates[2]);
        }
        mean("geometric mean without (*)", resident);
        mean("geometric mean of all", all);
        System.out.println(
                "(*): does not live in the first level, " + RESIDENT + " misses a thousand instructions or more");
    }

    private static void mean(String name, List<double[]> rates) {
        double[] mean = new double[3];
        for (int i = 0; i < mean.length; i++) {
            int column = i;
            mean[i] = Math.exp(rates.stream()
                    .mapToDouble(each -> Math.log(each[column]))
                    .average()
                    .orElse(Double.NaN));
        }
        System.out.printf(
                Locale.ROOT,
                "| %s | | | | %.0f | %.0f | %.2f | %.0f |%n",
                name,
                mean[0],
                mean[1],
                mean[1] / mean[0],
                mean[2]);
    }

    private static void metered(String kernel) {
        Runnable turn = facts().turn(kernel);
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        sample(WARM_TURNS, SAMPLE_TURNS, turns -> {
            long before = threads.getCurrentThreadCpuTime();
            for (int i = 0; i < turns; i++) {
                turn.run();
            }
            return (double) (threads.getCurrentThreadCpuTime() - before) / turns;
        });
    }

    /** Some turns of what is measured; returns nanoseconds for each. */
    private interface Turns {
        double run(int turns);
    }

    /** Prints the median of nanoseconds a turn. */
    private static void sample(int warmTurns, int sampleTurns, Turns what) {
        double warm = 0;
        for (int done = 0; done < warmTurns && warm < WARM_NANOSECONDS; done += sampleTurns) {
            warm += what.run(sampleTurns) * sampleTurns;
        }
        double[] samples = new double[SAMPLES];
        int count = 0;
        double all = 0;
        while (count < SAMPLES && (count < LEAST_SAMPLES || all < SAMPLING_NANOSECONDS)) {
            samples[count] = what.run(sampleTurns);
            all += samples[count++] * sampleTurns;
        }
        Arrays.sort(samples, 0, count);
        System.out.print((samples[count / 2] + samples[(count - 1) / 2]) / 2 + " ");
    }

    /** Prints nanoseconds, charged instructions, first-level misses and lines from memory of a turn. */
    private static void timed(String name, byte[] module, String machine, int warmTurns, int sampleTurns) {
        try (KernelComputer computer = KernelComputer.of(computer(machine), name, module)) {
            computer.run(1); // which may prepare what the others use
            long[] before = counts(computer);
            sample(warmTurns, sampleTurns, turns -> computer.run(turns).nanosecondsPerTurn());
            long[] after = counts(computer);
            double turns = after[0] - before[0];
            System.out.println((after[1] - before[1]) / turns + " " + (after[2] - before[2]) / turns + " "
                    + (after[3] - before[3]) / turns);
        }
    }

    private static long[] counts(KernelComputer computer) {
        return new long[] {
            computer.turns(),
            computer.metric("turns.instructions"),
            computer.metric("memory.l1.misses"),
            computer.metric("memory.dram.reads")
        };
    }

    private static Computer computer(String machine) {
        SharedMemorySpec two = SharedMemorySpec.of(2);
        SharedMemorySpec bare = two.withMemory(two.memory().bare());
        return switch (machine) {
            case DEFAULT -> Computer.onMesh(two);
            case CODE ->
                Computer.onMesh(two.withMemory(
                        two.memory().withCode(new CodeSpec(64, 8, CodeSpec.NONE.softwareBytesPerCycle()))));
            case WINDOW -> Computer.onMesh(two.withCore(two.core().withWindow(new WindowSpec(224, 12, 56))));
            case "bare" -> Computer.onMesh(bare);
            case "bare, ideal network" -> new Computer(bare, IdealNetwork::new);
            default -> throw new IllegalArgumentException(machine);
        };
    }

    // ---- cores that show every access --------------------------------------------------------------------------

    private static void cores() throws IOException, InterruptedException {
        System.out.println("Cores that show the model every access, million WebAssembly instructions a second, load "
                + TableRun.load());
        System.out.println("| kernel | " + CODE + " | " + WINDOW + " |");
        System.out.println("|---|---:|---:|");
        for (String kernel : List.of("crc", "quicksort", "sha256")) {
            double instructions = facts().wasmInstructions(facts().module(kernel), 2);
            System.out.printf(
                    Locale.ROOT,
                    "| %s | %.1f | %.1f |%n",
                    kernel,
                    instructions / fork("kernel", kernel, CODE)[0] / MICRO,
                    instructions / fork("kernel", kernel, WINDOW)[0] / MICRO);
        }
    }

    // ---- beyond the caches -------------------------------------------------------------------------------------

    private static void large() throws IOException, InterruptedException {
        System.out.println("Working set of 64 MiB, load " + TableRun.load());
        System.out.println("| guest | machine | instructions of the file, a turn | million instructions/s |"
                + " first-level misses a turn | lines from memory a turn | ns a miss | million misses/s |");
        System.out.println("|---|---|---:|---:|---:|---:|---:|---:|");
        for (String guest : List.of("chase", "stream")) {
            double instructions = facts().wasmInstructions(resource(guest + ".wasm"), 2);
            for (String machine : MACHINES) {
                double[] timed = fork("large", guest, machine);
                System.out.printf(
                        Locale.ROOT,
                        "| %s | %s | %,.0f | %.1f | %,.0f | %,.0f | %,.0f | %.3f |%n",
                        guest,
                        machine,
                        instructions,
                        instructions / timed[0] / MICRO,
                        timed[2],
                        timed[3],
                        timed[0] / timed[2],
                        timed[2] / timed[0] / MICRO);
            }
        }
    }

    // ---- a message between two cores ---------------------------------------------------------------------------

    private static void pingPong() throws IOException, InterruptedException {
        System.out.println(
                "A message of " + RelayChip.MESSAGE_BYTES + " bytes between two cores, load " + TableRun.load());
        System.out.println("| machine | turns/s | charged instructions/s | cycles a turn | ns a turn |");
        System.out.println("|---|---:|---:|---:|---:|");
        for (String machine : MACHINES) {
            double[] row = fork("pingpong", "relay", machine);
            System.out.printf(
                    Locale.ROOT,
                    "| %s | %,.0f | %,.0f | %,.0f | %,.0f |%n",
                    machine,
                    1e9 / row[0],
                    row[1] * 1e9 / row[0],
                    row[2],
                    row[0]);
        }
    }

    private static void pingPongRow(String machine) {
        byte[] relay = resource("/org/skerry/guest/relay.wasm");
        try (KernelComputer computer = KernelComputer.pingPong(computer(machine), relay)) {
            computer.run(PING_PONG_WARM);
            long before = computer.cycle();
            long[] first = counts(computer);
            sample(0, PING_PONG_TURNS, turns -> computer.run(turns).nanosecondsPerTurn());
            double turns = computer.turns() - first[0];
            System.out.println((computer.metric("turns.instructions") - first[1]) / turns + " "
                    + (computer.cycle() - before) / turns);
        }
    }

    // ---- memory of the host ------------------------------------------------------------------------------------

    private static void memory() throws IOException, InterruptedException {
        System.out.println("Live heap of the host, MB, beyond that of one core with caches of 32 KiB");
        System.out.println("| cores | slice of the shared cache | guest | MB |");
        System.out.println("|---:|---:|---|---:|");
        for (String[] row : new String[][] {
            {"2", "1048576", "idle"},
            {"128", "1048576", "idle"},
            {"128", "33554432", "idle"},
            {"2", "1048576", "chase"},
            {"128", "33554432", "chase"}
        }) {
            System.out.printf(
                    Locale.ROOT,
                    "| %s | %,d KiB | %s | %.1f |%n",
                    row[0],
                    Long.parseLong(row[1]) >> 10,
                    row[2],
                    fork("memory", row[0], row[1], row[2])[0]);
        }
    }

    private static void memoryRow(int cores, long sliceBytes, String guest) {
        byte[] module = resource(guest.equals("idle") ? "stream.wasm" : guest + ".wasm");
        SharedMemorySpec spec = SharedMemorySpec.of(cores);
        MemorySpec memory =
                MemorySpec.of(MemorySpec.DEFAULT_L1, MemorySpec.DEFAULT_L2, CacheSpec.ofBytes(sliceBytes, 16, 64, 12));
        long before = live();
        try (KernelComputer computer = KernelComputer.of(Computer.onMesh(spec.withMemory(memory)), guest, module)) {
            if (!guest.equals("idle")) {
                computer.run(5);
            }
            System.out.println((live() - before) / 1e6);
        }
    }

    private static long live() {
        System.gc();
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    // ---- rows --------------------------------------------------------------------------------------------------

    /** The numbers that a row prints in a JVM of its own, since two share the profiles of what they call. */
    private static double[] fork(String... row) throws IOException, InterruptedException {
        return Arrays.stream(ROWS.read(row).strip().split(" "))
                .mapToDouble(Double::parseDouble)
                .toArray();
    }

    private static byte[] resource(String name) {
        Class<?> holder = name.startsWith("/") ? WasmLoader.class : ComputerTable.class;
        try (InputStream in = holder.getResourceAsStream(name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(name, e);
        }
    }

    /** What lies among the tests of wasm-loader, which a plain build of this module need not have: found by name. */
    private record Facts(Class<?> facts, Class<?> turns) {
        byte[] module(String kernel) {
            return (byte[]) call(facts, "module", new Class<?>[] {String.class}, kernel);
        }

        double wasmInstructions(byte[] module, int turn) {
            return (long) call(facts, "wasmInstructions", new Class<?>[] {byte[].class, int.class}, module, turn);
        }

        Runnable turn(String kernel) {
            return (Runnable) call(turns, "of", new Class<?>[] {String.class, String.class}, "metered", kernel);
        }

        private static Object call(Class<?> type, String method, Class<?>[] parameters, Object... arguments) {
            try {
                return type.getMethod(method, parameters).invoke(null, arguments);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("build with -Pjmh: the kernels are missing", e);
            }
        }
    }

    private static Facts facts() {
        try {
            return new Facts(
                    Class.forName("org.skerry.wasm.actor.KernelFacts"),
                    Class.forName("org.skerry.wasm.actor.KernelTurn"));
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("build with -Pjmh: the kernels are missing", e);
        }
    }
}
