package org.skerry.wasm;

import org.skerry.wasm.abi.Convention;
import org.skerry.wasm.abi.HostFunctions;
import org.skerry.wasm.abi.SkerryActor;
import org.skerry.wasm.abi.SkerryV1;
import org.skerry.wasm.load.ModuleImage;
import org.skerry.wasm.wapc.Wapc;
import org.skerry.wasm.wapc.WapcActor;
import org.skerry.wasm.wasi.WasiCommand;
import org.skerry.wasm.wasi.WasiPreview1;
import org.skerry.wasm.wasi.WasiReactor;

/**
 * Every guest interface of this loader: the functions that any module may import, whatever kind of actor it is, and the kinds of
 * actors. What a module may do with an import is decided by what it was granted, not here.
 */
final class GuestInterfaces {
    private static final Convention SKERRY = new SkerryActor();
    private static final Convention WAPC = new WapcActor();
    private static final Convention WASI_COMMAND = new WasiCommand();
    private static final Convention WASI_REACTOR = new WasiReactor();

    private GuestInterfaces() {}

    /** Every host function there is. */
    static HostFunctions functions() {
        return SkerryV1.functions().and(Wapc.functions(), WasiPreview1.functions());
    }

    /** The kind of actor that a module is or comes nearest to. */
    static Convention conventionOf(ModuleImage module) {
        if (WapcActor.recognises(module)) {
            return WAPC;
        }
        if (SkerryActor.recognises(module)) {
            return SKERRY;
        }
        if (WasiCommand.recognises(module)) {
            return WASI_COMMAND;
        }
        return WasiReactor.recognises(module) ? WASI_REACTOR : SKERRY;
    }
}
