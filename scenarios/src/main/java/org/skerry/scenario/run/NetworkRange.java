package org.skerry.scenario.run;

import org.skerry.noc.packet.PacketNetwork;
import org.skerry.sim.stats.StatsSnapshot;

/** Whether the model of a machine's network was used beyond its range. */
final class NetworkRange {
    static final String CAVEAT =
            "The packet-level network was out of its range: links carried more than it is accurate for. Run it with 'network: mesh'.";

    private NetworkRange() {}

    /** Whether the network is of a model that has a range. */
    static boolean known(StatsSnapshot metrics) {
        return metrics.has(PacketNetwork.OUT_OF_RANGE);
    }

    /** Whether it left it. */
    static boolean left(StatsSnapshot metrics) {
        return known(metrics) && metrics.value(PacketNetwork.OUT_OF_RANGE) != 0;
    }
}
