package org.skerry.model.sharedmem.cache;

import org.skerry.sim.config.Check;

/**
 * The directory in each slice: for each of its lines which cores may have it, a bit a core.
 *
 * @param sets sets; a power of two, 1 to 2^20
 * @param ways lines in a set; 1 to 64
 */
public record DirectorySpec(int sets, int ways) {
    /**
     * 32 Ki lines a slice: twice what the second-level caches of the default machine hold, so that what has been dropped silently seldom
     * pushes out what is still held. Assumption.
     */
    public static final DirectorySpec DEFAULT = new DirectorySpec(2048, 16);

    public DirectorySpec {
        Check.powerOfTwo(
                Check.inRange(sets, 1, 1 << 20, "machine.memory.directory.sets"), "machine.memory.directory.sets");
        Check.inRange(ways, 1, 64, "machine.memory.directory.ways");
    }

    /** Lines it knows of. */
    public int lines() {
        return sets * ways;
    }
}
