package org.skerry.wasm.abi;

import java.util.List;
import org.skerry.wasm.load.ModuleImage;

/**
 * A way in which a module can be an actor: what it must export, and what a turn calls in it. Which imports it may have is another
 * matter ({@link HostFunctions}). Immutable, one object for all modules.
 */
public interface Convention {
    /** What people call modules of this kind. */
    String name();

    /** Every rule about exports that {@code module} breaks, in the words of the refusal; empty where it can be an actor. */
    List<String> problems(ModuleImage module);

    /** How actors from {@code module} behave; only for a module without problems. */
    Conduct conduct(ModuleImage module);
}
