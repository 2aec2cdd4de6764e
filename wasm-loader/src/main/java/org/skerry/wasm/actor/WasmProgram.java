package org.skerry.wasm.actor;

import com.dylibso.chicory.runtime.GlobalFactory;
import com.dylibso.chicory.runtime.GlobalInstance;
import com.dylibso.chicory.runtime.ImportValues;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.TableInstance;
import com.dylibso.chicory.wasm.ChicoryException;
import com.dylibso.chicory.wasm.types.MemoryLimits;
import com.dylibso.chicory.wasm.types.MutabilityType;
import com.dylibso.chicory.wasm.types.Table;
import com.dylibso.chicory.wasm.types.TableLimits;
import com.dylibso.chicory.wasm.types.ValType;
import org.skerry.sim.actor.ActorInstance;
import org.skerry.sim.actor.Grants;
import org.skerry.sim.actor.GuestException;
import org.skerry.sim.actor.Limits;
import org.skerry.sim.actor.Program;
import org.skerry.sim.memory.FlowModel;
import org.skerry.sim.memory.LinearMemory;
import org.skerry.sim.memory.MemoryFault;
import org.skerry.wasm.abi.Conduct;
import org.skerry.wasm.abi.Convention;
import org.skerry.wasm.abi.Guest;
import org.skerry.wasm.abi.HostFunctions;
import org.skerry.wasm.load.GuestRules;
import org.skerry.wasm.load.ModuleImage;
import org.skerry.wasm.load.Policy;
import org.skerry.wasm.meter.ClassTargets;
import org.skerry.wasm.meter.CodeStore;
import org.skerry.wasm.meter.CompiledModule;
import org.skerry.wasm.meter.Follow;
import org.skerry.wasm.meter.ModuleCompiler;
import org.skerry.wasm.meter.Rewriter;

/**
 * A WebAssembly module, checked, rewritten and compiled: the program of any number of actors. Immutable, used by several threads.
 * Each copy for watched memories is compiled when the first such memory comes.
 */
public final class WasmProgram implements Program {
    private static final String TABLES = internal(GuestTables.class);

    private final ModuleImage image;
    private final Policy policy;
    private final HostFunctions functions;
    private final ImportValues imports;
    private final Conduct conduct;
    private final String kind;
    private final CodeStore store;
    private final Limits limits;
    private final CompiledModule plain;
    private final CompiledModule[] watched = new CompiledModule[4]; // by whether loads are followed, and code
    private final InitialData data = new InitialData();

    /**
     * A program. Everything was checked before but whether it compiles.
     *
     * @param image      the module
     * @param functions  the host functions it may import
     * @param convention how it is an actor
     * @param store      where its compiled code may lie
     */
    public WasmProgram(
            ModuleImage image, HostFunctions functions, Convention convention, Policy policy, CodeStore store) {
        this.image = image;
        this.policy = policy;
        this.functions = functions.of(image.imports());
        imports = functions.bind(image.imports());
        conduct = convention.conduct(image);
        kind = convention.name();
        this.store = store;
        limits = GuestRules.limits(image, policy);
        plain = compile(false, Follow.NOTHING, PlainMemory.class);
    }

    private CompiledModule compile(boolean watched, Follow follow, Class<? extends GuestMemory> memory) {
        ClassTargets targets = new ClassTargets(
                internal(memory), TABLES, GuestMemory.FIELDS, watched, functions.direct(image.imports()));
        return ModuleCompiler.compile(image, policy, watched, follow, targets, GuestMemory.class, store);
    }

    private static String internal(Class<?> type) {
        return type.getName().replace('.', '/');
    }

    private synchronized CompiledModule watched(boolean loads, boolean code) {
        int which = (loads ? 1 : 0) + (code ? 2 : 0);
        if (watched[which] == null) {
            Class<? extends GuestMemory> memory = loads ? FollowedMemory.class : ObservedMemory.class;
            watched[which] = compile(true, new Follow(loads, code), memory);
        }
        return watched[which];
    }

    /** How messages call the program. */
    public String name() {
        return image.name();
    }

