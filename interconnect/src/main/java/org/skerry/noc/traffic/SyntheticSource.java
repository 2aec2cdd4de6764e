package org.skerry.noc.traffic;

import org.skerry.sim.rng.RandomStream;

/** Packets of one length that come by a process and go by a pattern. */
final class SyntheticSource implements PacketSource {
    private final int packetFlits;
    private final Pattern pattern;
    private final InjectionProcess process;

    SyntheticSource(int packetFlits, Pattern pattern, InjectionProcess process) {
        this.packetFlits = packetFlits;
        this.pattern = pattern;
        this.process = process;
    }

    @Override
    public int mostFlits() {
        return packetFlits;
    }

    @Override
    public long first(int endpoint, RandomStream random) {
        return process.first(endpoint, random);
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
        return pattern.destination(endpoint, random);
    }

    @Override
    public long next(int endpoint, long cycle, RandomStream random) {
        return process.next(endpoint, cycle, random);
    }
}
