package org.skerry.wasm.meter;

/** How true the counters of rewritten code are, and where. */
enum Rewriting {
    /** At every call. */
    AT_CALLS,
    /**
     * At every call; and before every memory access a local says what is charged and comes after it, from which compiled code makes
     * the counters true there if somebody must see the access. Costs the compiled code nothing but where that happens.
     */
    MARKED,
    /**
     * At every memory access, too: for functions that are interpreted, of memories that are watched, and for code that is followed
     * ({@link Follow}). It runs slower, and nobody may leave accesses out.
     */
    EXACT
}
