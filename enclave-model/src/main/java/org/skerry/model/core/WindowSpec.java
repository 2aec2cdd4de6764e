package org.skerry.model.core;

import org.skerry.sim.config.Check;

/**
 * What a core looks ahead while it waits: an interval model of execution out of order. Between misses it executes at its effective
 * rate; misses whose addresses do not depend on each other are under way together, until one of three things is full.
 *
 * <p>On a machine whose loads are all of one latency, as those of a private memory, a window changes nothing: there
 * {@link CoreSpec#loadWaitPerMille} says how much of it such a core cannot hide.
 *
 * @param entries instructions from the oldest load that is not served to the youngest that is dispatched: the reorder buffer; 0 for a core
 *                that waits for each load, 1 to 4096 otherwise
 * @param misses  lines that may be under way at a time: line fill buffers, miss status holding registers; 1 to 64
 * @param stores  stores that wait for their line without holding anybody up: the store buffer; 1 to 256
 */
public record WindowSpec(int entries, int misses, int stores) {
    /**
     * No window, and what a scenario that names the entries gets beside them: ten line fill buffers, as Intel's cores had from Nehalem to Skylake, and
     * 56 stores (Intel 64 and IA-32 architectures optimization manual, 248966, chapters on Haswell and Skylake).
     */
    public static final WindowSpec NONE = new WindowSpec(0, 10, 56);

    public WindowSpec {
        Check.inRange(entries, 0, 4096, "core.window.entries");
        Check.inRange(misses, 1, 64, "core.window.misses");
        Check.inRange(stores, 1, 256, "core.window.stores");
    }

    /** Whether there is one. */
    public boolean isOn() {
        return entries > 0;
    }

    /**
     * Misses that are under way together where each is {@code apart} instructions after the one before and none depends on another.
     *
     * <p>The instruction {@code entries} after the oldest is not dispatched before that is served: those at 0, apart, 2 apart ... below it are.
     */
    public int together(int apart) {
        return Math.min(misses, (entries - 1) / apart + 1);
    }

    /**
     * Cycles that {@code count} independent misses take, all of one latency, if executing what lies between is short beside that: they go in
     * groups of {@link #together}. One after the other, as a chase of pointers, they take {@code count} times the latency.
     */
    public long independentCycles(long count, int apart, long latencyCycles) {
        int group = together(apart);
        return (count + group - 1) / group * latencyCycles;
    }

    /** Cycles that {@code count} misses take which form {@code chains} chases of equal length, one step of each after the other. */
    public long chaseCycles(long count, int chains, int apart, long latencyCycles) {
        int group = Math.min(chains, together(apart));
        return (count + group - 1) / group * latencyCycles;
    }
}
