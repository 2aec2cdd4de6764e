package org.skerry.noc.packet;

import java.util.Arrays;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.state.Stateful;

/**
 * When something is to be done about a train: a ring of lists, one a cycle. Lists go through the trains. Those of a cycle are taken first in
 * first out; or by age, so that it does not matter in which order they were put there, and whoever waits has its turn before all that come
 * later. Their numbers would not do: that of a train that leaves goes to the next one that comes, so that a stream of low numbers could keep a
 * train waiting for as long as it lasts.
 */
final class TimeWheel implements Stateful {
    /** Cycles that can be looked ahead, less one. */
    static final int CYCLES = 1024;

    private final Trains trains;
    private final boolean byAge;
    private final int[] ends = new int[2 * CYCLES]; // by list: its first train and its last one
    private long[] batch =
            new long[64]; // trains of the cycle that was taken, in order, as Trains.age if that is theirs
    private int batchSize;
    private int batchAt;

    TimeWheel(Trains trains, boolean byAge) {
        this.trains = trains;
        this.byAge = byAge;
        Arrays.fill(ends, Trains.NONE);
    }

    /** Puts a train, which is in no list, to the end of that of {@code cycle}. */
    void add(int train, int cycle) {
        int at = (cycle & CYCLES - 1) << 1;
        trains.link(train, Trains.NONE);
        int last = ends[at + 1];
        ends[at + 1] = train;
        if (last == Trains.NONE) {
            ends[at] = train;
        } else {
            trains.link(last, train);
        }
    }

    /** Takes a train out of the list of {@code cycle}, in which it is. */
    void remove(int train, int cycle) {
        int at = (cycle & CYCLES - 1) << 1;
        int next = trains.next(train);
        int before = Trains.NONE;
        for (int each = ends[at]; each != train; each = trains.next(each)) {
            before = each;
        }
        if (before == Trains.NONE) {
            ends[at] = next;
        } else {
            trains.link(before, next);
        }
        if (next == Trains.NONE) {
            ends[at + 1] = before;
        }
    }

    /** Takes the list of a cycle. */
    void take(int cycle) {
        batchSize = 0;
        batchAt = 0;
        int at = (cycle & CYCLES - 1) << 1;
        int train = ends[at];
        if (train == Trains.NONE) {
            return;
        }
        ends[at] = Trains.NONE;
        ends[at + 1] = Trains.NONE;
        for (; train != Trains.NONE; train = trains.next(train)) {
            if (batchSize == batch.length) {
                batch = Arrays.copyOf(batch, 2 * batchSize);
            }
            batch[batchSize++] = byAge ? trains.age(train) : train;
        }
        if (byAge && batchSize > 1) {
            Arrays.sort(batch, 0, batchSize);
        }
    }

    /** The next train of the list that was taken, or {@link Trains#NONE}. */
    int next() {
        return batchAt < batchSize ? (int) batch[batchAt++] : Trains.NONE;
    }

    /** Puts a train into the list that was taken; it is younger than the one that was taken last. */
    void insert(int train) {
        if (batchSize == batch.length) {
            batch = Arrays.copyOf(batch, 2 * batchSize);
        }
        long age = trains.age(train);
        int at = batchSize++;
        while (at > batchAt && batch[at - 1] > age) {
            batch[at] = batch[at - 1];
            at--;
        }
        batch[at] = age;
    }

    /** Cycles from {@code cycle} to the first list from there on that is not empty, or -1 if all are empty. */
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
