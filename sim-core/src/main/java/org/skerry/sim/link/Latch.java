package org.skerry.sim.link;

import org.skerry.sim.config.Check;
import org.skerry.sim.state.Stateful;

/**
 * What all wires have in common: a name, a latency, two ends, and a way for the kernel to move items across partitions.
 * Models use {@link Wire}, {@link LongWire} and {@link IntCalendar}; the methods here other than the accessors are the kernel's.
 */
public abstract sealed class Latch implements Stateful permits Wire, LongWire, IntCalendar {
    private final String name;
    private final int latencyCycles;
    private Waker waker;
    private boolean crossing;
    private long nextArrival = Long.MAX_VALUE;

    Latch(String name, int latencyCycles) {
        this.name = Check.notBlank(name, "wire.name");
        this.latencyCycles = Check.inRange(latencyCycles, 1, 1 << 20, name + ".latencyCycles");
    }

    /** Unique among the wires of a machine; appears in messages and checkpoints. */
    public final String name() {
        return name;
    }

    /** Cycles from sending to arriving; at least 1. */
    public final int latencyCycles() {
        return latencyCycles;
    }

    /** Connects the consumer's end. With {@code crossing}, sent items wait for {@link #handOver}. Called once, by the kernel. */
    public final void attach(Waker consumersWaker, boolean crossesPartitions) {
        if (waker != null) {
            throw new IllegalStateException("wire " + name + " is connected twice");
        }
        waker = consumersWaker;
        crossing = crossesPartitions;
    }

    /** Cycle of the first item that has not been taken, or {@code Long.MAX_VALUE}. */
    public final long nextArrival() {
        return nextArrival;
    }

    /** An item has been added that arrives then. */
    final void comes(long arrival) {
        if (arrival < nextArrival) {
            nextArrival = arrival;
        }
    }

    /** Says what {@link #nextArrival} is: after an item has been taken, or all are gone. */
    final void nextArrival(long cycle) {
        nextArrival = cycle;
    }

    /** Moves what was sent across partitions to the consumer's side. Called while no component runs. */
    public abstract void handOver();

    final boolean crossing() {
        return crossing;
    }

    /** Tells the consumer; a wire that nobody connected carries items all the same, which suits small tests. */
    final void wakeConsumer(long arrival) {
        if (waker != null) {
            waker.wake(arrival);
        }
    }

    final IllegalStateException late(long cycle, long arrival) {
        return new IllegalStateException("cycle " + cycle + ": wire " + name + " still holds what arrived at cycle "
                + arrival + "; its consumer must take every item at the cycle of its arrival");
    }
}
