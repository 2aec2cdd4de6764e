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

    private long next = Component.IDLE; // cycle of the first one

    void add(long cycle, int enclave, long actor) {
        all.add(new Due(cycle, enclave, actor));
        next = Math.min(next, cycle);
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
        next = all.isEmpty() ? Component.IDLE : all.first().cycle();
    }

    long nextCycle() {
        return next;
    }

    /** Forgets all; those who wait say so again. */
    void clear() {
        all.clear();
        next = Component.IDLE;
    }
}
