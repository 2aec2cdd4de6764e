package org.skerry.model.fault;

import org.skerry.sim.config.Check;

/**
 * Whether memories check their words: single error correction, double error detection over 64 bits with 8 more (Hamming 1950 with a parity
 * bit; Hsiao, IBM Journal 14(4), 1970).
 *
 * @param secded      whether they do
 * @param scrubCycles so often every word is read and written back corrected, so that errors of different times do not meet in it
 */
public record MemoryGuard(boolean secded, long scrubCycles) {
    /** A million cycles, 1 ms at 1 GHz. Assumption; scrubbers of servers take hours for a memory that is far larger. */
    public static final long SCRUB_CYCLES = 1_000_000;

    /** Memories do not check. */
    public static final MemoryGuard NONE = new MemoryGuard(false, SCRUB_CYCLES);

    /** Checks ranges. */
    public MemoryGuard {
        Check.inRange(scrubCycles, 1, Long.MAX_VALUE / 2, "faults.scrubCycles");
    }
}
