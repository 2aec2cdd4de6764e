package org.skerry.noc.traffic;

import java.util.Arrays;
import org.skerry.sim.rng.RandomStream;

/** The packets of a trace, each endpoint's in their order. What one packet does moves no other's birth: the trace has no dependencies. */
final class TraceSource implements PacketSource {
    private static final int END = -1;

    private final PacketTrace trace;
    private final int[] present; // by endpoint: its next packet
    private final int[] following; // by packet: the next one of the same source

    TraceSource(PacketTrace trace, int endpoints) {
        trace.checkFits(endpoints);
        this.trace = trace;
        present = new int[endpoints];
        following = new int[trace.size()];
        Arrays.fill(present, END);
        for (int packet = trace.size() - 1; packet >= 0; packet--) {
            following[packet] = present[trace.source(packet)];
            present[trace.source(packet)] = packet;
        }
    }

    @Override
    public int mostFlits() {
        return trace.mostFlits();
    }

    @Override
    public long first(int endpoint, RandomStream random) {
        return birth(endpoint);
    }

    private long birth(int endpoint) {
        return present[endpoint] == END ? GapTable.NEVER : trace.cycle(present[endpoint]);
    }

    @Override
    public int flits(int endpoint) {
        return trace.flits(present[endpoint]);
    }

    @Override
    public int label(int endpoint) {
        return present[endpoint];
    }

    @Override
    public int destination(int endpoint, RandomStream random) {
        return trace.destination(present[endpoint]);
    }

    @Override
    public long next(int endpoint, long cycle, RandomStream random) {
        present[endpoint] = following[present[endpoint]];
        return birth(endpoint);
    }
}
