package org.skerry.sim.actor;

import org.skerry.sim.config.Check;

/**
 * What a program needs and may never pass, known before any of it runs.
 *
 * @param minPages               64 KiB pages of linear memory it starts with; 0 to 65536
 * @param maxPages               pages it can grow to; at least {@code minPages}
 * @param turnBudgetInstructions instructions one turn may execute before it is stopped as a runaway; at least 1
 * @param callDepth              nested calls before a recursion is stopped; at least 1
 */
public record Limits(int minPages, int maxPages, long turnBudgetInstructions, int callDepth) {
    /** Bytes of a WebAssembly page (core specification, section 4.2.8). */
    public static final int PAGE_BYTES = 64 * 1024;

    /** Default budget of a turn: generous for a handler, some seconds of host time for a runaway. Assumption. */
    public static final long DEFAULT_TURN_BUDGET = 1_000_000_000L;

    /** Default call depth: fits the large stacks of the machine's own threads with room to spare. Assumption. */
    public static final int DEFAULT_CALL_DEPTH = 1_000;

    public Limits {
        Check.inRange(minPages, 0, 65_536, "limits.minPages");
        Check.inRange(maxPages, minPages, 65_536, "limits.maxPages");
        Check.inRange(turnBudgetInstructions, 1, Long.MAX_VALUE / 4, "limits.turnBudgetInstructions");
        Check.inRange(callDepth, 1, 1_000_000, "limits.callDepth");
    }

    /** Limits with the default budget and call depth. */
    public static Limits pages(int minPages, int maxPages) {
        return new Limits(minPages, maxPages, DEFAULT_TURN_BUDGET, DEFAULT_CALL_DEPTH);
    }
}
