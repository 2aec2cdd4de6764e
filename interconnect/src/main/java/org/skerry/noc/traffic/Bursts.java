package org.skerry.noc.traffic;

import org.skerry.sim.rng.RandomStream;

/** A two-state process: packets are made in one of the states only. All is drawn as gaps. */
final class Bursts implements InjectionProcess {
    private final GapTable untilOn;
    private final GapTable untilOff;
    private final GapTable untilPacket;
    private final long[] offAt; // by endpoint: first cycle in which its present burst is over

    Bursts(GapTable untilOn, GapTable untilOff, GapTable untilPacket, int endpoints) {
        this.untilOn = untilOn;
        this.untilOff = untilOff;
        this.untilPacket = untilPacket;
        offAt = new long[endpoints];
    }

    @Override
    public long first(int endpoint, RandomStream random) {
        offAt[endpoint] = random.nextInt(2) == 0 ? -1 : untilOff.draw(random) - 1;
        return next(endpoint, -1, random);
    }

    @Override
    public long next(int endpoint, long cycle, RandomStream random) {
        long at = cycle + untilPacket.draw(random);
        while (at >= offAt[endpoint] && offAt[endpoint] < GapTable.NEVER) {
            long on = offAt[endpoint] + untilOn.draw(random);
            offAt[endpoint] = on + untilOff.draw(random);
            at = on - 1 + untilPacket.draw(random);
        }
        return at;
    }
}
