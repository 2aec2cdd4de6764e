package org.skerry.noc.mesh;

import org.skerry.sim.link.Wire;

/**
 * Collects the burst of a cycle and sends it at the end. Bursts are used again in a ring: one that is sent at cycle c has been emptied
 * by c + latency, and slices are never further apart than one window, which is no longer than the latency. So a ring of more than
 * two latencies is never caught up with.
 */
final class BurstSender {
    private final Wire<Burst> wire;
    private final Burst[] ring;
    private Burst open;

    BurstSender(Wire<Burst> wire, int columns) {
        this.wire = wire;
        ring = new Burst[2 * wire.latencyCycles() + 1];
        for (int i = 0; i < ring.length; i++) {
            ring[i] = new Burst(columns);
        }
    }

    /** The burst of this cycle. */
    Burst open(long cycle) {
        if (open == null) {
            open = ring[(int) (cycle % ring.length)];
            if (open.size() != 0) {
                throw new IllegalStateException("cycle " + cycle + ": wire " + wire.name() + " has not been emptied");
            }
        }
        return open;
    }

    /** Sends what was collected at {@code cycle}, if anything was. */
    void flush(long cycle) {
        if (open != null) {
            wire.send(cycle, open);
            open = null;
        }
    }
}
