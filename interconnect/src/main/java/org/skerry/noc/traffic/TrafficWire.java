package org.skerry.noc.traffic;

import org.skerry.sim.link.Wire;

/**
 * The sending end of a wire of bursts: collects the burst of a cycle and sends it at the end. Bursts are used again in a ring. One that is sent
 * at cycle c has been emptied by c + latency, and slices are never further apart than a window, which is no longer than the latency, so
 * that a ring of more than two latencies is never caught up with.
 */
final class TrafficWire {
    private final Wire<TrafficBurst> wire;
    private final TrafficBurst[] ring;
    private TrafficBurst open;

    TrafficWire(Wire<TrafficBurst> wire) {
        this.wire = wire;
        ring = new TrafficBurst[2 * wire.latencyCycles() + 1];
        for (int i = 0; i < ring.length; i++) {
            ring[i] = new TrafficBurst();
        }
    }

    /** The burst of this cycle. */
    TrafficBurst open(long cycle) {
        if (open == null) {
            open = ring[(int) (cycle % ring.length)];
            if (open.size != 0) {
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
