package org.skerry.model.sharedmem.containment;

import java.util.List;
import org.skerry.model.memory.BugObject;
import org.skerry.model.sharedmem.runtime.RuntimeMemory;
import org.skerry.sim.config.ConfigException;

/** Makes what keeps actors apart. The one place that knows which rung a machine stands on. */
public final class ContainmentWiring {
    /**
     * Native code beside compiled WebAssembly, for which the core's specification stands: WebAssembly takes 17 % longer than native code
     * on RISC-V and within 20 % on x86-64 and 35 % on Armv8 (Szewczyk et al., "Leaps and bounds", IISWC 2022). 1000 / 1.17.
     */
    static final int NATIVE_PER_MILLE = 855;

    private static final CodeCost NATIVE = new CodeCost(NATIVE_PER_MILLE, 0, 0);

    private ContainmentWiring() {}

    /**
     * What a machine names.
     *
     * @param memory its one memory, in which the state of checks finds room
     * @param bugs   checks that are omitted
     */
    public static Containment of(ContainmentSpec spec, RuntimeMemory memory, List<BugObject> bugs) {
        return switch (spec.rung()) {
            case BARE -> new Bare(memory, spec.code(NATIVE));
            case SANDBOX -> new Sandbox(memory, bugs, spec.code(CodeCost.NONE));
            case SAFE_RUNTIME, PROCESSES, CAPABILITIES, VIRTUAL_MACHINES ->
                throw new ConfigException(
                        "containment='" + spec.rung() + "' is not built yet. Take 'sandbox' or 'bare'.");
        };
    }
}
