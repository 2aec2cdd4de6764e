package org.skerry.sim.link;

import org.skerry.sim.state.Codec;
import org.skerry.sim.state.StateWriter;

/** Items with their times, first in first out, in a ring that grows. Times never decrease. */
final class TimedItems<T> {
    /** An item with its time: a place of the ring, there for good, so that no item is stored into an array, which would have to be asked what it takes. */
    private static final class Place<T> {
        private T item;
        private long time;
    }

    private Place<T>[] places = ring(8);
    private int head;
    private int size;

    @SuppressWarnings({"unchecked", "rawtypes"}) // there are no arrays of generic types
    private static <T> Place<T>[] ring(int length) {
        Place<T>[] ring = new Place[length];
        for (int i = 0; i < length; i++) {
            ring[i] = new Place<>();
        }
        return ring;
    }

    int size() {
        return size;
    }

    /** Time of the first item, or {@code Long.MAX_VALUE} if there is none. */
    long firstTime() {
        return size == 0 ? Long.MAX_VALUE : places[head].time;
    }

    void add(long time, T item) {
        if (size == places.length) {
            grow();
        }
        Place<T> place = places[head + size & places.length - 1];
        place.item = item;
        place.time = time;
        size++;
    }

    T take() {
        Place<T> place = places[head];
        T item = place.item;
        place.item = null;
        head = head + 1 & places.length - 1;
        size--;
        return item;
    }

    void clear() {
        places = ring(8);
        head = 0;
        size = 0;
    }

    void save(Codec<T> codec, StateWriter out) {
        for (int i = 0; i < size; i++) {
            Place<T> place = places[head + i & places.length - 1];
            out.writeLong(place.time);
            codec.write(place.item, out);
        }
    }

    private void grow() {
        Place<T>[] more = ring(2 * places.length);
        for (int i = 0; i < size; i++) {
            more[i] = places[head + i & places.length - 1];
        }
        places = more;
        head = 0;
    }
}
