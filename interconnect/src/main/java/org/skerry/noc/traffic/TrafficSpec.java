package org.skerry.noc.traffic;

import org.skerry.sim.config.Check;

/**
 * What endpoints send.
 *
 * @param pattern     where to
 * @param injection   when
 * @param packetFlits flits of each packet; 1 to 4096
 * @param load        offered flits for each endpoint and cycle
 */
public record TrafficSpec(PatternSpec pattern, InjectionSpec injection, int packetFlits, double load) {
    /** Checks ranges. */
    public TrafficSpec {
        Check.inRange(packetFlits, 1, 4096, "traffic.packetFlits");
        Check.isTrue(
                load >= 0 && load <= packetFlits,
                "traffic.load=" + load + " is outside 0.." + packetFlits
                        + ": an endpoint makes at most one packet in a cycle. Give a load in that range.");
    }

    /** The same with another load. */
    public TrafficSpec withLoad(double other) {
        return new TrafficSpec(pattern, injection, packetFlits, other);
    }
}
