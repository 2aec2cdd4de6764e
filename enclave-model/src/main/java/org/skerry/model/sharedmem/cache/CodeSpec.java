package org.skerry.model.sharedmem.cache;

import org.skerry.model.memory.CacheSpec;
import org.skerry.sim.config.Check;

/**
 * The private first-level cache of instructions of each core, of the same lines as the others. A hit costs nothing; a miss goes to the second level, which
 * has all that this one has, and on from there as the read of any line.
 *
 * @param sets                  sets; a power of two, 1 to 2^20; 0 for a machine whose code costs no memory
 * @param ways                  lines in a set; 1 to 64
 * @param softwareBytesPerCycle bytes of code that runtime and kernel execute in each of their core cycles; 0 to 64; with 0 only guests have lines of
 *                              code
 */
public record CodeSpec(int sets, int ways, int softwareBytesPerCycle) {
    /**
     * An instruction of four bytes a cycle, straight on. Assumption; it gives the 446 cycles of a call that takes a message 28 lines, and calls for files
     * were seen to bring 32 to 50 (Soares and Stumm, FlexSC, OSDI 2010, table 1 [K]).
     */
    public static final int DEFAULT_SOFTWARE_BYTES_PER_CYCLE = 4;

    /**
     * None, and how many ways a scenario gets that names the sets: 8, with 64 sets 32 KiB, as on Skylake-SP and EPYC Rome (AnandTech 14694).
     */
    public static final CodeSpec NONE = new CodeSpec(0, 8, DEFAULT_SOFTWARE_BYTES_PER_CYCLE);

    public CodeSpec {
        if (sets != 0) {
            Check.powerOfTwo(Check.inRange(sets, 1, 1 << 20, "machine.memory.code.sets"), "machine.memory.code.sets");
        }
        Check.inRange(ways, 1, 64, "machine.memory.code.ways");
        Check.inRange(softwareBytesPerCycle, 0, 64, "machine.memory.code.softwareBytesPerCycle");
    }

    /** Whether there is one. */
    public boolean isOn() {
        return sets != 0;
    }

    /** The cache with lines of so many bytes. A machine must have one. */
    public CacheSpec cache(int lineBytes) {
        return new CacheSpec(sets, ways, lineBytes, 0);
    }
}
