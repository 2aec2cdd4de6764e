package org.skerry.scenario.spec;

import org.skerry.sim.machine.RunLimits;

/**
 * When a run ends even though work is left.
 *
 * @param cycles          last cycle to simulate, in the machine's base clock
 * @param hostMemoryBytes bytes of actor memory the simulator may hold
 */
public record LimitsSpec(long cycles, long hostMemoryBytes) {
    /** As much time as it takes, in at most 1 GiB of actor memory: what fits a laptop's heap. Assumption. */
    public static final LimitsSpec DEFAULT = new LimitsSpec(RunLimits.NONE.toCycle(), 1L << 30);

    /** The same as the machines take them. */
    public RunLimits runLimits() {
        return new RunLimits(cycles, hostMemoryBytes, false);
    }
}
