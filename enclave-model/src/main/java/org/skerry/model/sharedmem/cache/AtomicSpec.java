package org.skerry.model.sharedmem.cache;

import org.skerry.sim.config.Check;

/**
 * What an atomic instruction of a guest costs beyond a store to the same line.
 *
 * @param lockedCycles for which a core that has the line keeps it and does nothing else, while it reads, changes and writes it; 0 to 1000
 */
public record AtomicSpec(int lockedCycles) {
    /** As much as a store, which flatters the machine: figures from before it could be said otherwise stay comparable. */
    public static final AtomicSpec NONE = new AtomicSpec(0);

    public AtomicSpec {
        Check.inRange(lockedCycles, 0, 1000, "machine.memory.atomics.lockedCycles");
    }
}
