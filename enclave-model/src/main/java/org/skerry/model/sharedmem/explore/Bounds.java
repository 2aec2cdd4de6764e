package org.skerry.model.sharedmem.explore;

import org.skerry.sim.config.Check;
import org.skerry.sim.config.ConfigException;

/**
 * What is gone through.
 *
 * @param caches           private caches; 1 to 4
 * @param lines            1 or 2
 * @param overlapping      whether a cache may want something more of a line while it waits for it
 * @param requestsPerCache lines for which a cache may have something under way at a time
 * @param requestsInAll    the same for all caches together
 * @param frames           what room a cache has
 * @param devices          that read and write the line, one thing after another; 0 to 2
 * @param writesStay       whether what a device writes stays in the slice; else it goes past it to memory
 * @param limit            states at which it gives up
 */
public record Bounds(
        int caches,
        int lines,
        boolean overlapping,
        int requestsPerCache,
        int requestsInAll,
        Frames frames,
        int devices,
        boolean writesStay,
        long limit) {
    /** Some 4.5 GB of states. Assumption: a computer that goes through that many has so much. */
    private static final long MOST_STATES = 300_000_000;

    public Bounds {
        Check.inRange(caches, 1, 4, "caches");
        Check.inRange(lines, 1, 2, "lines");
        Check.inRange(requestsPerCache, 1, 2, "requestsPerCache");
        Check.inRange(requestsInAll, 1, 8, "requestsInAll");
        Check.inRange(devices, 0, 2, "devices");
        if (frames != Frames.PLENTY && (lines != 2 || overlapping || requestsPerCache != 1)) {
            throw new ConfigException("caches with " + frames.text() + " want two lines and one thing at a time, not "
                    + lines + " and " + requestsPerCache + ". Give them two lines and one request a cache.");
        }
    }

    /** One line, and caches that want more of it while they wait. */
    public static Bounds overlapping(int caches) {
        return new Bounds(caches, 1, true, 1, caches, Frames.PLENTY, 0, true, MOST_STATES);
    }

    /** Caches that ask for one thing at a time. */
    public static Bounds of(int caches, int lines) {
        return new Bounds(caches, lines, false, 1, 2 * caches, Frames.PLENTY, 0, true, MOST_STATES);
    }

    /** Two lines, and caches with one frame for both that ask for one thing at a time, but for what they put meanwhile. */
    public static Bounds oneFrame(int caches) {
        return new Bounds(caches, 2, false, 1, 2 * caches, Frames.ONE, 0, true, MOST_STATES);
    }

    /** The same with at most so many requests under way in all. */
    public Bounds withRequestsInAll(int requests) {
        return new Bounds(caches, lines, overlapping, requestsPerCache, requests, frames, devices, writesStay, limit);
    }

    /** The same with at most so many lines a cache has something under way for. */
    public Bounds withRequestsPerCache(int requests) {
        return new Bounds(caches, lines, overlapping, requests, requestsInAll, frames, devices, writesStay, limit);
    }

    /** The same with other room in a cache. */
    public Bounds withFrames(Frames room) {
        return new Bounds(
                caches, lines, overlapping, requestsPerCache, requestsInAll, room, devices, writesStay, limit);
    }

    /** The same with devices. */
    public Bounds withDevices(int count, boolean stay) {
        return new Bounds(caches, lines, overlapping, requestsPerCache, requestsInAll, frames, count, stay, limit);
    }

    /** Caches and devices. */
    int members() {
        return caches + devices;
    }

    /** In words. */
    public String text() {
        return caches + " caches, " + lines + (lines == 1 ? " line" : " lines")
                + (overlapping ? ", wishes overlap" : "")
                + (frames == Frames.PLENTY ? "" : ", " + frames.text())
                + (lines == 2 && frames == Frames.PLENTY ? ", " + requestsPerCache + " under way a cache" : "")
                + (requestsInAll < requestsPerCache * caches ? ", " + requestsInAll + " in all" : "")
                + (devices == 0 ? "" : devices == 1 ? ", a device" : ", " + devices + " devices")
                + (writesStay ? "" : " past the slice");
    }
}
