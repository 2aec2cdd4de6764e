package org.skerry.noc.packet;

import java.util.Arrays;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.state.Stateful;

/** When something is to be done about a train: a ring of lists, one a cycle, first in first out. Lists go through the trains. */
final class TimeWheel implements Stateful {
    /** Cycles that can be looked ahead, less one. */
    static final int CYCLES = 1024;

    private final Trains trains;
    private final int[] ends = new int[2 * CYCLES]; // by list: its first train and its last one

    TimeWheel(Trains trains) {
        this.trains = trains;
        Arrays.fill(ends, Trains.NONE);
    }

    /** Puts a train, which is in no list, to the end of that of {@code cycle}. */
    void add(int train, int cycle) {
        int at = (cycle & CYCLES - 1) << 1;
        long[] words = trains.words;
        words[(train << Trains.SHIFT) + Trains.NEXT] = Trains.NONE;
        int last = ends[at + 1];
        ends[at + 1] = train;
        if (last == Trains.NONE) {
            ends[at] = train;
        } else {
            words[(last << Trains.SHIFT) + Trains.NEXT] = train;
        }
    }

    /** Takes the list of a cycle and returns its first train, or {@link Trains#NONE}. */
    int take(int cycle) {
        int at = (cycle & CYCLES - 1) << 1;
        int train = ends[at];
        if (train != Trains.NONE) {
            ends[at] = Trains.NONE;
            ends[at + 1] = Trains.NONE;
        }
        return train;
    }

    /** Cycles from {@code cycle} to the first list from there on, or -1 if all are empty. */
    int distance(int cycle) {
        for (int distance = 0; distance < CYCLES; distance++) {
            if (ends[(cycle + distance & CYCLES - 1) << 1] != Trains.NONE) {
                return distance;
            }
        }
        return -1;
    }

    @Override
    public void save(StateWriter out) {
        out.writeInts(ends);
    }

    @Override
    public void load(StateReader in) {
        in.readInts(ends);
    }
}
