package org.skerry.noc.traffic;

import org.skerry.sim.rng.RandomStream;

/** One trial in each cycle, drawn as gaps. */
final class Bernoulli implements InjectionProcess {
    private final GapTable gaps;

    Bernoulli(GapTable gaps) {
        this.gaps = gaps;
    }

    @Override
    public long first(int endpoint, RandomStream random) {
        return gaps.draw(random) - 1;
    }

    @Override
    public long next(int endpoint, long cycle, RandomStream random) {
        return cycle + gaps.draw(random);
    }
}
