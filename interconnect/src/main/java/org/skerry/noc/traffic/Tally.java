package org.skerry.noc.traffic;

import java.util.Arrays;
import java.util.List;

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

    /** What several counted side by side; endpoints follow each other. */
    static Tally of(List<Tally> parts) {
        Tally all = new Tally(
                parts.stream().mapToInt(each -> each.acceptedFlits.length).sum());
        int first = 0;
        for (Tally part : parts) {
            System.arraycopy(part.acceptedFlits, 0, all.acceptedFlits, first, part.acceptedFlits.length);
            System.arraycopy(part.sentFlits, 0, all.sentFlits, first, part.sentFlits.length);
            first += part.acceptedFlits.length;
            all.add(part);
        }
        return all;
    }

    private void add(Tally part) {
        if (part.packetLatencies.length > packetLatencies.length) {
            packetLatencies = Arrays.copyOf(packetLatencies, part.packetLatencies.length);
        }
        for (int latency = 0; latency < part.packetLatencies.length; latency++) {
            packetLatencies[latency] += part.packetLatencies[latency];
        }
        packets += part.packets;
        packetLatency += part.packetLatency;
        networkLatency += part.networkLatency;
        fragmentation += part.fragmentation;
        hops += part.hops;
        flits += part.flits;
        flitLatency += part.flitLatency;
        longest = Math.max(longest, part.longest);
        shortest = Math.min(shortest, part.shortest);
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
