package org.skerry.sim.link;

import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;

/**
 * A latched connection for at most one long a cycle, as between two routers. Room for what can be under way is set aside when
 * it is built; sending and taking never allocate.
 *
 * <p>{@code send} belongs to the producer's thread, {@code poll} to the consumer's.
 */
public final class LongWire extends Latch {
    /** No value: what {@link #poll} returns when nothing arrives. It cannot be sent; flit words and the like keep away from it. */
    public static final long EMPTY = Long.MIN_VALUE;

    private final TimedLongs inbox;
    private final TimedLongs outbox;
    private long lastSent = -1;

    /** A wire that is not connected yet; {@code latencyCycles} is at least 1. */
    public LongWire(String name, int latencyCycles) {
        super(name, latencyCycles);
        inbox = new TimedLongs(latencyCycles + 1);
        outbox = new TimedLongs(latencyCycles);
    }

    /** Sends {@code value} at {@code cycle}; a second value in one cycle is a broken invariant of the model. */
    public void send(long cycle, long value) {
        if (value == EMPTY || cycle <= lastSent) {
            throw new IllegalStateException("cycle " + cycle + ": wire " + name()
                    + (value == EMPTY ? " was given EMPTY to send" : " was given a second value in one cycle"));
        }
        lastSent = cycle;
        long arrival = cycle + latencyCycles();
        if (crossing()) {
            outbox.add(arrival, value);
        } else {
            if (inbox.isFull()) {
                throw late(cycle, inbox.firstTime());
            }
            add(arrival, value);
            wakeConsumer(arrival);
        }
    }

    private void add(long arrival, long value) {
        inbox.add(arrival, value);
        comes(arrival);
    }

    /** Takes the value that arrives at {@code cycle}, or returns {@link #EMPTY}. */
    public long poll(long cycle) {
        long arrival = nextArrival();
        if (arrival > cycle) {
            return EMPTY;
        }
        if (arrival < cycle) {
            throw late(cycle, arrival);
        }
        long value = inbox.take();
        nextArrival(inbox.firstTime());
        return value;
    }

    /** Whether a value arrives at {@code cycle} that has not been taken. */
    public boolean hasArrival(long cycle) {
        return nextArrival() <= cycle;
    }

    @Override
    public void handOver() {
        if (!outbox.isEmpty()) {
            wakeConsumer(outbox.firstTime());
            do {
                long arrival = outbox.firstTime();
                add(arrival, outbox.take());
            } while (!outbox.isEmpty());
        }
    }

    @Override
    public void save(StateWriter out) {
        out.writeLong(lastSent);
        out.writeInt(inbox.size() + outbox.size());
        inbox.save(out);
        outbox.save(out);
    }

    @Override
    public void load(StateReader in) {
        inbox.clear();
        nextArrival(Long.MAX_VALUE);
        outbox.clear();
        lastSent = in.readLong();
        int values = in.readInt();
        for (int i = 0; i < values; i++) {
            long arrival = in.readLong();
            add(arrival, in.readLong());
        }
    }
}
