package org.skerry.noc.router;

import java.util.Arrays;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;

/** Numbers by cycles not far from now at which something is to be done about them; in no order within a cycle. */
final class Agenda {
    private final int[][] numbers; // by cycle, in a ring
    private final int[] counts;
    private final int mask;
    private int size;

    /** Nothing; {@code farthest} is the most cycles from adding to doing. */
    Agenda(int farthest) {
        int slots = 2 * Integer.highestOneBit(farthest);
        numbers = new int[slots][16];
        counts = new int[slots];
        mask = slots - 1;
    }

    /** Something is to be done about {@code number} at {@code cycle}. */
    void add(long cycle, int number) {
        int slot = (int) cycle & mask;
        int count = counts[slot];
        if (count == numbers[slot].length) {
            numbers[slot] = Arrays.copyOf(numbers[slot], 2 * count);
        }
        numbers[slot][count] = number;
        counts[slot] = count + 1;
        size++;
    }

    /** How many there are of a cycle. */
    int due(long cycle) {
        return counts[(int) cycle & mask];
    }

    /** These and, behind them, anything. Later ones may be added meanwhile. */
    int[] numbers(long cycle) {
        return numbers[(int) cycle & mask];
    }

    /** Forgets those of a cycle. */
    void done(long cycle) {
        int slot = (int) cycle & mask;
        size -= counts[slot];
        counts[slot] = 0;
    }

    /** First cycle after {@code cycle} with anything, or {@code Long.MAX_VALUE}. */
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
                out.writeInt(numbers(each)[i]);
            }
        }
    }

    void clear() {
        Arrays.fill(counts, 0);
        size = 0;
    }

    void load(StateReader in) {
        clear();
        for (int left = in.readCount(Long.BYTES); left > 0; left--) {
            add(in.readLong(), in.readInt());
        }
    }
}
