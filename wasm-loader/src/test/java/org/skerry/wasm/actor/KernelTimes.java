package org.skerry.wasm.actor;

import com.dylibso.chicory.compiler.MachineFactoryCompiler;
import com.dylibso.chicory.runtime.ByteArrayMemory;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.wasm.Parser;
import com.dylibso.chicory.wasm.WasmModule;
import com.dylibso.chicory.wasm.types.MemoryLimits;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import org.skerry.sim.memory.AccessModel;
import org.skerry.sim.memory.LinearMemory;
import org.skerry.sim.memory.PrivateMemory;
import org.skerry.wasm.WasmLoader;
import org.skerry.wasm.load.ModuleImage;
import org.skerry.wasm.load.Policy;
import org.skerry.wasm.load.WasmReader;
import org.skerry.wasm.meter.CompiledModule;
import org.skerry.wasm.meter.Unmetered;
import org.skerry.wasm.testing.FourWayCache;
import org.skerry.wasm.testing.Kernels;
import org.skerry.wasm.testing.Stage;
import org.skerry.wasm.testing.WatchedMemory;

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
        Runnable turn = switch (args[0]) {
            case "stock" -> stock(bytes);
            case "polled" -> unmetered(bytes, true);
            case "unmetered" -> unmetered(bytes, false);
            case "metered" -> actor(bytes, null, instructions);
            case "observed" -> actor(bytes, new FourWayCache(), instructions);
            default -> throw new IllegalArgumentException(args[0]);
        };
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

    private static Runnable stock(byte[] bytes) {
        WasmModule module = Parser.parse(bytes);
        Instance instance = Instance.builder(module)
                .withMachineFactory(MachineFactoryCompiler.compile(module))
                .withMemoryFactory(ByteArrayMemory::new)
                .withMemoryLimits(new MemoryLimits(32, 32))
                .build();
        var export = instance.export("receive");
        return export::apply;
    }

    private static Runnable unmetered(byte[] bytes, boolean polls) {
        ModuleImage image = WasmReader.read("kernel", bytes, Policy.DEFAULT);
        PlainMemory memory =
                new PlainMemory(new PrivateMemory((int) image.memories().get(0).min(), 64), new InitialData());
        CompiledModule code = Unmetered.compile(image, polls);
        Instance instance = Instance.builder(code.module())
                .withMachineFactory(code.factory())
                .withMemoryFactory(ignored -> memory)
                .build();
        for (int i = 0; i < image.globals().size(); i++) {
            memory.global(i, instance.global(i).getValue());
        }
        int receive = image.export("receive").index();
        return () -> instance.getMachine().call(receive, new long[0]);
    }

    private static Runnable actor(byte[] bytes, AccessModel model, long[] instructions) {
        WasmProgram program = WasmLoader.load("kernel", bytes);
        LinearMemory memory =
                new WatchedMemory(program.limits().minPages(), program.limits().maxPages(), model);
        Stage stage = new Stage(program, memory);
        return () -> {
            stage.send("");
            instructions[0] = stage.turn.ledger().instructions();
        };
    }
}
