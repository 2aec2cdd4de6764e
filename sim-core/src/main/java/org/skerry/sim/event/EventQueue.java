package org.skerry.sim.event;

import java.util.Arrays;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.state.Stateful;

/**
 * Events ordered by (cycle, source, sequence), each with a long that means something to its owner. The sequence counts the
 * events of a source, so the order is total and does not depend on who ran first.
 *
 * <p>A heap of four children in one array, four words an event:
 *
 * <pre>
 *   +-------+--------+----------+---------+
 *   | cycle | source | sequence | payload |
 *   +-------+--------+----------+---------+
 * </pre>
 */
public final class EventQueue implements Stateful {
    private static final int WORDS = 4;
    private static final int CYCLE = 0;
    private static final int SOURCE = 1;
    private static final int SEQUENCE = 2;
    private static final int PAYLOAD = 3;

    private long[] heap = new long[16 * WORDS];
    private int end; // words in use
    private long[] nextSequence = new long[16]; // by source

    private long polledCycle;
    private int polledSource;
    private long polledPayload;

    /** Adds an event of {@code source} (0 or more) at {@code cycle}. */
    public void add(long cycle, int source, long payload) {
        if (source >= nextSequence.length) {
            nextSequence = Arrays.copyOf(nextSequence, Math.max(source + 1, 2 * nextSequence.length));
        }
        if (end == heap.length) {
            heap = Arrays.copyOf(heap, 2 * heap.length);
        }
        int hole = end;
        end += WORDS;
        siftUp(hole, cycle, source, nextSequence[source]++, payload);
    }

    /** Cycle of the first event, or {@code Long.MAX_VALUE} if there is none. */
    public long nextCycle() {
        return end == 0 ? Long.MAX_VALUE : heap[CYCLE];
    }

    /** Whether there is none. */
    boolean isEmpty() {
        return end == 0;
    }

    /** Number of events. */
    public int size() {
        return end / WORDS;
    }

    /** Takes the first event if it is due at {@code cycle} or before; then the {@code polled} methods tell what it was. */
    public boolean poll(long cycle) {
        if (end == 0 || heap[CYCLE] > cycle) {
            return false;
        }
        polledCycle = heap[CYCLE];
        polledSource = (int) heap[SOURCE];
        polledPayload = heap[PAYLOAD];
        end -= WORDS;
        if (end > 0) {
            siftDown(heap[end + CYCLE], heap[end + SOURCE], heap[end + SEQUENCE], heap[end + PAYLOAD]);
        }
        return true;
    }

    /** Cycle of the event taken last. */
    public long polledCycle() {
        return polledCycle;
    }

    /** Source of the event taken last. */
    public int polledSource() {
        return polledSource;
    }

    /** Payload of the event taken last. */
    public long polledPayload() {
        return polledPayload;
    }

    private void siftUp(int from, long cycle, long source, long sequence, long payload) {
        int hole = from;
        while (hole > 0) {
            int parent = ((hole / WORDS - 1) >> 2) * WORDS;
            if (!isBefore(cycle, source, sequence, parent)) {
                break;
            }
            System.arraycopy(heap, parent, heap, hole, WORDS);
            hole = parent;
        }
        put(hole, cycle, source, sequence, payload);
    }

    private void siftDown(long cycle, long source, long sequence, long payload) {
        int hole = 0;
        for (int child = WORDS; child < end; child = hole * 4 + WORDS) {
            int first = child;
            int last = Math.min(end, child + 4 * WORDS);
            for (int sibling = child + WORDS; sibling < last; sibling += WORDS) {
                if (isBefore(heap[sibling + CYCLE], heap[sibling + SOURCE], heap[sibling + SEQUENCE], first)) {
                    first = sibling;
                }
            }
            if (isBefore(cycle, source, sequence, first)) {
                break;
            }
            System.arraycopy(heap, first, heap, hole, WORDS);
            hole = first;
        }
        put(hole, cycle, source, sequence, payload);
    }

    private boolean isBefore(long cycle, long source, long sequence, int other) {
        if (cycle != heap[other + CYCLE]) {
            return cycle < heap[other + CYCLE];
        }
        if (source != heap[other + SOURCE]) {
            return source < heap[other + SOURCE];
        }
        return sequence < heap[other + SEQUENCE];
    }

    private void put(int at, long cycle, long source, long sequence, long payload) {
        heap[at + CYCLE] = cycle;
        heap[at + SOURCE] = source;
        heap[at + SEQUENCE] = sequence;
        heap[at + PAYLOAD] = payload;
    }

    @Override
    public void save(StateWriter out) {
        out.writeLongs(heap, 0, end);
        out.writeLongs(nextSequence);
    }

    @Override
    public void load(StateReader in) {
        long[] saved = in.readLongs();
        end = saved.length;
        heap = Arrays.copyOf(saved, Math.max(saved.length, 16 * WORDS));
        nextSequence = in.readLongs();
    }
}
