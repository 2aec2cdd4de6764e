package org.skerry.noc.traffic;

import java.util.List;
import org.skerry.noc.router.Wait;

/**
 * Where the latency of packets went, as sums of cycles over all of them; together they are their latency, to the cycle.
 *
 * @param packets       how many
 * @param latency       sum of their latencies
 * @param sourceQueue   from making a packet until its head enters the network
 * @param pipeline      of heads, in interfaces, routers and on links, as in an empty network
 * @param waits         of heads in routers, by {@link Wait.Reason}
 * @param serialisation a cycle for each flit after the first
 * @param stretch       cycles by which tails are later behind their heads than that: their flits waited, or links are narrow
 */
public record LatencyParts(
        long packets,
        long latency,
        long sourceQueue,
        long pipeline,
        List<Long> waits,
        long serialisation,
        long stretch) {
    /** Copies the waits. */
    public LatencyParts {
        waits = List.copyOf(waits);
    }

    /** Waits of heads for whatever reason, and of later flits: contention. */
    public long contention() {
        return waits.stream().mapToLong(Long::longValue).sum() + stretch;
    }

    /** Mean of a sum. */
    public double mean(long sum) {
        return packets == 0 ? 0 : (double) sum / packets;
    }
}
