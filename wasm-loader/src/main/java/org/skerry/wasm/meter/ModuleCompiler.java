package org.skerry.wasm.meter;

import com.dylibso.chicory.compiler.InterpreterFallback;
import com.dylibso.chicory.compiler.internal.ByteClassCollector;
import com.dylibso.chicory.compiler.internal.Compiler;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.Machine;
import com.dylibso.chicory.wasm.ChicoryException;
import com.dylibso.chicory.wasm.Parser;
import com.dylibso.chicory.wasm.WasmModule;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleProxies;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Constructor;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.objectweb.asm.MethodTooLargeException;
import org.skerry.wasm.load.ModuleImage;
import org.skerry.wasm.load.Policy;

/**
 * Compiles a rewritten module with Chicory's compiler, applies the {@link ClassPass}, and loads the classes. One result serves
 * all instances and threads. Costs some 50 ms and more; the classes live as long as the result.
 */
public final class ModuleCompiler {
    /** Class names of compiled guest code begin with this. */
    public static final String CLASS_NAME = "org.skerry.wasm.guest.Code";

    /** Among the classes of a module: indices of the functions that are not in them, as big-endian ints. */
    private static final String INTERPRETED = "interpreted";

    /** Bytes of a function from which it may be too large for a method: each has become up to 6 bytes of the JVM's. Measured. */
    private static final int LARGE = 8_000;

    private ModuleCompiler() {}

    /**
     * Rewrites and compiles a module.
     *
     * @param image   the module, valid
     * @param watched whether its counters must be up to date at each memory access that is shown to somebody
     * @param follow  what it tells its machine beside counts; only if it is watched
     * @param targets classes the code is bound to; the loader of {@code host} must find them
     * @param host    a class of the host
     * @param store   where the classes may be found already, and are kept otherwise
     */
    public static CompiledModule compile(
            ModuleImage image,
            Policy policy,
            boolean watched,
            Follow follow,
            ClassTargets targets,
            Class<?> host,
            CodeStore store) {
        Rewriting exactly = watched ? Rewriting.EXACT : Rewriting.AT_CALLS;
        Rewriting rewriting = watched && follow.equals(Follow.NOTHING) ? Rewriting.MARKED : exactly;
        byte[] rewritten = Rewriter.rewrite(image, policy, rewriting, follow);
        Map<String, byte[]> classes = store == CodeStore.NONE
                ? compiled(image, policy, rewritten, rewriting, follow, targets)
                : stored(image, policy, rewritten, rewriting, follow, targets, store);
        Set<Integer> interpreted = interpreted(classes.remove(INTERPRETED));
        boolean interprets = !interpreted.isEmpty();
        // The decoded instructions take a hundred bytes each and nobody needs those of compiled functions any more.
        WasmModule rest = Parser.parse(Rewriter.skeleton(image, policy, exactly, follow, interpreted));
        return load(rest, classes, interprets, host);
    }

    /** Compiles a module as it is, without a meter and if wanted with polls: what metering is measured against. */
    static CompiledModule compileUnmetered(ModuleImage image, ClassTargets targets, Class<?> host, boolean polls) {
        WasmModule module = Parser.parse(image.bytes());
        MeterGlobals none = new MeterGlobals(image.globals().size(), image.functionCount());
        return load(module, classes(module, new ClassPass(image, none, targets, null, polls)), false, host);
    }

    /** The classes from the store; compiled and kept there if it has none that can be believed. */
    private static Map<String, byte[]> stored(
            ModuleImage image,
            Policy policy,
            byte[] rewritten,
            Rewriting rewriting,
            Follow follow,
            ClassTargets targets,
            CodeStore store) {
        String key = StoredCode.key(rewritten, rewriting, targets);
        Map<String, byte[]> classes = StoredCode.decode(key, store.find(key));
        if (classes == null) {
            classes = compiled(image, policy, rewritten, rewriting, follow, targets);
            store.keep(key, StoredCode.encode(key, classes));
        }
        return classes;
    }

