package org.skerry.model.sharedmem.explore;

import org.skerry.sim.config.Check;

/**
 * What is gone through.
 *
 * @param caches           private caches; 1 to 4
 * @param lines            1 or 2
 * @param overlapping      whether a cache may want something more of a line while it waits for it
 * @param requestsPerCache lines for which a cache may have something under way at a time
 * @param requestsInAll    the same for all caches together
 * @param limit            states at which it gives up
 */
public record Bounds(int caches, int lines, boolean overlapping, int requestsPerCache, int requestsInAll, long limit) {
    private static final long PLENTY = 200_000_000;

    public Bounds {
        Check.inRange(caches, 1, 4, "caches");
        Check.inRange(lines, 1, 2, "lines");
        Check.inRange(requestsPerCache, 1, 2, "requestsPerCache");
        Check.inRange(requestsInAll, 1, 8, "requestsInAll");
    }

    /** One line, and caches that want more of it while they wait. */
    public static Bounds overlapping(int caches) {
        return new Bounds(caches, 1, true, 1, caches, PLENTY);
    }

    /** Caches that ask for one thing at a time. */
    public static Bounds of(int caches, int lines) {
        return new Bounds(caches, lines, false, 1, 2 * caches, PLENTY);
    }

    /** The same with at most so many requests under way in all. */
    public Bounds withRequestsInAll(int requests) {
        return new Bounds(caches, lines, overlapping, requestsPerCache, requests, limit);
    }

    /** The same with at most so many lines a cache has something under way for. */
    public Bounds withRequestsPerCache(int requests) {
        return new Bounds(caches, lines, overlapping, requests, requestsInAll, limit);
    }

    /** In words. */
    public String text() {
        return caches + " caches, " + lines + (lines == 1 ? " line" : " lines")
                + (overlapping ? ", wishes overlap" : "")
                + (lines == 2 ? ", " + requestsPerCache + " under way a cache" : "")
                + (requestsInAll < requestsPerCache * caches ? ", " + requestsInAll + " in all" : "");
    }
}
