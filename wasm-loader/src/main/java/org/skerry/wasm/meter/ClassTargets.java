package org.skerry.wasm.meter;

import java.util.List;

/**
 * The classes that compiled guest code is bound to, by their internal names.
 *
 * @param memory final memory class with the static access methods and the fields of the globals
 * @param tables class with the static table methods
 * @param fields how many globals of the guest have a field of their own ({@code g0}, {@code g1}, ...); the rest lie in an array
 * @param watched whether somebody must see accesses to the window, but those that a filter lets pass
 * @param direct for each imported function the static method that stands for it, as {@code class.method}, or ""
 */
public record ClassTargets(String memory, String tables, int fields, boolean watched, List<String> direct) {
    /** The method that stands for an imported function, or "". */
    String direct(int index) {
        return index < direct.size() ? direct.get(index) : "";
    }
}
