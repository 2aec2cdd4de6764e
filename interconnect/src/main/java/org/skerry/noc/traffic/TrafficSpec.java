package org.skerry.noc.traffic;

import org.skerry.noc.grid.Grid;
import org.skerry.sim.config.Check;

/**
 * What endpoints send.
 *
 * @param pattern     where to
 * @param injection   when
 * @param packetFlits flits of each packet; 1 to 4096
 * @param load        offered flits for each endpoint and cycle
 * @param table       who sends to whom how often, in place of pattern, injection and load; null for these
 */
public record TrafficSpec(
        PatternSpec pattern, InjectionSpec injection, int packetFlits, double load, TrafficTable table) {
    /** Checks ranges. */
    public TrafficSpec {
        Check.inRange(packetFlits, 1, 4096, "traffic.packetFlits");
        Check.isTrue(
                load >= 0 && load <= packetFlits,
                "traffic.load=" + load + " is outside 0.." + packetFlits
                        + ": an endpoint makes at most one packet in a cycle. Give a load in that range.");
    }

    /** Traffic by pattern, process and load. */
    public TrafficSpec(PatternSpec pattern, InjectionSpec injection, int packetFlits, double load) {
        this(pattern, injection, packetFlits, load, null);
    }

    /** The same with another load. */
    public TrafficSpec withLoad(double other) {
        Check.isTrue(
                table == null || other == load,
                "traffic.load=" + other + ": a table of traffic says itself how much is sent. Leave loads out.");
        return new TrafficSpec(pattern, injection, packetFlits, other, table);
    }

    /** The same with packets of another length. */
    public TrafficSpec withFlits(int flits) {
        return new TrafficSpec(pattern, injection, flits, load, table);
    }

    /** Traffic by a table among so many endpoints. */
    public TrafficSpec withTable(TrafficTable other, int endpoints) {
        return new TrafficSpec(pattern, injection, packetFlits, other.load(endpoints) * packetFlits, other);
    }

    /** What sends these packets. */
    PacketSource source(Grid grid) {
        return table == null
                ? new SyntheticSource(
                        packetFlits, pattern.among(grid), injection.process(load / packetFlits, grid.endpoints()))
                : new TableSource(table, packetFlits, grid.endpoints());
    }
}
