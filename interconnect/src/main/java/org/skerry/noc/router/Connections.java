package org.skerry.noc.router;

import java.util.Arrays;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.state.Stateful;

/** Which input virtual channel holds which output virtual channel, from the packet's head to its tail. */
final class Connections implements Stateful {
    /** Nothing held. */
    static final int NONE = -1;

    private final int vcs;
    private final short[] outputOf; // by input VC: place of the output VC that its packet holds
    private final short[] holderOf; // by output VC: place of the input VC that holds it
    private final long[] free; // by output port: bits of VCs that no packet holds
    private final long[] emptying; // by output port: bits of VCs that become free with the last credit; null if none do

    Connections(int ports, int vcs, boolean waitForTailCredit) {
        this.vcs = vcs;
        outputOf = new short[ports * vcs];
        holderOf = new short[ports * vcs];
        free = new long[ports];
        emptying = waitForTailCredit ? new long[ports] : null;
        Arrays.fill(outputOf, (short) NONE);
        Arrays.fill(holderOf, (short) NONE);
        Arrays.fill(free, vcs == Long.SIZE ? -1L : (1L << vcs) - 1);
    }

    /** Bits of the virtual channels of an output port that nobody holds. */
    long free(int outputPort) {
        return free[outputPort];
    }

    /** Place of the output VC that the packet at the front of an input VC holds, or {@link #NONE}. */
    int outputOf(int inputVc) {
        return outputOf[inputVc];
    }

    /** Place of the input VC that holds an output VC, or {@link #NONE}. */
    int holderOf(int outputVc) {
        return holderOf[outputVc];
    }

    void connect(int inputVc, int inputPlace, int outputPort, int vc, int outputPlace) {
        outputOf[inputVc] = (short) outputPlace;
        holderOf[outputPort * vcs + vc] = (short) inputPlace;
        free[outputPort] &= ~(1L << vc);
    }

    void release(int inputVc, int outputPort, int vc) {
        outputOf[inputVc] = NONE;
        holderOf[outputPort * vcs + vc] = NONE;
        if (emptying == null) {
            free[outputPort] |= 1L << vc;
        } else {
            emptying[outputPort] |= 1L << vc;
        }
    }

    /** The buffer behind an output VC is empty and all its credits are back, for which it has waited. */
    void emptied(int outputPort, int vc) {
        free[outputPort] |= emptying[outputPort] & 1L << vc;
        emptying[outputPort] &= ~(1L << vc);
    }

    @Override
    public void save(StateWriter out) {
        Shorts.save(outputOf, out);
        Shorts.save(holderOf, out);
        out.writeLongs(free);
        if (emptying != null) {
            out.writeLongs(emptying);
        }
    }

    @Override
    public void load(StateReader in) {
        Shorts.load(outputOf, in);
        Shorts.load(holderOf, in);
        in.readLongs(free);
        if (emptying != null) {
            in.readLongs(emptying);
        }
    }
}
