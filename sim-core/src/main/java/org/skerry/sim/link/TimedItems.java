package org.skerry.sim.link;

import java.util.Arrays;
import org.skerry.sim.state.Codec;
import org.skerry.sim.state.StateWriter;

/** Items with their times, first in first out, in a ring that grows. Times never decrease. */
final class TimedItems<T> {
    private Object[] items = new Object[8];
    private long[] times = new long[8];
    private int head;
    private int size;

    int size() {
        return size;
    }

    /** Time of the first item, or {@code Long.MAX_VALUE} if there is none. */
    long firstTime() {
        return size == 0 ? Long.MAX_VALUE : times[head];
    }

    void add(long time, T item) {
        if (size == items.length) {
            grow();
        }
        int slot = head + size & items.length - 1;
        items[slot] = item;
        times[slot] = time;
        size++;
    }

    @SuppressWarnings("unchecked") // only add stores, and it takes a T
    T take() {
        T item = (T) items[head];
        items[head] = null;
        head = head + 1 & items.length - 1;
        size--;
        return item;
    }

    void clear() {
        Arrays.fill(items, null);
        head = 0;
        size = 0;
    }

    @SuppressWarnings("unchecked") // only add stores, and it takes a T
    void save(Codec<T> codec, StateWriter out) {
        for (int i = 0; i < size; i++) {
            int slot = head + i & items.length - 1;
            out.writeLong(times[slot]);
            codec.write((T) items[slot], out);
        }
    }

    private void grow() {
        int old = items.length;
        Object[] moreItems = new Object[2 * old];
        long[] moreTimes = new long[2 * old];
        for (int i = 0; i < size; i++) {
            moreItems[i] = items[head + i & old - 1];
            moreTimes[i] = times[head + i & old - 1];
        }
        items = moreItems;
        times = moreTimes;
        head = 0;
    }
}
