package org.skerry.wasm.abi;

import com.dylibso.chicory.runtime.HostFunction;
import com.dylibso.chicory.runtime.ImportValues;
import com.dylibso.chicory.wasm.types.FunctionType;
import com.dylibso.chicory.wasm.types.ValType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.skerry.sim.state.Stateful;
import org.skerry.wasm.load.FuncType;
import org.skerry.wasm.load.KnownImports;
import org.skerry.wasm.load.ModuleImage;
import org.skerry.wasm.load.ValueType;

/** The host functions a module may import, by module and name, with their types and what capability each asks for. */
public final class HostFunctions implements KnownImports {
    /**
     * One host function.
     *
     * @param module     module name of the import
     * @param name       field name of the import
     * @param type       its type
     * @param capability what a guest must hold to get anything from it, or "" where nothing is needed
     */
    public record Entry(String module, String name, FuncType type, String capability) {}

    /** What a function does, and the method that compiled code calls for it without a detour; null if there is none. */
    private record Binding(HostCall call, String direct) {}

    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private final Map<String, Binding> calls = new LinkedHashMap<>();

    private final Map<String, Function<Guest, Stateful>> states = new LinkedHashMap<>();

    /** No functions yet. */
    public HostFunctions() {}

    /** Lets every guest that imports from {@code module} have a state of its own, found by its class ({@link Guest#state}). */
    public HostFunctions state(String module, Function<Guest, Stateful> state) {
        states.put(module, state);
        return this;
    }

    /** These functions and those of {@code others}. */
    public HostFunctions and(HostFunctions... others) {
        HostFunctions all = new HostFunctions();
        all.take(this);
        for (HostFunctions other : others) {
            all.take(other);
        }
        return all;
    }

    private void take(HostFunctions other) {
        entries.putAll(other.entries);
        calls.putAll(other.calls);
        states.putAll(other.states);
    }

    /** The same functions, but {@code some}, under another module name. */
    public HostFunctions as(String module, Set<String> some) {
        HostFunctions renamed = new HostFunctions();
        for (Map.Entry<String, Entry> each : entries.entrySet()) {
            Entry entry = each.getValue();
            if (!some.contains(entry.name())) {
                renamed.put(
                        new Entry(module, entry.name(), entry.type(), entry.capability()), calls.get(each.getKey()));
            }
        }
        states.values().forEach(state -> renamed.state(module, state));
        return renamed;
    }

    /** Those functions that a module imports, and no others. */
    public HostFunctions of(List<ModuleImage.Import> imports) {
        HostFunctions some = new HostFunctions();
        for (ModuleImage.Import wanted : imports) {
            String key = wanted.module() + "." + wanted.field();
            some.entries.put(key, entries.get(key));
            some.calls.put(key, calls.get(key));
            if (states.containsKey(wanted.module())) {
                some.states.put(wanted.module(), states.get(wanted.module()));
            }
        }
        return some;
    }

    /** The states of a new guest. */
    List<Stateful> states(Guest guest) {
        return states.values().stream().map(state -> state.apply(guest)).toList();
    }

    /**
     * Adds a function.
     *
     * @param signature  as {@code iil>i}: i for i32, l for i64; results after the arrow
     * @param capability what a guest must hold to get anything from it, or ""
     */
    public void add(String module, String name, String signature, String capability, HostCall call) {
        add(module, name, parse(signature), capability, call);
    }

    /** Adds a function of any type. */
    public void add(String module, String name, FuncType type, String capability, HostCall call) {
        put(new Entry(module, name, type, capability), new Binding(call, null));
    }

    private void put(Entry entry, Binding binding) {
        String key = entry.module() + "." + entry.name();
        entries.put(key, entry);
        calls.put(key, binding);
    }

    /**
     * Names what compiled code calls for a function that is called at nearly every turn: a public static method of a public class, with
     * its parameters and the {@link Guest} behind them, that does the same.
     */
    void direct(String module, String name, Class<?> owner, String method) {
        String key = module + "." + name;
        String direct = owner.getName().replace('.', '/') + "." + method;
        calls.put(key, new Binding(calls.get(key).call(), direct));
    }

    /** For each import of functions what compiled code calls for it: a class by its internal name, a point, a method; or "". */
    public List<String> direct(List<ModuleImage.Import> imports) {
        return imports.stream()
                .map(wanted -> calls.get(wanted.module() + "." + wanted.field()).direct())
                .map(method -> method == null ? "" : method)
                .toList();
    }

    /** Every host function in the order of the contract. */
    public List<Entry> entries() {
        return List.copyOf(entries.values());
    }

    /** The host function behind an import, or null. */
    public Entry find(String module, String name) {
        return entries.get(module + "." + name);
    }

    @Override
    public FuncType type(String module, String name) {
        Entry entry = find(module, name);
        return entry == null ? null : entry.type();
    }

    @Override
    public List<String> names() {
        return List.copyOf(entries.keySet());
    }

    /** The imports of a module, bound. Every one must be known. */
    public ImportValues bind(List<ModuleImage.Import> imports) {
        List<HostFunction> bound = new ArrayList<>();
        for (ModuleImage.Import wanted : imports) {
            String key = wanted.module() + "." + wanted.field();
            Entry entry = entries.get(key);
            HostCall call = calls.get(key).call();
            FunctionType type = FunctionType.of(
                    chicory(entry.type().params()), chicory(entry.type().results()));
            bound.add(new HostFunction(
                    entry.module(),
                    entry.name(),
                    type,
                    (instance, arguments) -> call.apply(((GuestHolder) instance.memory()).guest(), arguments)));
        }
        return ImportValues.builder()
                .addFunction(bound.toArray(new HostFunction[0]))
                .build();
    }

    private static List<ValType> chicory(List<ValueType> types) {
        return types.stream()
                .map(type -> switch (type) {
                    case I32 -> ValType.I32;
                    case I64 -> ValType.I64;
                    case F32 -> ValType.F32;
                    case F64 -> ValType.F64;
                    case FUNCREF -> ValType.FuncRef;
                    case EXTERNREF -> ValType.ExternRef;
                })
                .toList();
    }

    /** Reads {@code iil>i}: i for i32, l for i64; results after the arrow. */
    private static FuncType parse(String signature) {
        int arrow = signature.indexOf('>');
        return new FuncType(types(signature.substring(0, arrow)), types(signature.substring(arrow + 1)));
    }

    private static List<ValueType> types(String letters) {
        return letters.chars()
                .mapToObj(letter -> letter == 'i' ? ValueType.I32 : ValueType.I64)
                .toList();
    }
}
