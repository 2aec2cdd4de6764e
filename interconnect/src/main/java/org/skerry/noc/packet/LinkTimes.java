package org.skerry.noc.packet;

import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.state.Stateful;

/**
 * Which cycles of links, and of the ways through switches that begin behind them, have been given away: a bit for each of the next
 * {@link #WINDOW} cycles. What belongs to an input port and the link that leads to it lies in a record of eight longs:
 *
 * <pre>
 *   OUT   cycles in which flits leave for the link, and the cycle that the lowest bit is for
 *   IN    cycles in which flits that came by it pass the switch, likewise
 *   FLITS that were given cycles of the link so far
 * </pre>
 */
final class LinkTimes implements Stateful {
    /** Cycles ahead that can be given away. */
    static final int WINDOW = Long.SIZE;

    /** Longs of a record, as a power of two. */
    static final int SHIFT = 3;

    static final int OUT = 0;
    static final int IN = 2;
    static final int FLITS = 4;

    private static final int BASE = 1;

    final long[] words;

    /** Links whose cycles are all free. */
    LinkTimes(int links) {
        words = new long[links << SHIFT];
    }

    /** The cycles from {@code now} on that have been given away, as bits. */
    long given(int at, long now) {
        long passed = now - words[at + BASE];
        return passed < WINDOW ? words[at] >>> passed : 0;
    }

    /** From {@code now} on these cycles are given away: what {@link #given} says, and more. */
    void give(int at, long now, long cycles) {
        words[at] = cycles;
        words[at + BASE] = now;
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
