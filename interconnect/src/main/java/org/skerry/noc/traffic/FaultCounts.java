package org.skerry.noc.traffic;

import java.util.ArrayList;
import java.util.List;

/** What became of the packets of a run with faults. */
final class FaultCounts {
    long made;
    long handedOver;
    long spoilt; // of these
    long sourceDead; // lost, by reason
    long destinationDead;
    long noWay;
    long sent; // copies
    long again; // copies after the first
    long duplicates; // copies that came a second time
    long dropped; // copies under way when the network reconfigured
    int reconfigurations;
    final Tally tally = new Tally(0);
    private final int periodCycles;
    private final List<long[]> periods = new ArrayList<>(); // handed over, sum of their latencies, lost

    FaultCounts(int periodCycles) {
        this.periodCycles = periodCycles;
    }

    void handedOver(long cycle, long latency, long networkCycles) {
        handedOver++;
        tally.packet(latency, networkCycles, 0, 0);
        period(cycle)[0]++;
        period(cycle)[1] += latency;
    }

    void lost(long cycle) {
        period(cycle)[2]++;
    }

    private long[] period(long cycle) {
        while (periods.size() <= cycle / periodCycles) {
            periods.add(new long[3]);
        }
        return periods.get((int) (cycle / periodCycles));
    }

    long lost() {
        return sourceDead + destinationDead + noWay;
    }

    List<FaultPoint.Period> periods() {
        return periods.stream()
                .map(period -> new FaultPoint.Period(
                        period[0], period[0] == 0 ? Double.NaN : (double) period[1] / period[0], period[2]))
                .toList();
    }
}
