package org.skerry.model.sharedmem.cache;

import org.skerry.model.memory.CacheSpec;

/**
 * The private caches of all cores, as those who access memory meet them. Guests meet them through a {@link GuestCache}, the runtime at
 * once.
 */
public final class PrivateCaches {
    /** What {@link #access} returns for a hit in the first level. */
    public static final long HIT = -1;

    /** What {@link #victim} returns if there is none. */
    public static final long NO_LINE = -1;

    private final PrivateSide[] sides;
    private final int lineBits;
    private final int firstHitCycles;
    private final int lockedCycles;
    private boolean filters = true;

    PrivateCaches(PrivateSide[] sides, CacheSpec first, AtomicSpec atomics) {
        this.sides = sides;
        lineBits = first.lineBits();
        firstHitCycles = first.hitCycles();
        lockedCycles = atomics.lockedCycles();
    }

    /** Bits to shift an address by, to get the number of its line. */
    public int lineBits() {
        return lineBits;
    }

    /** Cycles that the first level takes to answer, which count where nothing else is done meanwhile, as in a walk. */
    public int firstHitCycles() {
        return firstHitCycles;
    }

    /** Cycles for which an atomic instruction keeps the line that it has. */
    public int lockedCycles() {
        return lockedCycles;
    }

    /** Lets guests show each access, also one that changes nothing but counts. It runs slower, with the same results. */
    public void showAll() {
        filters = false;
    }

    boolean filters() {
        return filters;
    }

    PrivateSide side(int core) {
        return sides[core];
    }

    /**
     * An access of the runtime at this very cycle: returns {@link #HIT} if the first level has the line, else a {@link LineWish}; if that is not
     * near it must be requested, and {@link #victim} tells whether another line must be put, but for one that was asked for ahead.
     */
    public long access(int core, long line, boolean write) {
        return switch (sides[core].tags.access(line, write)) {
            case FIRST -> HIT;
            case SECOND -> sides[core].near(line, write);
            case NOWHERE -> sides[core].miss(line, write);
        };
    }

    /**
     * The runtime executes code that lies in a line, at this very cycle; answers as {@link #access}.
     */
    public long execute(int core, long line) {
        return switch (sides[core].tags.execute(line)) {
            case FIRST -> HIT;
            case SECOND -> LineWish.near(line);
            case NOWHERE -> sides[core].missCode(line);
        };
    }

    /** The translation of a core, or null if software uses the addresses of memory. */
    public Translation translation(int core) {
        return sides[core].translation;
    }

    /** The written line that the last miss of the core has put out, or {@link #NO_LINE}. */
    public long victim(int core) {
        PrivateTags tags = sides[core].tags;
        return tags.evictedModified() ? tags.evicted() : NO_LINE;
    }
}
