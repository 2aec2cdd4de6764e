package org.skerry.wasm.meter;

import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.Machine;
import com.dylibso.chicory.wasm.WasmModule;
import java.util.function.Function;

/**
 * A rewritten and compiled module, shared by all its instances.
 *
 * @param module  the rewritten module; the bodies of its functions may be left out
 * @param factory makes the machine of an instance of it
 * @param code    its functions
 * @param interprets whether some function is too large for a JVM method, and is interpreted: then globals must be shared
 *                   with the fields that compiled code uses
 */
public record CompiledModule(
        WasmModule module, Function<Instance, Machine> factory, CompiledCode code, boolean interprets) {}
