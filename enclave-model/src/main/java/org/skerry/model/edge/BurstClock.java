package org.skerry.model.edge;

import org.skerry.sim.rng.RandomStream;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.state.Stateful;

/**
 * Times of arrivals that come in bursts, by a race: what happens next, a request or a change of state, is what has the shortest of
 * exponential times. They have no memory, so all are drawn anew after each event, and N alike sources are one number: how many are on.
 * Whole numbers alone decide; time is kept to 2^-16 of a nanosecond, so that rounding does not
 * add up.
 */
final class BurstClock implements Stateful {
    private static final int CALM = 0;
    private static final int BURST = 1;

    private final boolean onOff;
    private final Burst burst;
    private final long everyNanoseconds;
    private final Exponential times;
    private long nanoseconds;
    private long rest; // of a nanosecond, in units of 2^-16
    private long active; // sources that are on; or CALM or BURST

    BurstClock(boolean onOff, Burst burst, long fromNanoseconds, long everyNanoseconds, RandomStream random) {
        this.onOff = onOff;
        this.burst = burst;
        this.everyNanoseconds = everyNanoseconds;
        this.times = new Exponential(random);
        this.nanoseconds = fromNanoseconds;
        if (onOff) {
            for (int i = 0; i < burst.sources(); i++) {
                active +=
                        random.nextLong(burst.onNanoseconds() + burst.offNanoseconds()) < burst.onNanoseconds() ? 1 : 0;
            }
        } else {
            active = random.nextLong(burst.calmNanoseconds() + burst.burstNanoseconds()) < burst.burstNanoseconds()
                    ? BURST
                    : CALM;
        }
    }

    /** When the next request comes. */
    long next() {
        while (!(onOff ? raceOfSources() : raceOfRates())) {
            // The state has changed.
        }
        return nanoseconds;
    }

    /** Whether a request came first. */
    private boolean raceOfSources() {
        long off = burst.sources() - active;
        long request = active == 0 ? Long.MAX_VALUE : times.fine(everyNanoseconds, active);
        long silent = active == 0 ? Long.MAX_VALUE : times.fine(burst.onNanoseconds(), active);
        long awake = off == 0 ? Long.MAX_VALUE : times.fine(burst.offNanoseconds(), off);
        if (request <= silent && request <= awake) {
            pass(request);
            return true;
        }
        pass(Math.min(silent, awake));
        active += awake < silent ? 1 : -1;
        return false;
    }

    private boolean raceOfRates() {
        boolean bursting = active == BURST;
        long request = times.fine(bursting ? burst.burstEveryNanoseconds() : everyNanoseconds, 1);
        long change = times.fine(bursting ? burst.burstNanoseconds() : burst.calmNanoseconds(), 1);
        pass(Math.min(request, change));
        if (request <= change) {
            return true;
        }
        active = bursting ? CALM : BURST;
        return false;
    }

    private void pass(long elapsed) {
        long passed = rest + elapsed;
        nanoseconds += passed >>> Exponential.FINE_BITS;
        rest = passed & (1 << Exponential.FINE_BITS) - 1;
    }

    @Override
    public void save(StateWriter out) {
        out.writeLongs(new long[] {nanoseconds, rest, active});
        times.save(out);
    }

    @Override
    public void load(StateReader in) {
        long[] saved = new long[3];
        in.readLongs(saved);
        nanoseconds = saved[0];
        rest = saved[1];
        active = saved[2];
        times.load(in);
    }
}
