package org.skerry.noc.router;

import java.util.Arrays;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.state.Stateful;

/** Flits that the buffer behind each output virtual channel can still take, by (router * ports + port) * vcs + vc. */
final class Credits implements Stateful {
    private final int depth;
    private final short[] credits;

    Credits(int vcs, int depth) {
        this.depth = depth;
        credits = new short[vcs];
        Arrays.fill(credits, (short) depth);
    }

    int left(int vc) {
        return credits[vc];
    }

    /** Uses one; returns how many are left, or -1 if there was none. */
    int take(int vc) {
        return --credits[vc];
    }

    /** Gives one back; returns how many there are now, or -1 if that is more than the buffer holds. */
    int giveBack(int vc) {
        int now = ++credits[vc];
        return now > depth ? -1 : now;
    }

    @Override
    public void save(StateWriter out) {
        Shorts.save(credits, out);
    }

    @Override
    public void load(StateReader in) {
        Shorts.load(credits, in);
    }
}
