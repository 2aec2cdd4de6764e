package org.skerry.model.client;

import java.util.Arrays;
import org.skerry.sim.device.Device;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.state.Stateful;

/** Slots by the time at which they are due, those of one time in the order in which they came: a binary heap in columns. */
final class RetryQueue implements Stateful {
    private long[] times = new long[64];
    private long[] order = new long[64];
    private int[] slots = new int[64];
    private int size;
    private long sequence;

    /** When the first is due; {@link Device#NEVER} if there is none. */
    long next() {
        return size == 0 ? Device.NEVER : times[0];
    }

    int size() {
        return size;
    }

    void add(long time, int slot) {
        if (size == slots.length) {
            times = Arrays.copyOf(times, 2 * size);
            order = Arrays.copyOf(order, 2 * size);
            slots = Arrays.copyOf(slots, 2 * size);
        }
        int at = size++;
        put(at, time, sequence++, slot);
        while (at > 0 && before(at, (at - 1) / 2)) {
            swap(at, (at - 1) / 2);
            at = (at - 1) / 2;
        }
    }

    /** Takes the one that is due first. */
    int remove() {
        int first = slots[0];
        size--;
        put(0, times[size], order[size], slots[size]);
        int at = 0;
        while (true) {
            int least = at;
            for (int child = 2 * at + 1; child <= 2 * at + 2 && child < size; child++) {
                least = before(child, least) ? child : least;
            }
            if (least == at) {
                return first;
            }
            swap(at, least);
            at = least;
        }
    }

    private boolean before(int a, int b) {
        return times[a] < times[b] || times[a] == times[b] && order[a] < order[b];
    }

    private void put(int at, long time, long place, int slot) {
        times[at] = time;
        order[at] = place;
        slots[at] = slot;
    }

    private void swap(int a, int b) {
        long time = times[a];
        long place = order[a];
        int slot = slots[a];
        put(a, times[b], order[b], slots[b]);
        put(b, time, place, slot);
    }

    @Override
    public void save(StateWriter out) {
        out.writeLong(sequence);
        out.writeInt(size);
        for (int i = 0; i < size; i++) {
            out.writeLong(times[i]);
            out.writeLong(order[i]);
            out.writeInt(slots[i]);
        }
    }

    @Override
    public void load(StateReader in) {
        sequence = in.readLong();
        size = in.readCount(Long.BYTES);
        times = new long[Math.max(64, size)];
        order = new long[times.length];
        slots = new int[times.length];
        for (int i = 0; i < size; i++) {
            put(i, in.readLong(), in.readLong(), in.readInt());
        }
    }
}
