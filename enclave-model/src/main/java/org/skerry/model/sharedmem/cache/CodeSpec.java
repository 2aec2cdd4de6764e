package org.skerry.model.sharedmem.cache;

import org.skerry.sim.config.Check;

/**
 * The private first-level cache of instructions of each core, of the same lines as the others. A hit costs nothing; a miss goes to the second level, which
 * has all that this one has, and on from there as the read of any line.
 *
 * @param sets sets; a power of two, 1 to 2^20; 0 for a machine whose code costs no memory
 * @param ways lines in a set; 1 to 64
 */
public record CodeSpec(int sets, int ways) {
    /**
     * None, and how many ways a scenario gets that names the sets: 8, with 64 sets 32 KiB, as on Skylake-SP and EPYC Rome (AnandTech 14694).
     */
    public static final CodeSpec NONE = new CodeSpec(0, 8);

    public CodeSpec {
        if (sets != 0) {
            Check.powerOfTwo(Check.inRange(sets, 1, 1 << 20, "machine.memory.code.sets"), "machine.memory.code.sets");
        }
        Check.inRange(ways, 1, 64, "machine.memory.code.ways");
    }

    /** Whether there is one. */
    public boolean isOn() {
        return sets != 0;
    }
}
