package org.skerry.noc.packet;

import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.state.Stateful;

/**
 * Which cycles of links, and of the ways through switches that begin behind them, have been given away: a bit for each of the next
 * {@link #WINDOW} cycles. What belongs to an input port and the link that leads to it lies in a record of four longs:
 *
 * <pre>
 *   OUT   cycles in which flits leave for the link
 *   IN    cycles in which flits that came by it pass the switch
 *   BASE  the cycle that the lowest bit of both is for
 *   FLITS that were given cycles of the link so far
 * </pre>
 */
final class LinkTimes implements Stateful {
    /** Cycles ahead that can be given away. */
    static final int WINDOW = Long.SIZE;

    private static final int SHIFT = 2; // longs of a record, as a power of two
    private static final int OUT = 0;
    private static final int IN = 1;
    private static final int BASE = 2;
    private static final int FLITS = 3;

    private final long[] words;

    /** Links whose cycles are all free. */
    LinkTimes(int links) {
        words = new long[links << SHIFT];
    }

    /** From now on a link is looked at as of {@code now}: bits of cycles before are dropped. */
    void lookAt(int link, long now) {
        int at = link << SHIFT;
        long passed = now - words[at + BASE];
        words[at + OUT] = passed < WINDOW ? words[at + OUT] >>> passed : 0;
        words[at + IN] = passed < WINDOW ? words[at + IN] >>> passed : 0;
        words[at + BASE] = now;
    }

    /** Cycles of the link that have been given away, as bits from the cycle on that was last {@linkplain #lookAt looked at}. */
    long leaving(int link) {
        return words[(link << SHIFT) + OUT];
    }

    /** Cycles of the way through the switch behind it, likewise. */
    long passing(int link) {
        return words[(link << SHIFT) + IN];
    }

    /** Gives cycles of a link away, for so many flits. */
    void giveLink(int link, long cycles, int flits) {
        words[(link << SHIFT) + OUT] |= cycles;
        words[(link << SHIFT) + FLITS] += flits;
    }

    /** Gives cycles of the way through the switch behind it away. */
    void giveSwitch(int link, long cycles) {
        words[(link << SHIFT) + IN] |= cycles;
    }

    /** Flits that were given cycles of a link so far. */
    long flits(int link) {
        return words[(link << SHIFT) + FLITS];
    }

    @Override
    public void save(StateWriter out) {
        out.writeLongs(words);
    }

    @Override
    public void load(StateReader in) {
        in.readLongs(words);
    }
}
