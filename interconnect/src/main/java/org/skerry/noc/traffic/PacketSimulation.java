package org.skerry.noc.traffic;

import org.skerry.noc.packet.LinkWatch;
import org.skerry.sim.digest.DigestCombiner;
import org.skerry.sim.digest.EntityDigests;

/** A network under traffic, packet by packet, in one partition. */
final class PacketSimulation implements MeasuredRun {
    private final PacketTerminals terminals;
    private final LinkWatch watch;
    private final int routers;
    private long cycle;

    PacketSimulation(NetworkSpec network, PacketSource source, long seed) {
        routers = network.grid().routers();
        terminals = new PacketTerminals(network, source, seed);
        watch = new LinkWatch(terminals.routers(), routers, network.grid().ports(), terminals.vcsOfAWay());
        terminals.warmUp();
    }

    @Override
    public void advance(long cycles) {
        long end = cycle + cycles;
        for (long now = cycle; now < end; now++) {
            terminals.step(now);
            if (now >= watch.nextLook()) {
                watch.look(now);
            }
        }
        cycle = end;
    }

    @Override
    public long cycle() {
        return cycle;
    }

    @Override
    public int partitions() {
        return 1;
    }

    @Override
    public long flitHops() {
        return terminals.flitHops();
    }

    @Override
    public long packets() {
        return terminals.madePackets();
    }

    @Override
    public long undeliverable() {
        return terminals.undeliverable();
    }

    @Override
    public int bytesPerRouter() {
        return terminals.routers().bytesPerRouter();
    }

    @Override
    public String digest() {
        DigestCombiner digest = new DigestCombiner();
        EntityDigests digests = terminals.digests();
        for (int endpoint = 0; endpoint < digests.entities(); endpoint++) {
            digest.add(endpoint, digests.high(endpoint), digests.low(endpoint));
        }
        return digest.hex();
    }

    @Override
    public boolean outOfRange() {
        return watch.outOfRange(cycle);
    }

    @Override
    public Tally tally() {
        return terminals.tally();
    }

    @Override
    public void clearTally() {
        terminals.tally().clear();
    }

    @Override
    public void measure() {
        terminals.measure();
    }

    @Override
    public void drain() {
        terminals.drain(cycle);
    }

    @Override
    public boolean marksLeft() {
        return terminals.marksLeft();
    }

    @Override
    public double latencySoFar() {
        return terminals.latencySoFar(cycle);
    }

    @Override
    public void close() {}
}
