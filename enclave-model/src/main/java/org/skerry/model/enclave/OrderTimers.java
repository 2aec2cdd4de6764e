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

    void add(long cycle, int enclave, long actor) {
        all.add(new Due(cycle, enclave, actor));
    }

    void remove(long cycle, int enclave, long actor) {
        all.remove(new Due(cycle, enclave, actor));
    }

    /** One that has come, or null. */
    Due poll(long cycle) {
        return nextCycle() <= cycle ? all.pollFirst() : null;
    }

    long nextCycle() {
        return all.isEmpty() ? Component.IDLE : all.first().cycle();
    }

    /** Forgets all; those who wait say so again. */
    void clear() {
        all.clear();
    }
}
