package org.skerry.model.sharedmem.cache;

import org.skerry.sim.config.Check;

/**
 * How the last-level cache, all slices together, stands to the private caches before it.
 *
 * @param inclusion   whether it has whatever they have
 * @param probeCycles for which a probe of its directory waits at a private cache before that looks up its tags: queues, arbitration with the core,
 *                    and all that lies between; 0 to 10 000
 */
public record LlcSpec(Inclusion inclusion, int probeCycles) {
    /** As on the mesh machines that the default is after: Skylake-SP, CMN-600. Probes find a private cache idle. */
    public static final LlcSpec DEFAULT = new LlcSpec(Inclusion.NON_INCLUSIVE, 0);

    public LlcSpec {
        Check.notNull(inclusion, "machine.memory.llc.inclusion");
        Check.inRange(probeCycles, 0, 10_000, "machine.memory.llc.probeCycles");
    }

    /** Whether the last level has whatever private caches have. */
    public enum Inclusion {
        /** It neither includes nor excludes it. The directory stands beside it and has entries of its own. */
        NON_INCLUSIVE,
        /** It has all of it: each line has its entry of the directory, and a line that must go is recalled from the private caches first. */
        INCLUSIVE
    }

    /** Whether it includes what private caches hold. */
    public boolean isInclusive() {
        return inclusion == Inclusion.INCLUSIVE;
    }
}
