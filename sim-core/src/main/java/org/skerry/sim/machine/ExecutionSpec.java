package org.skerry.sim.machine;

import org.skerry.sim.config.Check;

/**
 * How the host executes a machine. Changes speed, never a result: every choice gives the same digest.
 *
 * @param partitions  parts of the machine that may run side by side, at least; 1 to 64
 * @param hostThreads most threads that run at the same time; at least 1
 * @param reversed    ticks the components of a cycle in reverse order; a check that order cannot matter
 * @param maxHeld     guests that may be held in mid-turn at the same time; 1 to 100 000
 */
public record ExecutionSpec(int partitions, int hostThreads, boolean reversed, int maxHeld) {
    /** Guests held at once unless stated otherwise; each keeps a thread. Assumption. */
    public static final int DEFAULT_MAX_HELD = 1_000;

    /**
     * Most places of a partition. What so many touch in a window, of three cycles on a mesh, fits into a second-level cache of 2 MB, so
     * that a router finds there in the second and third cycle what it looked at in the first: see docs/PERFORMANCE.md. Assumption.
     */
    private static final int MOST_PLACES = 8192;

    /** One partition, forward: the reference. */
    public static final ExecutionSpec SERIAL = new ExecutionSpec(1, 1, false, DEFAULT_MAX_HELD);

    public ExecutionSpec {
        Check.inRange(partitions, 1, 64, "execution.partitions");
        Check.inRange(hostThreads, 1, 1024, "execution.hostThreads");
        Check.inRange(maxHeld, 1, 100_000, "execution.maxHeld");
    }

    /** As many partitions as asked for, on at most as many threads as the host has cores. */
    public static ExecutionSpec partitions(int count) {
        return new ExecutionSpec(
                count, Math.min(count, Runtime.getRuntime().availableProcessors()), false, DEFAULT_MAX_HELD);
    }

    /** Partitions of a machine of so many places: as many as asked for, or more where these would be large. */
    public int partitionsFor(int places) {
        return Math.max(partitions, (places + MOST_PLACES - 1) / MOST_PLACES);
    }
}
