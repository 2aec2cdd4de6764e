package org.skerry.model.control;

import java.util.TreeSet;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.state.Stateful;

/**
 * Which enclaves are taken. An actor that is not pinned gets the lowest enclave that was never used, or the lowest one that was
 * given back when all have been used: what an ended actor left stays readable for as long as possible.
 */
public final class Placement implements Stateful {
    /** No enclave is free. */
    public static final int NONE = -1;

    private final boolean[] used;
    private final TreeSet<Integer> givenBack = new TreeSet<>();
    private int firstUnused;

    /** So many free enclaves. */
    public Placement(int enclaves) {
        used = new boolean[enclaves];
    }

    /** Takes an enclave that the plan names; returns false if it is taken. */
    public boolean takePinned(int enclave) {
        if (used[enclave]) {
            return givenBack.remove(enclave);
        }
        used[enclave] = true;
        return true;
    }

    /** Takes the lowest free enclave, or returns {@link #NONE}. */
    public int take() {
        while (firstUnused < used.length && used[firstUnused]) {
            firstUnused++;
        }
        if (firstUnused < used.length) {
            used[firstUnused] = true;
            return firstUnused;
        }
        Integer again = givenBack.pollFirst();
        return again == null ? NONE : again;
    }

    /** An enclave is free again. */
    public void giveBack(int enclave) {
        givenBack.add(enclave);
    }

    @Override
    public void save(StateWriter out) {
        long[] bits = new long[(used.length + 63) / 64];
        for (int i = 0; i < used.length; i++) {
            bits[i / 64] |= used[i] ? 1L << i % 64 : 0;
        }
        out.writeLongs(bits);
        out.writeInts(givenBack.stream().mapToInt(Integer::intValue).toArray());
    }

    @Override
    public void load(StateReader in) {
        long[] bits = in.readLongs();
        for (int i = 0; i < used.length; i++) {
            used[i] = (bits[i / 64] >>> i % 64 & 1) != 0;
        }
        firstUnused = 0;
        givenBack.clear();
        for (int left = in.readCount(Integer.BYTES); left > 0; left--) {
            givenBack.add(in.readInt());
        }
    }
}
