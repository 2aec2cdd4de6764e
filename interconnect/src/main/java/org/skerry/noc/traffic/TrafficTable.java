package org.skerry.noc.traffic;

import java.util.ArrayList;
import java.util.List;
import org.skerry.sim.config.Check;

/**
 * Who sends to whom how often, as in a table of Noxim. A source draws once in each cycle for all its flows together, so that it makes at
 * most one packet in a cycle.
 *
 * @param flows in the order of the table
 */
public record TrafficTable(List<Flow> flows) {
    /** {@code onCycle} of a flow that is active from cycle 0 on. */
    public static final int ALWAYS = -1;

    /** {@code offCycle} or {@code periodCycles} of a flow that never ends or repeats. */
    public static final int NEVER = Integer.MAX_VALUE;

    private static final double ROUNDING = 1e-9;
    private static final double LEAST = 1e-6; // of a chance: a million trials on the mean for one packet

    /**
     * Packets from one endpoint to another.
     *
     * @param source       endpoint
     * @param destination  endpoint; may be the source
     * @param rate         chance of a packet in a cycle
     * @param rateAfter    the same in a cycle after one in which the source made a packet
     * @param onCycle      active after this cycle of a period
     * @param offCycle     and before this one
     * @param periodCycles after which that repeats
     */
    public record Flow(
            int source, int destination, double rate, double rateAfter, int onCycle, int offCycle, int periodCycles) {
        boolean isActive(long cycle) {
            long place = cycle % periodCycles;
            return place > onCycle && place < offCycle;
        }

        /** First cycle from {@code cycle} on in which it is active, or {@link GapTable#NEVER}. */
        long nextActive(long cycle) {
            long place = cycle % periodCycles;
            if (place >= offCycle) {
                return periodCycles == NEVER ? GapTable.NEVER : cycle - place + periodCycles + onCycle + 1;
            }
            return place > onCycle ? cycle : cycle - place + onCycle + 1;
        }

        /** Share of cycles in which it is active, in the long run. */
        double share() {
            if (offCycle == NEVER || periodCycles == NEVER) {
                return offCycle == NEVER ? 1 : 0;
            }
            return (double) (offCycle - onCycle - 1) / periodCycles;
        }
    }

    /** Refuses sources that would make more than a packet in a cycle. */
    public TrafficTable {
        flows = List.copyOf(flows);
        List<Double> sums = new ArrayList<>();
        for (Flow flow : flows) {
            double least = Math.min(flow.rate() == 0 ? 1 : flow.rate(), flow.rateAfter() == 0 ? 1 : flow.rateAfter());
            Check.isTrue(
                    least >= LEAST,
                    "a chance of source " + flow.source() + " is " + least + ", below " + LEAST
                            + ", and each cycle is a trial. Give 0, or at least that.");
            while (sums.size() <= flow.source()) {
                sums.add(0.0);
            }
            double sum = sums.get(flow.source()) + Math.max(flow.rate(), flow.rateAfter());
            sums.set(flow.source(), sum);
            Check.isTrue(
                    sum <= 1 + ROUNDING,
                    "the chances of source " + flow.source() + " add up to " + sum
                            + ", and it makes at most one packet in a cycle. Give chances of at most 1 together.");
        }
    }

    /** Packets for each endpoint and cycle in the long run, were {@code rateAfter} no other than {@code rate}. */
    public double load(int endpoints) {
        return flows.stream().mapToDouble(flow -> flow.rate() * flow.share()).sum() / endpoints;
    }
}
