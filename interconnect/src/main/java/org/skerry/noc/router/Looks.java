package org.skerry.noc.router;

import java.util.Arrays;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;

/** Which input virtual channels something changes for, at cycles not far from now. */
final class Looks {
    private final int[][] inputs; // by cycle, in a ring
    private final int[] counts;
    private final int mask;
    private int size;

    /** Nothing to look at; {@code farthest} is the most cycles from adding to looking. */
    Looks(int farthest) {
        int slots = 2 * Integer.highestOneBit(farthest);
        inputs = new int[slots][16];
        counts = new int[slots];
        mask = slots - 1;
    }

    /** To look at {@code input} at {@code cycle}. */
    void add(long cycle, int input) {
        int slot = (int) cycle & mask;
        int count = counts[slot];
        if (count == inputs[slot].length) {
            inputs[slot] = Arrays.copyOf(inputs[slot], 2 * count);
        }
        inputs[slot][count] = input;
        counts[slot] = count + 1;
        size++;
    }

    /** How many to look at now. */
    int due(long cycle) {
        return counts[(int) cycle & mask];
    }

    /** These and, behind them, anything. Later ones may be added meanwhile. */
    int[] inputs(long cycle) {
        return inputs[(int) cycle & mask];
    }

    /** All that were due have been looked at. */
    void done(long cycle) {
        int slot = (int) cycle & mask;
        size -= counts[slot];
        counts[slot] = 0;
    }

    /** First cycle after {@code cycle} with something to look at, or {@code Long.MAX_VALUE}. */
    long nextCycle(long cycle) {
        if (size == 0) {
            return Long.MAX_VALUE;
        }
        long next = cycle + 1;
        while (due(next) == 0) {
            next++;
        }
        return next;
    }

    /** Saves them in order of cycles, all of which are after {@code cycle}. */
    void save(long cycle, StateWriter out) {
        out.writeInt(size);
        for (long each = cycle + 1; each <= cycle + mask; each++) {
            for (int i = 0; i < due(each); i++) {
                out.writeLong(each);
                out.writeInt(inputs(each)[i]);
            }
        }
    }

    void load(StateReader in) {
        Arrays.fill(counts, 0);
        size = 0;
        for (int left = in.readCount(Long.BYTES); left > 0; left--) {
            add(in.readLong(), in.readInt());
        }
    }
}
