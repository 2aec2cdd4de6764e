package org.skerry.sim.machine;

import org.skerry.sim.config.Check;

/**
 * When a run ends even though work is left.
 *
 * @param toCycle         last cycle to simulate, in the machine's base clock
 * @param hostMemoryBytes bytes of actor memory the simulator may hold; passing it ends the run at a defined event
 * @param settle          at {@code toCycle} go on to the first cycle at which no guest is held in mid-turn
 */
public record RunLimits(long toCycle, long hostMemoryBytes, boolean settle) {
    /** Runs until the work is done. */
    public static final RunLimits NONE = new RunLimits(Long.MAX_VALUE - 1, Long.MAX_VALUE, false);

    public RunLimits {
        Check.inRange(toCycle, 0, Long.MAX_VALUE - 1, "limits.cycles");
        Check.inRange(hostMemoryBytes, 1, Long.MAX_VALUE, "limits.hostMemory");
    }

    /** Runs to a cycle. */
    public static RunLimits toCycle(long cycle) {
        return new RunLimits(cycle, Long.MAX_VALUE, false);
    }

    /** These limits, but ending where a checkpoint can be taken. */
    public RunLimits settled() {
        return new RunLimits(toCycle, hostMemoryBytes, true);
    }
}
