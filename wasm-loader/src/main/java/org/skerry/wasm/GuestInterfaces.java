package org.skerry.wasm;

import java.util.Set;
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

    /** What older modules call the same functions, except for these, whose records or constants were others. */
    private static final Set<String> CHANGED_SINCE_UNSTABLE =
            Set.of("fd_seek", "fd_filestat_get", "path_filestat_get", "poll_oneoff");

    private GuestInterfaces() {}

    /** Every host function there is. */
    static HostFunctions functions() {
        HostFunctions wasi = WasiPreview1.functions();
        return SkerryV1.functions().and(Wapc.functions(), wasi, wasi.as(WasiPreview1.OLDER, CHANGED_SINCE_UNSTABLE));
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
