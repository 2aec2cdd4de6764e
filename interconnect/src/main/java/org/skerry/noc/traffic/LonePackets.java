package org.skerry.noc.traffic;

import java.util.Arrays;
import org.skerry.noc.grid.Grid;
import org.skerry.noc.router.LinkTiming;
import org.skerry.sim.config.Check;

/**
 * Packets that are alone in a network, one after the other: what each took is simulated flit by flit and not worked out.
 *
 * @param latencies by source * endpoints + destination: cycles from the making of the packet to the arrival of its tail
 * @param routers   by source * endpoints + destination: routers that it passed
 */
public record LonePackets(long[] latencies, int[] routers) {
    private static final int MOST_ENDPOINTS = 1024;

    /** One packet of {@code flits} from each endpoint to each, itself included. */
    public static LonePackets everyPair(NetworkSpec network, int flits) {
        Grid grid = network.grid();
        int endpoints = grid.endpoints();
        Check.inRange(endpoints, 1, MOST_ENDPOINTS, "network.endpoints");
        long gap = longest(network, flits);
        PacketTrace.Builder trace = new PacketTrace.Builder();
        for (int pair = 0; pair < endpoints * endpoints; pair++) {
            trace.add(gap * pair, pair / endpoints, pair % endpoints, flits, 0);
        }
        LonePackets result = new LonePackets(new long[endpoints * endpoints], new int[endpoints * endpoints]);
        Arrivals arrivals = (pair, born, latency, networkCycles, passed) -> {
            if (latency >= gap) {
                throw new IllegalStateException("packet " + pair + " took " + latency + " cycles and was not alone");
            }
            result.latencies[pair] = latency;
            result.routers[pair] = passed;
        };
        new Simulation(network, new TraceSource(trace.build(), endpoints), arrivals, 0, 1)
                .advance(gap * endpoints * endpoints);
        return result;
    }

    /** More cycles than any packet takes that is alone: twice round everything, waiting for a slot and for credits at each router. */
    private static long longest(NetworkSpec network, int flits) {
        Grid grid = network.grid();
        int links = 2 * (grid.width() + grid.height());
        long flitCycles = network.routerCycles()
                + Math.max(
                        slowest(network.pipeline().link()),
                        slowest(network.pipeline().seam()));
        boolean[] seams = new boolean[links];
        Arrays.fill(seams, grid.chiplets().any());
        return network.zeroLoadCycles(seams, flits)
                + network.zeroLoadCycles(links, flits)
                + (long) links
                        * (network.stages().turnCycles() + network.division().domains())
                + flits * flitCycles;
    }

    private static long slowest(LinkTiming link) {
        return link.creditCycles() + link.arrivalCycles() + 8L;
    }

    /** Cycles from one endpoint to another. */
    public long latency(int source, int destination) {
        return latencies[source * endpoints() + destination];
    }

    /** Links between routers on the way. */
    public int hops(int source, int destination) {
        return routers[source * endpoints() + destination] - 1;
    }

    /** Endpoints of the network. */
    public int endpoints() {
        return (int) Math.round(Math.sqrt(latencies.length));
    }
}
