package org.skerry.noc.traffic;

/**
 * What an experiment at one load measured. Latencies are means over marked packets, in cycles; if the network is saturated they are
 * over what had arrived when the experiment ended, and mean little. Names follow BookSim.
 *
 * @param offered          flits offered for each endpoint and cycle
 * @param saturated        whether the latency limit was passed
 * @param packetLatency    from making a packet to the arrival of its tail, waiting at the source included
 * @param shortest         least of these
 * @param longest          largest of these
 * @param p50              latency that half of the packets do not exceed
 * @param p95              the same for 95 of a hundred
 * @param p99              the same for 99 of a hundred
 * @param networkLatency   from sending the head to the arrival of the tail
 * @param flitLatency      from sending to arrival, of every flit since the end of the warm-up, marked or not
 * @param fragmentation    cycles between head and tail beyond what the length of the packet asks for
 * @param hops             routers passed, source and destination included
 * @param injected         flits sent for each endpoint and cycle while measuring
 * @param accepted         flits that arrived for each endpoint and cycle while measuring
 * @param acceptedMin      the same for the endpoint with the least
 * @param acceptedMax      the same for the endpoint with the most
 * @param packets          packets that latencies are of
 * @param cycles           cycles simulated
 * @param periods          sample periods, warm-up included
 * @param digest           which packets arrived where and when: 32 hexadecimal digits
 * @param outOfRange       whether the model of the network is not accurate with so much sent
 */
public record LoadPoint(
        double offered,
        boolean saturated,
        double packetLatency,
        long shortest,
        long longest,
        long p50,
        long p95,
        long p99,
        double networkLatency,
        double flitLatency,
        double fragmentation,
        double hops,
        double injected,
        double accepted,
        double acceptedMin,
        double acceptedMax,
        long packets,
        long cycles,
        int periods,
        String digest,
        boolean outOfRange) {}
