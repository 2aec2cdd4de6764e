package org.skerry.noc.router;

import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.state.Stateful;

/** Many arbiters of one kind and size. The higher priority wins; among equal ones, round robin or who won least recently. */
final class Arbiters implements Stateful {
    private final int size;
    private final boolean matrix;
    private final int[] pointers; // round robin: by arbiter
    private final long[] wonAt; // matrix: by arbiter, candidate; a count of wins, below 0 for who never won
    private long wins;

    Arbiters(int count, int size, AllocatorSpec.ArbiterKind kind) {
        this.size = size;
        matrix = kind == AllocatorSpec.ArbiterKind.MATRIX;
        pointers = new int[matrix ? 0 : count];
        wonAt = new long[matrix ? count * size : 0];
        for (int i = 0; i < wonAt.length; i++) {
            wonAt[i] = -1L - i % size; // at first the last one is preferred, as in BookSim
        }
    }

    /** Whether an arbiter prefers {@code candidate} to {@code other}, priorities being equal. */
    boolean prefers(int arbiter, int candidate, int other) {
        if (matrix) {
            return wonAt[arbiter * size + candidate] < wonAt[arbiter * size + other];
        }
        int pointer = pointers[arbiter];
        return Matching.distance(pointer, candidate, size) < Matching.distance(pointer, other, size);
    }

    void won(int arbiter, int candidate) {
        if (matrix) {
            wonAt[arbiter * size + candidate] = wins++;
        } else {
            pointers[arbiter] = candidate + 1 == size ? 0 : candidate + 1;
        }
    }

    @Override
    public void save(StateWriter out) {
        out.writeInts(pointers);
        out.writeLongs(wonAt);
        out.writeLong(wins);
    }

    @Override
    public void load(StateReader in) {
        in.readInts(pointers);
        in.readLongs(wonAt);
        wins = in.readLong();
    }
}
