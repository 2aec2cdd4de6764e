package org.skerry.sim.machine;

import java.util.concurrent.atomic.AtomicLong;
import org.skerry.sim.actor.Message;

/** Counts what it hears. */
public final class CountingObserver implements RunObserver {
    final AtomicLong turns = new AtomicLong();
    final AtomicLong sent = new AtomicLong();
    final AtomicLong delivered = new AtomicLong();

    @Override
    public void onMessageSent(long cycle, int place, Message message) {
        sent.incrementAndGet();
    }

    @Override
    public void onMessageDelivered(long cycle, int place, Message message) {
        delivered.incrementAndGet();
    }

    @Override
    public void onTurn(long startCycle, long endCycle, long actor, int place, Message message, long instructions) {
        turns.incrementAndGet();
    }
}
