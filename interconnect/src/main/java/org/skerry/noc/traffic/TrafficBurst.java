package org.skerry.noc.traffic;

import java.util.Arrays;
import org.skerry.sim.state.Codec;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;

/** What crosses from one slice to the next in one cycle, one way, as longs. Filled once and emptied once, and then used again. */
final class TrafficBurst {
    static final Codec<TrafficBurst> CODEC = new Codec<>() {
        @Override
        public void write(TrafficBurst burst, StateWriter out) {
            out.writeLongs(burst.words, 0, burst.size);
        }

        @Override
        public TrafficBurst read(StateReader in) {
            TrafficBurst burst = new TrafficBurst();
            burst.words = in.readLongs();
            burst.size = burst.words.length;
            return burst;
        }
    };

    long[] words = new long[16];
    int size;

    void add(long word) {
        reserve(1);
        words[size++] = word;
    }

    /** Makes room for {@code more} words, which the caller writes from {@link #size} on. */
    void reserve(int more) {
        if (size + more > words.length) {
            words = Arrays.copyOf(words, 2 * words.length + more);
        }
    }
}
