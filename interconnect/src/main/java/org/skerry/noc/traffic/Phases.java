package org.skerry.noc.traffic;

import org.skerry.sim.config.Check;

/**
 * How long an experiment warms up and measures, and when it stops: the rule of BookSim 2. Time is cut in periods. After the warm-up,
 * packets that are made are marked; after each period the mean latency of marked packets and the accepted rate, both since the end of
 * the warm-up, are compared with what they were a period before. Three small changes in a row, or the last period, end the measuring;
 * then the network drains of marked packets while sources go on. If the mean latency, with the age of everything under way, is above
 * a limit at the end of a period or in the drain, the network is saturated and the experiment over.
 *
 * @param warmupPeriods     periods before measuring; at least 1
 * @param periodCycles      cycles of a period
 * @param mostPeriods       periods in all, warm-up included
 * @param latencyLimit      cycles above which the network is saturated; below 0 for no limit
 * @param latencyChange     relative change of the latency that is small, in millionths; below 0 for any
 * @param acceptedChange    relative change of the accepted rate that is small, in millionths; below 0 for any
 */
public record Phases(
        int warmupPeriods,
        int periodCycles,
        int mostPeriods,
        double latencyLimit,
        int latencyChange,
        int acceptedChange) {
    /** What BookSim does unless told otherwise. */
    public static final Phases DEFAULT = new Phases(3, 1000, 10, 500, 50_000, 50_000);

    /** Checks ranges. */
    public Phases {
        Check.inRange(warmupPeriods, 1, 1_000_000, "traffic.warmupPeriods");
        Check.inRange(periodCycles, 1, 1_000_000_000, "traffic.periodCycles");
        Check.inRange(mostPeriods, warmupPeriods + 1, 1_000_000, "traffic.mostPeriods");
    }
}
