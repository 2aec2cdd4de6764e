package org.skerry.wasm.meter;

import com.dylibso.chicory.compiler.InterpreterFallback;
import com.dylibso.chicory.compiler.internal.ByteClassCollector;
import com.dylibso.chicory.compiler.internal.Compiler;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.Machine;
import com.dylibso.chicory.wasm.WasmModule;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleProxies;
import java.lang.invoke.MethodHandles;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * Compiles a rewritten module with Chicory's compiler, applies the {@link ClassPass}, and loads the classes. One result serves
 * all instances and threads. Costs some 50 ms and more; the classes live as long as the result.
 */
public final class ModuleCompiler {
    /** Class names of compiled guest code begin with this. */
    public static final String CLASS_NAME = "org.skerry.wasm.guest.Code";

    private ModuleCompiler() {}

    /**
     * Compiles.
     *
     * @param module       the rewritten module, parsed
     * @param guestGlobals globals of the original module
     * @param functions    functions of the original module, imports among them
     * @param targets      classes the code is bound to; the loader of {@code host} must find them
     * @param host         a class of the host
     */
    public static Function<Instance, Machine> compile(
            WasmModule module, int guestGlobals, int functions, ClassTargets targets, Class<?> host) {
        var result = Compiler.builder(module)
                .withClassName(CLASS_NAME)
                .withInterpreterFallback(InterpreterFallback.FAIL)
                .withClassCollectorFactory(ByteClassCollector::new)
                .build()
                .compile();
        ClassPass pass = new ClassPass(new MeterGlobals(guestGlobals, functions), targets);
        Map<String, byte[]> classes = new HashMap<>();
        result.collector()
                .classBytes()
                .forEach((name, bytes) -> classes.put(name.replace('/', '.'), pass.apply(bytes)));
        String main = result.collector().mainClassName();
        try {
            Class<?> machine = new GuestClassLoader(host.getClassLoader(), classes).loadClass(main);
            MethodHandle constructor =
                    MethodHandles.publicLookup().unreflectConstructor(machine.getConstructor(Instance.class));
            @SuppressWarnings("unchecked")
            Function<Instance, Machine> factory = MethodHandleProxies.asInterfaceInstance(Function.class, constructor);
            return factory;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("compiled guest code cannot be loaded", e);
        }
    }

    /** Finds the compiled classes by name and everything else with the host. */
    private static final class GuestClassLoader extends ClassLoader {
        private final Map<String, byte[]> classes;

        GuestClassLoader(ClassLoader parent, Map<String, byte[]> classes) {
            super(parent);
            this.classes = classes;
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            byte[] bytes = classes.get(name);
            if (bytes == null) {
                throw new ClassNotFoundException(name);
            }
            return defineClass(name, bytes, 0, bytes.length);
        }
    }
}
