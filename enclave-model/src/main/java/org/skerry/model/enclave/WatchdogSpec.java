package org.skerry.model.enclave;

import org.skerry.sim.config.Check;

/**
 * A counter beside each core that ends an actor whose turn lasts too long, whatever the turn waits for. It is wiring, and no software can feed it.
 *
 * @param turnCycles most cycles from the beginning of a turn to its end, waits included; 0 for no watchdog
 */
public record WatchdogSpec(long turnCycles) {
    /** No watchdog. */
    public static final WatchdogSpec OFF = new WatchdogSpec(0);

    public WatchdogSpec {
        Check.inRange(turnCycles, 0, Long.MAX_VALUE / 4, "watchdog.turnCycles");
    }

    /** Whether there is one. */
    public boolean on() {
        return turnCycles > 0;
    }
}
