package org.skerry.model.enclave;

import org.skerry.sim.kernel.Component;

/**
 * The timers of a slice that are rarely set or rarely run out. They are asked for at every cycle and seldom have anything to say, so that it is known of
 * all together when the first one is due.
 */
final class RareTimers {
    private final OrderTimers orders = new OrderTimers(this);
    private final OrderTimers images = new OrderTimers(this);
    private final OrderTimers units = new OrderTimers(this);
    private final OrderTimers watchdogs = new OrderTimers(this);
    private long next = Component.IDLE;

    /** When enclaves lose patience with the control plane. */
    OrderTimers orders() {
        return orders;
    }

    /** When image managements lose patience with who was to send an image. */
    OrderTimers images() {
        return images;
    }

    /** When timers of actors are due. */
    OrderTimers units() {
        return units;
    }

    /** When turns have lasted too long. */
    OrderTimers watchdogs() {
        return watchdogs;
    }

    /** Cycle of the first one of all. */
    long nextCycle() {
        return next;
    }

    /** The first one of one kind is another one now. */
    void changed() {
        next = Math.min(
                Math.min(orders.nextCycle(), images.nextCycle()), Math.min(units.nextCycle(), watchdogs.nextCycle()));
    }

    /** Forgets all; those who wait say so again. */
    void clear() {
        orders.clear();
        images.clear();
        units.clear();
        watchdogs.clear();
    }
}
