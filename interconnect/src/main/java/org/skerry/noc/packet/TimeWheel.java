package org.skerry.noc.packet;

import java.util.Arrays;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.state.Stateful;

/**
 * When something is to be done about a train: a ring of lists, one a cycle. Lists go through the trains. Those of a cycle are taken in
 * order of number, whatever the order in which they were put there.
 */
final class TimeWheel implements Stateful {
    /** Cycles that can be looked ahead, less one. */
    static final int CYCLES = 1024;

    private final Trains trains;
    private final int[] firsts = new int[CYCLES];
    private final long[] some = new long[CYCLES / Long.SIZE]; // a bit for each list that is not empty
    private int[] batch = new int[64]; // trains of the cycle that was taken, in order
    private int batchSize;
    private int batchAt;

    TimeWheel(Trains trains) {
        this.trains = trains;
        Arrays.fill(firsts, Trains.NONE);
    }

    /** Puts a train, which is in no list, to that of {@code cycle}. */
    void add(int train, int cycle) {
        int at = cycle & CYCLES - 1;
        trains.words[(train << Trains.SHIFT) + Trains.NEXT] = firsts[at];
        firsts[at] = train;
        some[at >> 6] |= 1L << at;
    }

    /** Takes a train out of the list of {@code cycle}, in which it is. */
    void remove(int train, int cycle) {
        int at = cycle & CYCLES - 1;
        long[] words = trains.words;
        int next = (int) words[(train << Trains.SHIFT) + Trains.NEXT];
        if (firsts[at] == train) {
            firsts[at] = next;
            if (next == Trains.NONE) {
                some[at >> 6] &= ~(1L << at);
            }
            return;
        }
        int before = firsts[at];
        while ((int) words[(before << Trains.SHIFT) + Trains.NEXT] != train) {
            before = (int) words[(before << Trains.SHIFT) + Trains.NEXT];
        }
        words[(before << Trains.SHIFT) + Trains.NEXT] = next;
    }

    /** Takes the list of a cycle. */
    void take(int cycle) {
        batchSize = 0;
        batchAt = 0;
        int at = cycle & CYCLES - 1;
        int train = firsts[at];
        if (train == Trains.NONE) {
            return;
        }
        firsts[at] = Trains.NONE;
        some[at >> 6] &= ~(1L << at);
        for (; train != Trains.NONE; train = (int) trains.words[(train << Trains.SHIFT) + Trains.NEXT]) {
            if (batchSize == batch.length) {
                batch = Arrays.copyOf(batch, 2 * batchSize);
            }
            batch[batchSize++] = train;
        }
        if (batchSize > 1) {
            Arrays.sort(batch, 0, batchSize);
        }
    }

    /** The next train of the list that was taken, or {@link Trains#NONE}. */
    int next() {
        return batchAt < batchSize ? batch[batchAt++] : Trains.NONE;
    }

    /** Puts a train into the list that was taken; its number is above that of the train that was taken last. */
    void insert(int train) {
        if (batchSize == batch.length) {
            batch = Arrays.copyOf(batch, 2 * batchSize);
        }
        int at = batchSize++;
        while (at > batchAt && batch[at - 1] > train) {
            batch[at] = batch[at - 1];
            at--;
        }
        batch[at] = train;
    }

    /** Cycles from {@code cycle} to the first list from there on that is not empty, or -1 if all are empty. */
    int distance(int cycle) {
        int at = cycle & CYCLES - 1;
        int word = at >> 6;
        long left = some[word] & -1L << at;
        for (int i = 0; i <= some.length; i++) {
            if (left != 0) {
                return (word << 6) + Long.numberOfTrailingZeros(left) - at & CYCLES - 1;
            }
            word = word + 1 & some.length - 1;
            left = some[word];
        }
        return -1;
    }

    @Override
    public void save(StateWriter out) {
        out.writeInts(firsts);
    }

    @Override
    public void load(StateReader in) {
        in.readInts(firsts);
        Arrays.fill(some, 0);
        for (int at = 0; at < CYCLES; at++) {
            some[at >> 6] |= firsts[at] == Trains.NONE ? 0 : 1L << at;
        }
    }
}
