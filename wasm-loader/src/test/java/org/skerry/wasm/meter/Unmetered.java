package org.skerry.wasm.meter;

import java.util.List;
import org.skerry.wasm.actor.GuestMemory;
import org.skerry.wasm.load.ModuleImage;

/** Compiles a module without a meter, for whoever measures what the meter costs. */
public final class Unmetered {
    private Unmetered() {}

    /** Compiles with the polls of the thread's interrupt flag, as Chicory does, or without. */
    public static CompiledModule compile(ModuleImage image, boolean polls) {
        String actor = GuestMemory.class.getPackageName().replace('.', '/');
        ClassTargets targets = new ClassTargets(actor + "/PlainMemory", actor + "/GuestTables", 4, false, List.of());
        return ModuleCompiler.compileUnmetered(image, targets, GuestMemory.class, polls);
    }
}