    /**
     * The classes of a module, and under {@link #INTERPRETED} the functions that are not in them. Which functions are too large is
     * found with those alone that may be, so that the whole module is compiled only once.
     */
    private static Map<String, byte[]> compiled(
            ModuleImage image,
            Policy policy,
            byte[] rewritten,
            Rewriting rewriting,
            Follow follow,
            ClassTargets targets) {
        Set<Integer> interpreted = new TreeSet<>();
        Set<Integer> large = new TreeSet<>();
        for (int i = 0; i < image.functions().size(); i++) {
            ModuleImage.Function function = image.functions().get(i);
            if (function.end() - function.start() > LARGE) {
                large.add(image.imports().size() + i);
            }
        }
        if (!large.isEmpty()) {
            byte[] part = Rewriter.skeleton(image, policy, rewriting, follow, large);
            compiled(image, Parser.parse(part), rewriting, targets, large, interpreted);
        }
        Set<Integer> all = new TreeSet<>();
        for (int i = 0; i < image.functionCount(); i++) {
            all.add(i);
        }
        Map<String, byte[]> classes = compiled(image, Parser.parse(rewritten), rewriting, targets, all, interpreted);
        ByteBuffer indices = ByteBuffer.allocate(Integer.BYTES * interpreted.size());
        interpreted.forEach(indices::putInt);
        classes.put(INTERPRETED, indices.array());
        return classes;
    }

    /** The classes; {@code interpreted} grows by what proves too large for a method of the JVM, before or after the pass. */
    private static Map<String, byte[]> compiled(
            ModuleImage image,
            WasmModule module,
            Rewriting rewriting,
            ClassTargets targets,
            Set<Integer> written,
            Set<Integer> interpreted) {
        MeterGlobals meter = new MeterGlobals(image.globals().size(), image.functionCount());
        while (true) {
            UnwindHandlers handlers = new UnwindHandlers(
                    image, rewriting, index -> written.contains(index) && !interpreted.contains(index));
            try {
                return classes(module, new ClassPass(image, meter, targets, handlers, false), interpreted);
            } catch (MethodTooLargeException e) {
                interpreted.add(function(e));
            } catch (ChicoryException e) {
                if (!(e.getCause() instanceof MethodTooLargeException method)) {
                    throw e;
                }
                interpreted.add(function(method));
            }
        }
    }

    private static int function(MethodTooLargeException method) {
        if (!method.getMethodName().startsWith("func_")) {
            throw method;
        }
        return Integer.parseInt(method.getMethodName().substring("func_".length()));
    }

    private static CompiledModule load(
            WasmModule module, Map<String, byte[]> classes, boolean interprets, Class<?> host) {
        try {
            Constructor<?> machine = new GuestClassLoader(host.getClassLoader(), classes)
                    .loadClass(CLASS_NAME)
                    .getConstructor(Instance.class);
            MethodHandle constructor = MethodHandles.publicLookup().unreflectConstructor(machine);
            @SuppressWarnings("unchecked")
            Function<Instance, Machine> factory = MethodHandleProxies.asInterfaceInstance(Function.class, constructor);
            // Functions that are interpreted need the machine of the instance, compiled ones none in particular.
            CompiledCode code = interprets
                    ? (instance, memory, function, arguments) ->
                            instance.getMachine().call(function, arguments)
                    : (CompiledCode) machine.newInstance((Instance) null);
            return new CompiledModule(module, factory, code, interprets);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("compiled guest code cannot be loaded", e);
        }
    }

    /** The compiled classes of a module by name, with the pass applied. */
    static Map<String, byte[]> classes(WasmModule module, ClassPass pass) {
        return classes(module, pass, Set.of());
    }

    private static Map<String, byte[]> classes(WasmModule module, ClassPass pass, Set<Integer> interpreted) {
        Map<String, byte[]> classes = new HashMap<>();
        Compiler.builder(module)
                .withClassName(CLASS_NAME)
                .withInterpreterFallback(InterpreterFallback.FAIL)
                .withInterpretedFunctions(interpreted)
                .withClassCollectorFactory(ByteClassCollector::new)
                .build()
                .compile()
                .collector()
                .classBytes()
                .forEach((name, bytes) -> classes.put(name.replace('/', '.'), pass.apply(bytes)));
        return classes;
    }

    private static Set<Integer> interpreted(byte[] indices) {
        Set<Integer> functions = new TreeSet<>();
        for (ByteBuffer in = ByteBuffer.wrap(indices); in.hasRemaining(); ) {
            functions.add(in.getInt());
        }
        return functions;
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
