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
    private long wish = Component.IDLE; // by its own word
    private long arrival = Component.IDLE; // of what arrives first

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

    /** Cycle of its next tick. */
    long due() {
        return Math.min(wish, arrival);
    }

    @Override
    public void wake(long cycle) {
        // While it is ticked this is always a later cycle.
        if (cycle < arrival) {
            arrival = cycle;
            home.dueAt(cycle); // which may have gone past this one in the present cycle
        }
    }

    /** Notes what it wishes at the end of a cycle at which it was ticked, and that everything has been taken that arrived. */
    void settle(long cycle, long newWish) {
        if (newWish <= cycle) {
            throw new IllegalStateException("cycle " + cycle + ": component " + component.name()
                    + " wants to be ticked again at cycle " + newWish + ", which is not later");
        }
        wish = newWish;
        if (arrival <= cycle) {
            lookForArrivals(cycle);
        }
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
        wish = cycle;
        arrival = cycle; // so that wires are looked at then
    }
}
