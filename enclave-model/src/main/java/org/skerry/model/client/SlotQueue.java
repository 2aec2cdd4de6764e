package org.skerry.model.client;

import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.state.Stateful;

/** Slots in the order in which they came, in a ring that grows to what was ever needed. */
final class SlotQueue implements Stateful {
    private int[] ring = new int[64];
    private int head;
    private int size;

    int size() {
        return size;
    }

    void add(int slot) {
        if (size == ring.length) {
            int[] larger = new int[2 * size];
            for (int i = 0; i < size; i++) {
                larger[i] = ring[(head + i) % size];
            }
            ring = larger;
            head = 0;
        }
        ring[(head + size++) % ring.length] = slot;
    }

    int remove() {
        int slot = ring[head];
        head = (head + 1) % ring.length;
        size--;
        return slot;
    }

    @Override
    public void save(StateWriter out) {
        out.writeInt(size);
        for (int i = 0; i < size; i++) {
            out.writeInt(ring[(head + i) % ring.length]);
        }
    }

    @Override
    public void load(StateReader in) {
        size = 0;
        head = 0;
        for (int left = in.readCount(Integer.BYTES); left > 0; left--) {
            add(in.readInt());
        }
    }
}
