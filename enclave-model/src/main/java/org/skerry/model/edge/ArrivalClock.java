package org.skerry.model.edge;

import org.skerry.model.edge.Arrivals.Plan;
import org.skerry.sim.device.Device;
import org.skerry.sim.rng.RandomStream;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.state.Stateful;

/** When the requests of a plan come, one after another, whatever becomes of them. A draw allocates nothing. */
public final class ArrivalClock implements Stateful {
    private final Plan plan;
    private final Exponential gaps; // null unless Poisson
    private final BurstClock bursts; // null unless in bursts
    private long number;
    private long next;

    /** The times of a plan; {@code random} is where random gaps come from. */
    public ArrivalClock(Plan plan, RandomStream random) {
        this.plan = plan;
        this.gaps = plan.process() == Arrivals.Process.POISSON ? new Exponential(random) : null;
        this.bursts = plan.process().comesInBursts()
                ? new BurstClock(
                        plan.process() == Arrivals.Process.ON_OFF,
                        plan.burst(),
                        plan.fromNanoseconds(),
                        plan.everyNanoseconds(),
                        random)
                : null;
        this.next = first();
    }

    private long first() {
        if (plan.count() == 0) {
            return Device.NEVER;
        }
        return switch (plan.process()) {
            case FIXED -> plan.fromNanoseconds();
            case POISSON -> plan.fromNanoseconds() + gaps.next(plan.everyNanoseconds());
            case LISTED -> plan.times()[0];
            case ON_OFF, MMPP -> bursts.next();
        };
    }

    /** The number of the next request, from 0. */
    public long number() {
        return number;
    }

    /** When the next request comes, in nanoseconds since the run began; {@link Device#NEVER} after the last. */
    public long next() {
        return next;
    }

    /** On to the request after the next. */
    public void advance() {
        number++;
        if (number == plan.count()) {
            next = Device.NEVER;
            return;
        }
        next = switch (plan.process()) {
            case FIXED -> next + plan.everyNanoseconds();
            case POISSON -> next + gaps.next(plan.everyNanoseconds());
            case LISTED -> plan.times()[(int) number];
            case ON_OFF, MMPP -> bursts.next();
        };
    }

    @Override
    public void save(StateWriter out) {
        out.writeLong(number);
        out.writeLong(next);
        if (gaps != null) {
            gaps.save(out);
        }
        if (bursts != null) {
            bursts.save(out);
        }
    }

    @Override
    public void load(StateReader in) {
        number = in.readLong();
        next = in.readLong();
        if (gaps != null) {
            gaps.load(in);
        }
        if (bursts != null) {
            bursts.load(in);
        }
    }
}
