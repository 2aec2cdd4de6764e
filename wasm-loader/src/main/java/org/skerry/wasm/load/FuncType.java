package org.skerry.wasm.load;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Parameters and results of a function.
 *
 * @param params  parameter types in order
 * @param results result types in order
 */
public record FuncType(List<ValueType> params, List<ValueType> results) {
    /** No parameters, no results: the type of every handler. */
    public static final FuncType HANDLER = new FuncType(List.of(), List.of());

    public FuncType {
        params = List.copyOf(params);
        results = List.copyOf(results);
    }

    /** As people write it: {@code (i32, i32) -> i32}. */
    public String text() {
        return "(" + join(params) + ") -> " + (results.size() == 1 ? join(results) : "(" + join(results) + ")");
    }

    private static String join(List<ValueType> types) {
        return types.stream().map(ValueType::text).collect(Collectors.joining(", "));
    }
}
