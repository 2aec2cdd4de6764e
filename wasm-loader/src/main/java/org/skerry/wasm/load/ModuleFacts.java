package org.skerry.wasm.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.skerry.sim.actor.GuestException;

/** What a module tells of itself beyond its structure: proposals it uses, tools that made it. */
public final class ModuleFacts {
    private ModuleFacts() {}

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
                if (code >= 0xC0 && code <= 0xC4) {
                    used.add("sign extension");
                } else if (code >= 0xFC00 && code <= 0xFC07) {
                    used.add("saturating truncation");
                } else if (code >= 0xFC08 && code <= 0xFC0E) {
                    used.add("bulk memory");
                } else if (code >= 0xFC0F
                        || code >= 0xD0 && code <= 0xD2
                        || code == 0x25
                        || code == 0x26
                        || code == 0x1C) {
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
