package org.skerry.noc.survive;

import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.state.Stateful;
import org.skerry.sim.stats.LatencyHistogram;

/** What has been counted in generations that are over, and about going from one to the next. */
final class SurvivalCounts implements Stateful {
    long packetsEntered;
    long bytes;
    long hops;
    long flits;
    long reconfigurations;
    long again;
    long duplicates;
    long returned;
    long lost;
    final long[] portFlits; // by router, port
    final LatencyHistogram latency = new LatencyHistogram();

    SurvivalCounts(int outputs) {
        portFlits = new long[outputs];
    }

    @Override
    public void save(StateWriter out) {
        for (long each :
                new long[] {packetsEntered, bytes, hops, flits, reconfigurations, again, duplicates, returned, lost}) {
            out.writeLong(each);
        }
        out.writeLongs(portFlits);
        latency.save(out);
    }

    @Override
    public void load(StateReader in) {
        packetsEntered = in.readLong();
        bytes = in.readLong();
        hops = in.readLong();
        flits = in.readLong();
        reconfigurations = in.readLong();
        again = in.readLong();
        duplicates = in.readLong();
        returned = in.readLong();
        lost = in.readLong();
        in.readLongs(portFlits);
        latency.load(in);
    }
}
