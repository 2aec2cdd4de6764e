package org.skerry.noc.router;

import java.util.Arrays;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.state.Stateful;

/** Flits that the buffer behind each output virtual channel can still take, by (router * ports + port) * vcs + vc. */
final class Credits implements Stateful {
    private final int depth;
    private final int[] credits;

    Credits(int vcs, int depth) {
        this.depth = depth;
        credits = new int[vcs];
        Arrays.fill(credits, depth);
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
        out.writeInts(credits);
    }

    @Override
    public void load(StateReader in) {
        in.readInts(credits);
    }
}
