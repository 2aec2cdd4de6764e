package org.skerry.wasm.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.skerry.sim.actor.GuestException;

/** What a module tells of itself beyond its structure: proposals it uses, tools that made it. */
public final class ModuleFacts {
    private static final Set<Integer> REFERENCES =
            Set.of(Code.REF_NULL, Code.REF_IS_NULL, Code.REF_FUNC, Code.TABLE_GET, Code.TABLE_SET, Code.SELECT_TYPED);

    private ModuleFacts() {}

    /** A name from a file as it can be shown: without control characters. */
    public static String printable(String name) {
        return FunctionNames.printable(name);
    }

    /** Names of what the module uses beyond WebAssembly 1.0, in alphabetical order. */
    public static List<String> proposals(ModuleImage module) {
        Set<String> used = new TreeSet<>();
        for (FuncType type : module.types()) {
            if (type.results().size() > 1) {
                used.add("multi-value");
            }
        }
        if (module.section(12) != null) {
            used.add("bulk memory");
        }
        if (module.tables().size() > 1) {
            used.add("reference types");
        }
        for (ModuleImage.Function function : module.functions()) {
            InstructionReader reader = new InstructionReader(module, function);
            while (reader.next()) {
                int code = reader.opcode().code();
                if (code >= Code.FIRST_SIGN_EXTENSION && code <= Code.LAST_SIGN_EXTENSION) {
                    used.add("sign extension");
                } else if (code >= Code.FIRST_SATURATING && code <= Code.LAST_SATURATING) {
                    used.add("saturating truncation");
                } else if (code >= Code.MEMORY_INIT && code <= Code.TABLE_COPY) {
                    used.add("bulk memory");
                } else if (code >= Code.TABLE_GROW || REFERENCES.contains(code)) {
                    used.add("reference types");
                } else if (reader.opcode().immediate() == Opcode.Immediate.BLOCK_TYPE && reader.first() >= 0) {
                    used.add("multi-value");
                }
            }
        }
        return List.copyOf(used);
    }

    /** The entries of the producers section, as {@code field: tool version}; empty where there is none or it is broken. */
    public static List<String> producers(ModuleImage module) {
        List<String> producers = new ArrayList<>();
        for (ModuleImage.Section section : module.sections()) {
            if (section.code() == 0 && section.customName().equals("producers")) {
                WasmInput in = new WasmInput(module.name(), module.bytes());
                in.skip(section.start());
                try {
                    read(in.slice(section.end() - section.start(), "producers section"), producers);
                } catch (GuestException ignored) {
                    // What a custom section says is a courtesy; broken ones are allowed.
                    producers.clear();
                }
            }
        }
        return List.copyOf(producers);
    }

    private static void read(WasmInput in, List<String> producers) {
        in.name();
        for (int fields = in.count("fields"); fields > 0; fields--) {
            String field = in.name();
            for (int values = in.count("values"); values > 0; values--) {
                producers.add(FunctionNames.printable(field + ": " + in.name() + " " + in.name()));
            }
        }
    }
}
