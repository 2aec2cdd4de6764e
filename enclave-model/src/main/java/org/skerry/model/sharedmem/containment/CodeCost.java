package org.skerry.model.sharedmem.containment;

import org.skerry.model.core.CoreSpec;
import org.skerry.sim.config.Check;

/**
 * What code costs on a rung beside what the specification of a core says for the sandbox: cycles, and never counts.
 *
 * @param instructionPerMille     cycles of an instruction, of those that the core's specification says; 100 to 10 000
 * @param loadMilliInstructions   instructions that come with each load, in thousandths; 0 to 100 000
 * @param storeMilliInstructions  instructions that come with each store, in thousandths; 0 to 100 000
 */
public record CodeCost(int instructionPerMille, int loadMilliInstructions, int storeMilliInstructions) {
    private static final int MILLI = 1000;

    /** As the core's specification says. */
    public static final CodeCost NONE = new CodeCost(MILLI, 0, 0);

    public CodeCost {
        Check.inRange(instructionPerMille, 100, 10_000, "containment.instructionPerMille");
        Check.inRange(loadMilliInstructions, 0, 100_000, "containment.loadMilliInstructions");
        Check.inRange(storeMilliInstructions, 0, 100_000, "containment.storeMilliInstructions");
    }

    /** A core whose instructions, loads and stores cost so much. */
    public CoreSpec on(CoreSpec core) {
        if (equals(NONE)) {
            return core;
        }
        int instruction = Math.max(1, core.milliCyclesPerInstruction() * instructionPerMille / MILLI);
        long load = (long) loadMilliInstructions * instruction / MILLI;
        long store = (long) storeMilliInstructions * instruction / MILLI;
        if (load > 0) {
            Check.isTrue(
                    core.loadWaitPerMille() > 0,
                    "containment.loadMilliInstructions=" + loadMilliInstructions
                            + " cannot be charged on a core that waits for no load (core.loadWaitPerMille=0)."
                            + " Give the core a wait, or set containment.loadMilliInstructions=0.");
            load = -Math.floorDiv(-load * MILLI, (long) core.loadWaitPerMille()); // of which that part is waited for
        }
        return new CoreSpec(
                core.clock(),
                instruction,
                Math.toIntExact(core.milliCyclesPerLoad() + load),
                Math.toIntExact(core.milliCyclesPerStore() + store),
                core.loadWaitPerMille(),
                core.softwarePerMille(),
                core.wakeUpCycles(),
                core.receiveCycles(),
                core.sendCycles(),
                core.window());
    }
}
