package org.skerry.noc.packet;

/**
 * Which cycles of links, and of the ways through switches that begin behind them, have been given away: a bit for each of the next
 * {@link #WINDOW} cycles. What belongs to an input port and the link that leads to it lies in four longs of its record:
 *
 * <pre>
 *   OUT   cycles in which flits leave for the link
 *   IN    cycles in which flits that came by it pass the switch
 *   FLITS that were given cycles of the link so far
 *   BASE  the cycle that the lowest bit of OUT and IN is for
 * </pre>
 */
final class LinkTimes {
    /** Cycles ahead that can be given away. */
    static final int WINDOW = Long.SIZE;

    static final int LONGS = 4;
    static final int OUT = 2;
    static final int IN = 3;
    static final int FLITS = 4;
    static final int BASE = 5;

    private final long[] words;

    /** Links whose cycles are all free; those of one lie in {@code words} from wherever it is said to be. */
    LinkTimes(long[] words) {
        this.words = words;
    }

    /** From now on a link is looked at as of {@code now}: bits of cycles before are dropped. */
    void lookAt(int link, long now) {
        long keep = keep(now - words[link + BASE]);
        int passed = (int) (now - words[link + BASE]);
        words[link + OUT] = words[link + OUT] >>> passed & keep;
        words[link + IN] = words[link + IN] >>> passed & keep;
        words[link + BASE] = now;
    }

    /** -1 if something of a window is left that began so many cycles ago, or 0. Without a branch: it is one time so and one time so. */
    static long keep(long passed) {
        return passed - WINDOW >> Long.SIZE - 1;
    }

    /** Cycles of the link that have been given away, as bits from the cycle on that was last {@linkplain #lookAt looked at}. */
    long leaving(int link) {
        return words[link + OUT];
    }

    /** Cycles of the way through the switch behind it, likewise. */
    long passing(int link) {
        return words[link + IN];
    }

    /** Gives cycles of a link away, for so many flits. */
    void giveLink(int link, long cycles, int flits) {
        words[link + OUT] |= cycles;
        words[link + FLITS] += flits;
    }

    /** Gives cycles of the way through the switch behind it away. */
    void giveSwitch(int link, long cycles) {
        words[link + IN] |= cycles;
    }

    /** Flits that were given cycles of a link so far. */
    long flits(int link) {
        return words[link + FLITS];
    }
}
