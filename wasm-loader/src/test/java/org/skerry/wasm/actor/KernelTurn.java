package org.skerry.wasm.actor;

import com.dylibso.chicory.compiler.MachineFactoryCompiler;
import com.dylibso.chicory.runtime.ByteArrayMemory;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.wasm.Parser;
import com.dylibso.chicory.wasm.WasmModule;
import com.dylibso.chicory.wasm.types.MemoryLimits;
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
import org.skerry.wasm.testing.ModuleBuilder;
import org.skerry.wasm.testing.Stage;
import org.skerry.wasm.testing.WatchedMemory;

/**
 * Turns of modules that export {@code receive}, in one of five ways; what KernelTimes and the benchmarks time.
 *
 * <p>{@code stock} is Chicory's compiler with its own memory, {@code polled} the same compiler with our memory and the polls of the
 * thread's interrupt flag left in, {@code unmetered} the same without polls, {@code metered} what actors run, {@code observed} the
 * same under a model of a 4-way cache.
 */
public final class KernelTurn {
    private KernelTurn() {}

    /** A turn of a kernel by its name, of {@code small} and {@code large} ({@link LargeKernel}), or of a host call. */
    public static Runnable of(String way, String kernel) {
        return of(way, module(kernel), new long[1]);
    }

    private static byte[] module(String kernel) {
        return switch (kernel) {
            case "small" -> LargeKernel.small();
            case "large" -> LargeKernel.large();
            case "i32.const" -> calling("i32.const 0");
            case "message_size", "message_kind" -> calling("call " + (kernel.equals("message_size") ? 0 : 1));
            case "handle_rights" -> calling("i32.const 0 call 2");
            default -> Kernels.module(kernel);
        };
    }

    /** A loop of 100 000 rounds around something that leaves a number. */
    private static byte[] calling(String what) {
        return new ModuleBuilder()
                .skerry("message_size", ">i")
                .skerry("message_kind", ">i")
                .skerry("handle_rights", "i>i")
                .memory(1, 1)
                .function(
                        "receive",
                        ">",
                        "ii",
                        "loop _ local.get 0 " + what + " i32.add local.set 0"
                                + " local.get 1 i32.const 1 i32.add local.tee 1 i32.const 100000 i32.lt_s br_if 0 end"
                                + " i32.const 0 local.get 0 i32.store 0")
                .build();
    }

    /** A turn of a module; its instructions are left in {@code instructions}, where something counts them. */
    static Runnable of(String way, byte[] bytes, long[] instructions) {
        return switch (way) {
            case "stock" -> stock(bytes);
            case "polled" -> unmetered(bytes, true);
            case "unmetered" -> unmetered(bytes, false);
            case "metered" -> actor(bytes, null, instructions);
            case "observed" -> actor(bytes, new FourWayCache(), instructions);
            default -> throw new IllegalArgumentException(way);
        };
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
