package org.skerry.noc.traffic;

import java.util.Arrays;

/** What was counted since the last clearing. Latencies in cycles; see {@link LoadPoint} for what they mean. */
final class Tally {
    final long[] acceptedFlits; // by endpoint
    final long[] sentFlits;
    private int[] packetLatencies = new int[1024]; // number of packets by latency
    long packets;
    long packetLatency;
    long networkLatency;
    long fragmentation;
    long hops;
    long flits;
    long flitLatency;
    long longest;
    long shortest;

    Tally(int endpoints) {
        acceptedFlits = new long[endpoints];
        sentFlits = new long[endpoints];
        clear();
    }

    void clear() {
        Arrays.fill(acceptedFlits, 0);
        Arrays.fill(sentFlits, 0);
        Arrays.fill(packetLatencies, 0);
        packets = 0;
        packetLatency = 0;
        networkLatency = 0;
        fragmentation = 0;
        hops = 0;
        flits = 0;
        flitLatency = 0;
        longest = 0;
        shortest = Long.MAX_VALUE;
    }

    void packet(long latency, long networkCycles, long extraCycles, int routers) {
        packets++;
        packetLatency += latency;
        networkLatency += networkCycles;
        fragmentation += extraCycles;
        hops += routers;
        longest = Math.max(longest, latency);
        shortest = Math.min(shortest, latency);
        int at = (int) Math.min(latency, 1 << 24);
        if (at >= packetLatencies.length) {
            packetLatencies = Arrays.copyOf(packetLatencies, Integer.highestOneBit(at) * 2);
        }
        packetLatencies[at]++;
    }

    /** The latency that a share of all packets, in hundredths, does not exceed; 0 without packets. */
    long percentile(int hundredths) {
        long rank = (packets * hundredths + 99) / 100;
        long seen = 0;
        for (int latency = 0; latency < packetLatencies.length; latency++) {
            seen += packetLatencies[latency];
            if (seen >= rank && seen > 0) {
                return latency;
            }
        }
        return 0;
    }

    static long sum(long[] counts) {
        return Arrays.stream(counts).sum();
    }
}
