package org.skerry.wasm;

import com.dylibso.chicory.wasm.ChicoryException;
import com.dylibso.chicory.wasm.Parser;
import org.objectweb.asm.ClassTooLargeException;
import org.objectweb.asm.MethodTooLargeException;
import org.skerry.sim.actor.GuestException;
import org.skerry.wasm.abi.Convention;
import org.skerry.wasm.abi.HostFunctions;
import org.skerry.wasm.actor.WasmProgram;
import org.skerry.wasm.library.Answers;
import org.skerry.wasm.library.Library;
import org.skerry.wasm.load.GuestRules;
import org.skerry.wasm.load.ModuleImage;
import org.skerry.wasm.load.Policy;
import org.skerry.wasm.load.WasmReader;
import org.skerry.wasm.meter.CodeStore;

/**
 * Turns the bytes of a WebAssembly module into a program that any machine can run. Whatever the bytes are, the answer is a
 * {@link WasmProgram} or a {@link GuestException} that says what to do; nothing of the module runs.
 */
public final class WasmLoader {
    private WasmLoader() {}

    /** Loads a module within the default limits; {@code name} is how messages call it, for instance its path. */
    public static WasmProgram load(String name, byte[] bytes) {
        return load(name, bytes, Policy.DEFAULT);
    }

    /** Loads a module within the limits of {@code policy}. */
    public static WasmProgram load(String name, byte[] bytes, Policy policy) {
        return load(name, bytes, policy, CodeStore.NONE);
    }

    /** The same with compiled code from a store, where it has it. The module is read and checked as ever. */
    public static WasmProgram load(String name, byte[] bytes, Policy policy, CodeStore store) {
        ModuleImage image = WasmReader.read(name, bytes.clone(), policy);
        GuestRules.check(image, GuestInterfaces.functions(), GuestInterfaces.conventionOf(image)::problems);
        validate(image);
        return compile(image, policy, store);
    }

    /**
     * Starts an instance of a module that need not be an actor, to call its exports. It is read, checked, rewritten and
     * compiled as any other.
     *
     * @param answers what to say for imports that no interface offers; without an answer they are refused
     */
    public static Library library(String name, byte[] bytes, Policy policy, Answers answers, CodeStore store) {
        ModuleImage read = WasmReader.read(name, bytes.clone(), policy);
        return Library.start(read, GuestInterfaces.functions(), answers, (image, functions, convention) -> {
            GuestRules.checkLibrary(image, functions, convention::problems);
            validate(image);
            return compile(image, functions, convention, policy, store);
        });
    }

    /** Everything that can be said of a module without running it; a refused one has a report too. */
    public static ModuleReport inspect(String name, byte[] bytes) {
        return inspect(name, bytes, Policy.DEFAULT);
    }

    /** As {@link #inspect(String, byte[])}, within the limits of {@code policy}. */
    public static ModuleReport inspect(String name, byte[] bytes, Policy policy) {
        return new ModuleInspection(policy).of(name, bytes.clone());
    }

    static void validate(ModuleImage image) {
        try {
            Parser.parse(image.bytes());
        } catch (ChicoryException | StackOverflowError e) {
            throw new GuestException(
                    image.name() + ": not a valid module: " + first(e.getMessage()) + ". Build the module again.", e);
        } catch (OutOfMemoryError e) {
            throw noHeap(image, e);
        } catch (RuntimeException | AssertionError e) {
            // The parser is somebody else's: what it trips over is refused like what it refuses.
            throw new GuestException(
                    image.name() + ": not a valid module: the parser gave up (" + e + "). Build the module again.", e);
        }
    }

    /** The parser strings its complaints together; the first says what is wrong. */
    private static String first(String complaints) {
        return complaints == null ? "the parser gave up" : complaints.split(" - ", 2)[0];
    }

    static WasmProgram compile(ModuleImage image, Policy policy, CodeStore store) {
        return compile(image, GuestInterfaces.functions(), GuestInterfaces.conventionOf(image), policy, store);
    }

    private static WasmProgram compile(
            ModuleImage image, HostFunctions functions, Convention convention, Policy policy, CodeStore store) {
        try {
            return new WasmProgram(image, functions, convention, policy, store);
        } catch (MethodTooLargeException e) {
            throw tooLarge(image, e);
        } catch (OutOfMemoryError e) {
            throw noHeap(image, e);
        } catch (ClassTooLargeException | ChicoryException | StackOverflowError e) {
            if (e.getCause() instanceof MethodTooLargeException method) {
                throw tooLarge(image, method);
            }
            throw new GuestException(
                    image.name() + ": cannot be compiled: " + e.getMessage() + ". Make its functions smaller.", e);
        }
    }

    /** A module that is within its limits can still need more heap than this host gave. */
    private static GuestException noHeap(ModuleImage image, OutOfMemoryError e) {
        return new GuestException(
                image.name() + ": compiling its " + image.bytes().length + " bytes takes more than the "
                        + (Runtime.getRuntime().maxMemory() >> 20)
                        + " MiB of heap this host has. Give the JVM more with -Xmx, or make the module smaller.",
                e);
    }

    private static GuestException tooLarge(ModuleImage image, MethodTooLargeException e) {
        String function = e.getMethodName();
        if (function.startsWith("func_")) {
            function = image.names().of(Integer.parseInt(function.substring("func_".length())));
        }
        return new GuestException(
                image.name() + ": function " + function + " compiles to " + e.getCodeSize()
                        + " bytes of JVM code, above the limit of 65535. Split the function, or build with less inlining.",
                e);
    }
}
