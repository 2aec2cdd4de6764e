package org.skerry.sim.kernel;

import java.util.Arrays;
import org.skerry.sim.link.Latch;
import org.skerry.sim.link.Waker;

/** A component in its partition: when it is due, by its own word or by what arrives for it. */
final class Member implements Waker {
    final Component component;
    final GuestComponent host; // the same if it has guests; else null
    Member behind; // the next one that may be due in its partition's window; null if it is the last one
    boolean rests; // in this window, unless something arrives
    private Partition home;
    private final Latch[] arriving; // the wires that it consumes
    private final Latch one; // of these, the first two: most have no more; null if there is none
    private final Latch other;
    long due = Component.IDLE; // cycle of its next tick: at the first arrival, or before by its own word

    Member(Component component, Latch[] arriving) {
        this.component = component;
        this.host = component instanceof GuestComponent guests ? guests : null;
        this.arriving = arriving;
        one = arriving.length == 0 ? null : arriving[0];
        other = arriving.length < 2 ? one : arriving[1];
    }

    /** It belongs to {@code partition}. Called once, by the partition. */
    void join(Partition partition) {
        home = partition;
    }

    @Override
    public void wake(long cycle) {
        // While it is ticked it is due already, and hears of later cycles only.
        if (cycle < due) {
            due = cycle;
            home.woken(this, cycle);
        }
    }

    /**
     * Says when it is due next: after a cycle at which it was ticked, and everything has been taken that arrived.
     *
     * @param wish when it wants to be ticked without any arrival
     */
    long settle(long cycle, long wish) {
        // Without Math.min, which is a call where the host's compiler has no room left.
        long next = wish;
        if (one != null) {
            long arrival = one.nextArrival();
            next = arrival < next ? arrival : next;
            arrival = other.nextArrival();
            next = arrival < next ? arrival : next;
            if (arriving.length > 2) {
                next = firstOfAll(next);
            }
        }
        if (next <= cycle) {
            throw notLater(cycle, wish);
        }
        due = next;
        return next;
    }

    private long firstOfAll(long wish) {
        long first = wish;
        for (Latch wire : arriving) {
            first = Math.min(first, wire.nextArrival());
        }
        return first;
    }

    private IllegalStateException notLater(long cycle, long wish) {
        if (wish <= cycle) {
            return new IllegalStateException("cycle " + cycle + ": component " + component.name()
                    + " wants to be ticked again at cycle " + wish + ", which is not later");
        }
        Latch late = Arrays.stream(arriving)
                .filter(wire -> wire.nextArrival() <= cycle)
                .findFirst()
                .orElseThrow();
        return new IllegalStateException("cycle " + cycle + ": component " + component.name()
                + " has not taken what arrived on wire " + late.name() + " at cycle " + late.nextArrival());
    }

    /** It was due at {@code cycle} when it was saved, for whatever reason. */
    void restore(long cycle) {
        due = cycle;
    }
}
