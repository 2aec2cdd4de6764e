package org.skerry.sim.link;

import org.skerry.sim.state.Codec;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;

/**
 * A latched connection for items of one type, any number a cycle. What is sent at cycle c arrives at c + latency, in order,
 * and must be taken by the consumer in the tick of that cycle:
 *
 * <pre>
 *   cycle      c        c+1      c+2      c+3
 *   producer   send(x)
 *   latency 2           .        .
 *   consumer                     poll = x
 * </pre>
 *
 * <p>{@code send} belongs to the producer's thread, {@code poll} to the consumer's.
 */
public final class Wire<T> extends Latch {
    private final Codec<T> codec;
    private final TimedItems<T> inbox = new TimedItems<>();
    private final TimedItems<T> outbox = new TimedItems<>();

    /**
     * A wire that is not connected yet.
     *
     * @param latencyCycles at least 1
     * @param codec how items in flight are saved; items must not change once sent
     */
    public Wire(String name, int latencyCycles, Codec<T> codec) {
        super(name, latencyCycles);
        this.codec = codec;
    }

    /** Sends {@code item}, not null, at {@code cycle}, which never decreases. */
    public void send(long cycle, T item) {
        long arrival = cycle + latencyCycles();
        if (crossing()) {
            outbox.add(arrival, item);
        } else {
            add(arrival, item);
            wakeConsumer(arrival);
        }
    }

    private void add(long arrival, T item) {
        inbox.add(arrival, item);
        comes(arrival);
    }

    /** Takes the next item that arrives at {@code cycle}, or returns null. */
    public T poll(long cycle) {
        long arrival = nextArrival();
        if (arrival > cycle) {
            return null;
        }
        if (arrival < cycle) {
            throw late(cycle, arrival);
        }
        T item = inbox.take();
        nextArrival(inbox.firstTime());
        return item;
    }

    /** Whether an item arrives at {@code cycle} that has not been taken. */
    public boolean hasArrival(long cycle) {
        return nextArrival() <= cycle;
    }

    /** Number of items under way. */
    public int inFlight() {
        return inbox.size() + outbox.size();
    }

    @Override
    public void handOver() {
        if (outbox.size() > 0) {
            wakeConsumer(outbox.firstTime());
            do {
                long arrival = outbox.firstTime();
                add(arrival, outbox.take());
            } while (outbox.size() > 0);
        }
    }

    @Override
    public void save(StateWriter out) {
        out.writeInt(inFlight());
        inbox.save(codec, out);
        outbox.save(codec, out);
    }

    @Override
    public void load(StateReader in) {
        inbox.clear();
        nextArrival(Long.MAX_VALUE);
        outbox.clear();
        int items = in.readInt();
        for (int i = 0; i < items; i++) {
            long arrival = in.readLong();
            add(arrival, codec.read(in));
        }
    }
}
