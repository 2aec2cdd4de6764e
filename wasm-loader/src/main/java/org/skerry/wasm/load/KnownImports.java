package org.skerry.wasm.load;

import java.util.List;

/** The imports a guest interface offers. */
public interface KnownImports {
    /** The type of an import, or null where there is none of that name. */
    FuncType type(String module, String name);

    /** Every import as {@code module.name}, in the order of the contract. */
    List<String> names();
}
