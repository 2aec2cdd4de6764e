package org.skerry.noc.router;

import java.util.Arrays;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.state.Stateful;

/**
 * Flits and credits on their way between {@link FlowRouters}, those that come in one cycle side by side, with {@link #END} behind the
 * last one. Whoever goes through them needs nothing else, and C2 makes a plain loop of it: one that counts it would divide into three, of
 * which each costs as much to begin as a few flits, and more than a few there are mostly not.
 */
final class FlowLinks implements Stateful {
    /** Behind the last flit or credit of a cycle. No address is 0. */
    static final int END = 0;

    private final int flitCycles;
    private final int creditCycles;
    private final long[][] flits; // by the lowest bits of the cycle: address of the input, flit
    private final int[][] credits; // the same: address of the output

    FlowLinks(Pipeline pipeline) {
        flitCycles = pipeline.passageCycles() + pipeline.link().arrivalCycles();
        creditCycles = pipeline.link().creditCycles();
        flits = new long[2 * Integer.highestOneBit(flitCycles)][64];
        credits = new int[2 * Integer.highestOneBit(creditCycles)][64];
    }

    /** Cycles after which a flit comes. */
    int flitCycles() {
        return flitCycles;
    }

    /** Flits that come at {@code cycle}. Whoever takes them puts the {@link #END} first. */
    long[] flits(long cycle) {
        return flits[(int) cycle & flits.length - 1];
    }

    /** Credits that come at {@code cycle}; likewise. */
    int[] credits(long cycle) {
        return credits[(int) cycle & credits.length - 1];
    }

    /** Where flits that leave at {@code cycle} are to be put, with the {@link #END} behind them: there is room for {@code most}. */
    long[] leavingFlits(long cycle, int most) {
        int slot = (int) (cycle + flitCycles) & flits.length - 1;
        assert flits[slot][0] == END : "cycle " + cycle + ": flits that came have not been taken";
        if (flits[slot].length <= most) {
            flits[slot] = new long[2 * most];
        }
        return flits[slot];
    }

    /** The same for credits. */
    int[] leavingCredits(long cycle, int most) {
        int slot = (int) (cycle + creditCycles) & credits.length - 1;
        assert credits[slot][0] == END : "cycle " + cycle + ": credits that came have not been taken";
        if (credits[slot].length <= most) {
            credits[slot] = new int[2 * most];
        }
        return credits[slot];
    }

    /** The next cycle after {@code cycle} at which something comes, or {@code Long.MAX_VALUE}. */
    long nextCycle(long cycle) {
        for (long next = cycle + 1; next <= cycle + Math.max(flitCycles, creditCycles); next++) {
            if (flits(next)[0] != END || credits(next)[0] != END) {
                return next;
            }
        }
        return Long.MAX_VALUE;
    }

    /** Adds what is on its way, by the output that it left or will come to; {@code words} are those of {@link FlowState}. */
    void addUnderWay(long[] words, int[] underWay) {
        for (long[] each : flits) {
            for (int i = 0; each[i] != END; i++) {
                int input = (int) (each[i] >>> Integer.SIZE);
                int row = (int) words[(input & -FlowState.ROW) + FlowState.LINK];
                underWay[row | input & FlowState.ROW - 1]++;
            }
        }
        for (int[] each : credits) {
            for (int i = 0; each[i] != END; i++) {
                underWay[each[i]]++;
            }
        }
    }

    @Override
    public void save(StateWriter out) {
        for (long[] each : flits) {
            for (int i = 0; each[i] != END; i++) {
                out.writeLong(each[i]);
            }
            out.writeLong(END);
        }
        for (int[] each : credits) {
            for (int i = 0; each[i] != END; i++) {
                out.writeInt(each[i]);
            }
            out.writeInt(END);
        }
    }

    @Override
    public void load(StateReader in) {
        for (int slot = 0; slot < flits.length; slot++) {
            int count = 0;
            long flit;
            do {
                flit = in.readLong();
                if (count == flits[slot].length) {
                    flits[slot] = Arrays.copyOf(flits[slot], 2 * count);
                }
                flits[slot][count++] = flit;
            } while (flit != END);
        }
        for (int slot = 0; slot < credits.length; slot++) {
            int count = 0;
            int credit;
            do {
                credit = in.readInt();
                if (count == credits[slot].length) {
                    credits[slot] = Arrays.copyOf(credits[slot], 2 * count);
                }
                credits[slot][count++] = credit;
            } while (credit != END);
        }
    }
}
