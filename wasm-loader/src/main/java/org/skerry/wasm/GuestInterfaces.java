package org.skerry.wasm;

import org.skerry.wasm.abi.Convention;
import org.skerry.wasm.abi.HostFunctions;
import org.skerry.wasm.abi.SkerryActor;
import org.skerry.wasm.abi.SkerryV1;
import org.skerry.wasm.load.ModuleImage;
import org.skerry.wasm.wapc.Wapc;
import org.skerry.wasm.wapc.WapcActor;

/**
 * Every guest interface of this loader: the functions that any module may import, whatever kind of actor it is, and the kinds of
 * actors. What a module may do with an import is decided by what it was granted, not here.
 */
final class GuestInterfaces {
    private static final Convention SKERRY = new SkerryActor();
    private static final Convention WAPC = new WapcActor();

    private GuestInterfaces() {}

    /** Every host function there is. */
    static HostFunctions functions() {
        return SkerryV1.functions().and(Wapc.functions());
    }

    /** The kind of actor that a module is or comes nearest to. */
    static Convention conventionOf(ModuleImage module) {
        return WapcActor.recognises(module) ? WAPC : SKERRY;
    }
}