    /** What people call programs that are actors in the way of this one. */
    public String kind() {
        return kind;
    }

    /** Whether the module imports anything from the interface with this module name. */
    public boolean importsFrom(String module) {
        return image.imports().stream().anyMatch(wanted -> wanted.module().equals(module));
    }

    @Override
    public byte[] image() {
        return image.bytes();
    }

    @Override
    public Limits limits() {
        return limits;
    }

    @Override
    public long codeBytes() {
        return Rewriter.codeBytes(image);
    }

    @Override
    public ActorInstance instantiate(LinearMemory memory, Grants grants) {
        GuestMemory view = view(memory);
        CompiledModule code = view instanceof PlainMemory
                ? plain
                : watched(view instanceof FollowedMemory, memory.accessModel().code() != null);
        try {
            view.more = new long[Math.max(0, image.globals().size() - GuestMemory.FIELDS)];
            Instance instance = Instance.builder(code.module())
                    .withMachineFactory(code.factory())
                    .withMemoryFactory(ignored -> view)
                    .withMemoryLimits(new MemoryLimits(limits.minPages(), limits.maxPages()))
                    .withTableFactory(WasmProgram::table)
                    .withGlobalFactory(code.interprets() ? new SharedGlobals(view) : null)
                    .withImportValues(imports)
                    .withStart(false)
                    .build();
            for (int i = 0; i < image.globals().size(); i++) {
                if (globalIsNumber(i)) {
                    view.global(i, instance.global(i).getValue());
                }
            }
            Guest guest = new Guest(memory, view, grants, conduct.handlers(), functions);
            view.guest(guest);
            return new WasmActor(this, instance, code.code(), view, guest, conduct.of(guest));
        } catch (ChicoryException | MemoryFault | IndexOutOfBoundsException e) {
            throw new GuestException(
                    image.name() + ": cannot be started: " + e.getMessage()
                            + ". Make its data and element segments fit its memory and tables.",
                    e);
        }
    }

    private GuestMemory view(LinearMemory memory) {
        if (memory.accessModel() == null) {
            return new PlainMemory(memory, data);
        }
        return memory.accessModel() instanceof FlowModel
                ? new FollowedMemory(memory, data)
                : new ObservedMemory(memory, data);
    }

    /** Makes the globals of an instance in their order; those of numbers lie in its memory object, as compiled code wants them. */
    private final class SharedGlobals implements GlobalFactory {
        private final GuestMemory memory;
        private int next;

        SharedGlobals(GuestMemory memory) {
            this.memory = memory;
        }

        @Override
        public GlobalInstance create(long value, long highValue, ValType type, MutabilityType mutability) {
            int index = next++;
            return index >= globals() || globalIsNumber(index)
                    ? memory.shared(index, globals(), value, type, mutability)
                    : new GlobalInstance(value, highValue, type, mutability);
        }
    }

    /** A table of its own for each instance: Chicory writes the size of a grown table into the module it came from. */
    private static TableInstance table(Table declared, int initial) {
        TableLimits limits =
                new TableLimits(declared.limits().min(), declared.limits().max());
        return new TableInstance(new Table(declared.elementType(), limits), initial);
    }

    /** Index of the start function of the module, or -1. */
    int start() {
        return image.start();
    }

    int globals() {
        return image.globals().size();
    }

    boolean globalIsNumber(int index) {
        return image.globals().get(index).type().isNumber();
    }

    /** The innermost function of the module on the stack of a throwable, by name. */
    String functionIn(Throwable cause) {
        if (cause.getCause() instanceof StackOverflowError overflow) {
            return functionIn(overflow);
        }
        for (StackTraceElement frame : cause.getStackTrace()) {
            String method = frame.getMethodName();
            if (frame.getClassName().startsWith(ModuleCompiler.CLASS_NAME) && method.startsWith("func_")) {
                int index = Integer.parseInt(method.substring("func_".length()));
                if (index >= image.imports().size() && index < image.functionCount()) {
                    return image.names().of(index);
                }
            }
        }
        return "?";
    }
}
