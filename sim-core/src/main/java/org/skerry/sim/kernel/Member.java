package org.skerry.sim.kernel;

import org.skerry.sim.link.Latch;
import org.skerry.sim.link.Waker;

/** A component in its partition: when it is due, by its own word or by what arrives for it. */
final class Member implements Waker {
    final Component component;
    final GuestComponent host; // the same if it has guests; else null
    Member behind; // the next one of its partition; null if it is the last one
    private Partition home;
    private final Latch[] arriving; // the wires that it consumes
    private long arrival = Component.IDLE; // cycle of what arrives first
    long due = Component.IDLE; // cycle of its next tick: at the first arrival, or before by its own word

    Member(Component component, Latch[] arriving) {
        this.component = component;
        this.host = component instanceof GuestComponent guests ? guests : null;
        this.arriving = arriving;
    }

    /** It belongs to {@code partition}, before {@code next}. Called once, by the partition. */
    void join(Partition partition, Member next) {
        home = partition;
        behind = next;
    }

    @Override
    public void wake(long cycle) {
        // While it is ticked this is always a later cycle.
        if (cycle < arrival) {
            arrival = cycle;
            due = Math.min(due, cycle);
            home.dueAt(cycle);
        }
    }

    /** Notes what it wishes at the end of a cycle at which it was ticked, and that everything has been taken that arrived. */
    void settle(long cycle, long wish) {
        if (wish <= cycle) {
            throw new IllegalStateException("cycle " + cycle + ": component " + component.name()
                    + " wants to be ticked again at cycle " + wish + ", which is not later");
        }
        if (arrival <= cycle) {
            lookForArrivals(cycle);
        }
        due = Math.min(wish, arrival);
    }

    private void lookForArrivals(long cycle) {
        long first = Component.IDLE;
        for (Latch wire : arriving) {
            long next = wire.nextArrival();
            if (next <= cycle) {
                throw new IllegalStateException("cycle " + cycle + ": component " + component.name()
                        + " has not taken what arrived on wire " + wire.name() + " at cycle " + next);
            }
            first = Math.min(first, next);
        }
        arrival = first;
    }

    /** It was due at {@code cycle} when it was saved, for whatever reason. */
    void restore(long cycle) {
        due = cycle;
        arrival = cycle; // so that wires are looked at then
    }
}
