package org.skerry.model.sharedmem.containment;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.skerry.model.memory.BugObject;
import org.skerry.model.sharedmem.cache.TranslationSpec;
import org.skerry.model.sharedmem.kernel.KernelSpec;
import org.skerry.model.sharedmem.runtime.Heap;
import org.skerry.model.sharedmem.runtime.RuntimeMemory;
import org.skerry.sim.config.ConfigException;

/** Makes what keeps actors apart. The one place that knows which rung a machine stands on. */
public final class ContainmentWiring {
    /**
     * Native code beside compiled WebAssembly, for which the core's specification stands: WebAssembly takes 17 % longer than native code
     * on RISC-V and within 20 % on x86-64 and 35 % on Armv8 (Szewczyk et al., "Leaps and bounds", IISWC 2022). 1000 / 1.17.
     */
    static final int NATIVE_PER_MILLE = 855;

    /** Code of an unsafe language. */
    static final CodeCost NATIVE = new CodeCost(NATIVE_PER_MILLE, 0, 0);

    /**
     * Less than 5 % for checks of a safe language (Aiken et al., "Deconstructing Process Isolation", MSPC 2006), all of which are taken
     * to be at accesses, and these to be three of ten instructions: 0.16 for each. That split is an assumption.
     */
    static final int LENGTH_CHECK_MILLI_INSTRUCTIONS = 160;

    private static final CodeCost SAFE =
            new CodeCost(NATIVE_PER_MILLE, LENGTH_CHECK_MILLI_INSTRUCTIONS, LENGTH_CHECK_MILLI_INSTRUCTIONS);

    /**
     * Native code with capabilities for all pointers: 6.28 % longer on Morello without its two known flaws, SPECint 2006 (Watson et al.,
     * UCAM-CL-TR-986, 2023). As it was made 15.17 %; without any regard for its branch prediction 30.48 %; 2 to 3 % projected. The checks
     * run beside the access and take no cycle of their own. 855 * 1.0628.
     */
    static final int CAPABILITIES_PER_MILLE = 909;

    private static final CodeCost CAPABLE = new CodeCost(CAPABILITIES_PER_MILLE, 0, 0);

    /** Those that {@link #of} can make. */
    private static final List<Rung> BUILT = List.of(
            Rung.BARE, Rung.SAFE_RUNTIME, Rung.PROCESSES, Rung.SANDBOX, Rung.CAPABILITIES, Rung.VIRTUAL_MACHINES);

    private ContainmentWiring() {}

    /** Every rung that can be made, at its usual costs, by the word of a scenario; in the order of {@link Rung}. */
    public static Map<String, ContainmentSpec> built() {
        Map<String, ContainmentSpec> specs = new LinkedHashMap<>();
        BUILT.forEach(
                rung -> specs.put(rung.name().toLowerCase(Locale.ROOT).replace('_', '-'), ContainmentSpec.of(rung)));
        return specs;
    }

    /** Whether no check stands between an actor's addresses and memory. */
    public static boolean checksNothing(ContainmentSpec spec) {
        return spec.rung() == Rung.BARE;
    }

    /** How much of the memory chips software has: all but what tags take. */
    public static long softwareBytes(ContainmentSpec spec, long memoryBytes) {
        return spec.rung() == Rung.CAPABILITIES ? TagMemory.softwareBytes(memoryBytes) : memoryBytes;
    }

    /** Whether there are processes. */
    private static boolean hasKernel(ContainmentSpec spec) {
        return spec.rung() == Rung.PROCESSES || spec.rung() == Rung.VIRTUAL_MACHINES;
    }

    private static String word(ContainmentSpec spec) {
        return spec.rung().name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** How cores translate: with tables of pages where they keep anybody apart, of the usual size unless another is asked for. */
    public static TranslationSpec translation(ContainmentSpec spec, TranslationSpec asked) {
        return hasKernel(spec) && !asked.isOn() ? asked.withPageBytes(TranslationSpec.DEFAULT_PAGE_BYTES) : asked;
    }

    /** What blocks of memory begin at multiples of: pages, where tables of pages keep them apart. */
    public static int blockBytes(ContainmentSpec spec, TranslationSpec pages) {
        return hasKernel(spec) ? pages.pageBytes() : Heap.LINE;
    }

    /**
     * What a machine names.
     *
     * @param memory its one memory, in which the state of checks finds room
     * @param bugs   checks that are omitted
     */
    public static Containment of(
            ContainmentSpec spec, RuntimeMemory memory, List<BugObject> bugs, Machinery machinery) {
        if (!hasKernel(spec) && !machinery.kernel().equals(KernelSpec.DEFAULT)) {
            throw new ConfigException(
                    "machine.kernel is set, and with containment '" + word(spec)
                            + "' there is no kernel. Leave machine.kernel away, or take containment 'processes' or 'virtual-machines'.");
        }
        if (spec.rung() == Rung.PROCESSES && machinery.kernel().exitCycles() != KernelSpec.DEFAULT_EXIT_CYCLES) {
            throw new ConfigException("machine.kernel.exitCycles is set, and with containment 'processes' there are no"
                    + " virtual machines to leave. Leave it away, or take containment 'virtual-machines'.");
        }
        return switch (spec.rung()) {
            case BARE -> new Bare(memory, spec.code(NATIVE));
            case SANDBOX -> new Sandbox(memory, bugs, spec.code(CodeCost.NONE));
            case SAFE_RUNTIME -> new SafeRuntime(memory, bugs, spec.code(SAFE));
            case CAPABILITIES -> new Capabilities(memory, bugs, spec.code(CAPABLE));
            case PROCESSES -> new Processes(memory, bugs, spec.code(NATIVE), machinery, false);
            case VIRTUAL_MACHINES -> new Processes(memory, bugs, spec.code(NATIVE), machinery, true);
        };
    }
}
