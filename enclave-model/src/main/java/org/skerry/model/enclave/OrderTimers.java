package org.skerry.model.enclave;

import java.util.Comparator;
import java.util.TreeSet;
import org.skerry.sim.kernel.Component;

/**
 * When the network interfaces of a slice, or its image managements, lose patience with the control plane. Unlike other events these are taken back, almost always, so that they
 * do not keep a run going which is otherwise done.
 */
final class OrderTimers {
    /** One of them: an enclave waits to hear of an actor. */
    record Due(long cycle, int enclave, long actor) {}

    private final TreeSet<Due> all = new TreeSet<>(
            Comparator.comparingLong(Due::cycle).thenComparingInt(Due::enclave).thenComparingLong(Due::actor));

    private final RareTimers kinds; // this one among them
    private long next = Component.IDLE; // cycle of the first one

    /** None yet; {@code kinds} hears of it when another one is the first. */
    OrderTimers(RareTimers kinds) {
        this.kinds = kinds;
    }

    void add(long cycle, int enclave, long actor) {
        all.add(new Due(cycle, enclave, actor));
        firstAt(Math.min(next, cycle));
    }

    void remove(long cycle, int enclave, long actor) {
        all.remove(new Due(cycle, enclave, actor));
        look();
    }

    /** One that has come, or null. */
    Due poll(long cycle) {
        if (next > cycle) {
            return null;
        }
        Due due = all.pollFirst();
        look();
        return due;
    }

    private void look() {
        firstAt(all.isEmpty() ? Component.IDLE : all.first().cycle());
    }

    private void firstAt(long cycle) {
        if (cycle != next) {
            next = cycle;
            kinds.changed();
        }
    }

    long nextCycle() {
        return next;
    }

    /** Forgets all; those who wait say so again. */
    void clear() {
        all.clear();
        firstAt(Component.IDLE);
    }
}
