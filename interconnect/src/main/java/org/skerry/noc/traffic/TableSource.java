package org.skerry.noc.traffic;

import java.util.ArrayList;
import java.util.List;
import org.skerry.sim.rng.RandomStream;

/** Packets by a {@link TrafficTable}: one draw for each endpoint and cycle, as what comes out depends on the cycle before. */
final class TableSource implements PacketSource {
    private static final int BITS = 53; // of a draw and of a chance
    private static final long NEVER = GapTable.NEVER;

    private final int packetFlits;
    private final List<List<TrafficTable.Flow>> flows = new ArrayList<>(); // by endpoint
    private final int[] destinations; // by endpoint: of its next packet
    private final long[] ends; // by endpoint: cycle from which nothing is active any more

    TableSource(TrafficTable table, int packetFlits, int endpoints) {
        this.packetFlits = packetFlits;
        destinations = new int[endpoints];
        ends = new long[endpoints];
        for (int endpoint = 0; endpoint < endpoints; endpoint++) {
            flows.add(new ArrayList<>());
        }
        for (TrafficTable.Flow flow : table.flows()) {
            if (flow.rate() > 0 && flow.offCycle() - 1L > flow.onCycle()) {
                flows.get(flow.source()).add(flow);
                boolean repeats = flow.periodCycles() != TrafficTable.NEVER || flow.offCycle() == TrafficTable.NEVER;
                ends[flow.source()] = Math.max(ends[flow.source()], repeats ? NEVER : flow.offCycle());
            }
        }
    }

    @Override
    public int mostFlits() {
        return packetFlits;
    }

    @Override
    public long first(int endpoint, RandomStream random) {
        return draw(endpoint, 0, false, random);
    }

    @Override
    public int flits(int endpoint) {
        return packetFlits;
    }

    @Override
    public int label(int endpoint) {
        return 0;
    }

    @Override
    public int destination(int endpoint, RandomStream random) {
        return destinations[endpoint];
    }

    @Override
    public long next(int endpoint, long cycle, RandomStream random) {
        return draw(endpoint, cycle + 1, true, random);
    }

    private long draw(int endpoint, long from, boolean after, RandomStream random) {
        boolean again = after;
        for (long cycle = nextActive(endpoint, from); cycle < ends[endpoint]; cycle = nextActive(endpoint, cycle + 1)) {
            again &= cycle == from;
            long left = random.nextLong() >>> Long.SIZE - BITS;
            for (TrafficTable.Flow flow : flows.get(endpoint)) {
                if (flow.isActive(cycle)) {
                    left -= (long) ((again ? flow.rateAfter() : flow.rate()) * (1L << BITS));
                    if (left < 0) {
                        destinations[endpoint] = flow.destination();
                        return cycle;
                    }
                }
            }
        }
        return NEVER;
    }

    /** First cycle in which the endpoint may make a packet. */
    private long nextActive(int endpoint, long from) {
        long next = NEVER;
        for (TrafficTable.Flow flow : flows.get(endpoint)) {
            next = Math.min(next, flow.nextActive(from));
        }
        return next;
    }
}
