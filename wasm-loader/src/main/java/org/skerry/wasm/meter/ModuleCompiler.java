package org.skerry.wasm.meter;

import com.dylibso.chicory.compiler.InterpreterFallback;
import com.dylibso.chicory.compiler.internal.ByteClassCollector;
import com.dylibso.chicory.compiler.internal.Compiler;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.Machine;
import com.dylibso.chicory.wasm.Parser;
import com.dylibso.chicory.wasm.WasmModule;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleProxies;
import java.lang.invoke.MethodHandles;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.skerry.wasm.load.ModuleImage;
import org.skerry.wasm.load.Policy;

/**
 * Compiles a rewritten module with Chicory's compiler, applies the {@link ClassPass}, and loads the classes. One result serves
 * all instances and threads. Costs some 50 ms and more; the classes live as long as the result.
 */
public final class ModuleCompiler {
    /** Class names of compiled guest code begin with this. */
    public static final String CLASS_NAME = "org.skerry.wasm.guest.Code";

    private ModuleCompiler() {}

    /**
     * Rewrites and compiles a module.
     *
     * @param image   the module, valid
     * @param exact   whether its counters must be up to date at each memory access
     * @param targets classes the code is bound to; the loader of {@code host} must find them
     * @param host    a class of the host
     * @param store   where the classes may be found already, and are kept otherwise
     */
    public static CompiledModule compile(
            ModuleImage image, Policy policy, boolean exact, ClassTargets targets, Class<?> host, CodeStore store) {
        byte[] rewritten = exact ? Rewriter.rewriteExactly(image, policy) : Rewriter.rewrite(image, policy);
        Map<String, byte[]> classes = store == CodeStore.NONE
                ? compiled(image, rewritten, exact, targets)
                : stored(image, rewritten, exact, targets, store);
        Function<Instance, Machine> factory = factory(classes, host);
        // The decoded instructions take a hundred bytes each and nobody needs them any more.
        return new CompiledModule(Parser.parse(Rewriter.skeleton(image, policy)), factory);
    }

    /** Compiles a module as it is, without a meter and if wanted with polls: what metering is measured against. */
    static CompiledModule compileUnmetered(ModuleImage image, ClassTargets targets, Class<?> host, boolean polls) {
        WasmModule module = Parser.parse(image.bytes());
        MeterGlobals none = new MeterGlobals(image.globals().size(), image.functionCount());
        return new CompiledModule(module, factory(classes(module, new ClassPass(none, targets, null, polls)), host));
    }

    /** The classes from the store; compiled and kept there if it has none that can be believed. */
    private static Map<String, byte[]> stored(
            ModuleImage image, byte[] rewritten, boolean exact, ClassTargets targets, CodeStore store) {
        String key = StoredCode.key(rewritten, exact, targets);
        Map<String, byte[]> classes = StoredCode.decode(key, store.find(key));
        if (classes == null) {
            classes = compiled(image, rewritten, exact, targets);
            store.keep(key, StoredCode.encode(key, classes));
        }
        return classes;
    }

    private static Map<String, byte[]> compiled(
            ModuleImage image, byte[] rewritten, boolean exact, ClassTargets targets) {
        MeterGlobals meter = new MeterGlobals(image.globals().size(), image.functionCount());
        return classes(Parser.parse(rewritten), new ClassPass(meter, targets, new UnwindHandlers(image, exact), false));
    }

    private static Function<Instance, Machine> factory(Map<String, byte[]> classes, Class<?> host) {
        try {
            Class<?> machine = new GuestClassLoader(host.getClassLoader(), classes).loadClass(CLASS_NAME);
            MethodHandle constructor =
                    MethodHandles.publicLookup().unreflectConstructor(machine.getConstructor(Instance.class));
            @SuppressWarnings("unchecked")
            Function<Instance, Machine> factory = MethodHandleProxies.asInterfaceInstance(Function.class, constructor);
            return factory;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("compiled guest code cannot be loaded", e);
        }
    }

    /** The compiled classes by name, with the pass applied. */
    static Map<String, byte[]> classes(WasmModule module, ClassPass pass) {
        Map<String, byte[]> classes = new HashMap<>();
        Compiler.builder(module)
                .withClassName(CLASS_NAME)
                .withInterpreterFallback(InterpreterFallback.FAIL)
                .withClassCollectorFactory(ByteClassCollector::new)
                .build()
                .compile()
                .collector()
                .classBytes()
                .forEach((name, bytes) -> classes.put(name.replace('/', '.'), pass.apply(bytes)));
        return classes;
    }

    /** Finds the compiled classes by name, each once, and everything else with the host. */
    private static final class GuestClassLoader extends ClassLoader {
        private final Map<String, byte[]> classes;

        GuestClassLoader(ClassLoader parent, Map<String, byte[]> classes) {
            super(parent);
            this.classes = classes;
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            byte[] bytes = classes.remove(name);
            if (bytes == null) {
                throw new ClassNotFoundException(name);
            }
            return defineClass(name, bytes, 0, bytes.length);
        }
    }
}
