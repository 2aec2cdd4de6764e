package org.skerry.noc.traffic;

import java.util.List;

/**
 * What a run with faults came to. Packets are counted once, whatever happened to their copies; {@code made = delivered + lost + left}.
 *
 * @param offered         flits offered for each endpoint and cycle
 * @param seed            of the run
 * @param cycles          simulated, until nothing was left to send
 * @param made            packets that sources made
 * @param delivered       packets handed over at their destination, each once and in the order of its pair
 * @param deliveredSpoilt of these, with a spoilt flit that no check noticed
 * @param lostSourceDead  packets whose source died with them
 * @param lostDestinationDead packets whose destination is dead
 * @param lostNoWay       packets between live endpoints that no route joins
 * @param left            packets neither delivered nor lost when the run was given up
 * @param copies          packets sent, each time counted
 * @param repeatedPackets of these, after a time-out or after a reconfiguration cut them off
 * @param duplicates      copies that arrived although another had
 * @param droppedPackets  copies that were under way when the network reconfigured
 * @param reconfigurations how often it did
 * @param sentFlits       flits sent over links, each time counted
 * @param spoiltFlits     of these, spoilt
 * @param unnoticedFlits  of these, unnoticed
 * @param repeatedFlits   flits that links sent again
 * @param lostFlits       flits lost in dead links and routers
 * @param latency         mean cycles from making a packet to handing it over
 * @param p50             of these cycles
 * @param p99             of these cycles
 * @param longest         of these cycles
 * @param accepted        flits handed over for each endpoint and cycle in which packets were made
 * @param reachable       share of the pairs of live routers that can talk in the end
 * @param periods         what was handed over and lost in each period
 */
public record FaultPoint(
        double offered,
        long seed,
        long cycles,
        long made,
        long delivered,
        long deliveredSpoilt,
        long lostSourceDead,
        long lostDestinationDead,
        long lostNoWay,
        long left,
        long copies,
        long repeatedPackets,
        long duplicates,
        long droppedPackets,
        int reconfigurations,
        long sentFlits,
        long spoiltFlits,
        long unnoticedFlits,
        long repeatedFlits,
        long lostFlits,
        double latency,
        long p50,
        long p99,
        long longest,
        double accepted,
        double reachable,
        List<Period> periods) {
    /** Copies the periods. */
    public FaultPoint {
        periods = List.copyOf(periods);
    }

    /**
     * A part of the time.
     *
     * @param delivered packets handed over
     * @param latency   their mean latency, or NaN without any
     * @param lost      packets given up
     */
    public record Period(long delivered, double latency, long lost) {}

    /** Packets given up, whatever the reason. */
    public long lost() {
        return lostSourceDead + lostDestinationDead + lostNoWay;
    }
}
