package org.skerry.wasm.meter;

import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.Memory;

/**
 * The functions of a compiled module, the same for all its instances. Whoever has instance and memory at hand calls them here: a machine of
 * Chicory's looks for the memory in four objects of the instance first, which are nowhere near for an actor that takes a turn now and then.
 */
@FunctionalInterface
public interface CompiledCode {
    /** Calls a function, by index over imports and defined functions, with arguments of its type, one long each; answers its results. */
    long[] call(Instance instance, Memory memory, int function, long[] arguments);
}
