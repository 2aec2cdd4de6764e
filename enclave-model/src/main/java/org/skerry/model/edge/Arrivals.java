package org.skerry.model.edge;

import java.util.Arrays;
import java.util.function.LongFunction;
import org.skerry.sim.config.Check;
import org.skerry.sim.config.ConfigException;
import org.skerry.sim.device.Device;
import org.skerry.sim.rng.RandomStream;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;

/** Requests of an open loop: at given times, at a fixed rate, or as a Poisson process. Targets take turns. */
public final class Arrivals implements Traffic {
    private final Plan plan;
    private final LongFunction<byte[]> payloads;
    private final int targets;
    private final Exponential gaps; // null unless Poisson
    private long number;
    private long next;

    /** How requests come. */
    public enum Process {
        /** One every so many nanoseconds. */
        FIXED,
        /** Gaps are independent and exponential. */
        POISSON,
        /** At the times of a list. */
        LISTED
    }

    /**
     * When requests come.
     *
     * @param process          how
     * @param count            how many; 0 or more
     * @param fromNanoseconds  earliest time of the first: exactly that unless gaps are random; not for listed times
     * @param everyNanoseconds gap, or mean gap; at least 1; not for listed times
     * @param times            for listed times these, in order
     */
    public record Plan(Process process, long count, long fromNanoseconds, long everyNanoseconds, long[] times) {
        /** Checks ranges, and that listed times are in order. */
        public Plan {
            Check.inRange(count, 0, 1L << 40, "arrivals.count");
            Check.inRange(fromNanoseconds, 0, 1L << 50, "arrivals.fromNanoseconds");
            Check.inRange(everyNanoseconds, 1, 1L << 40, "arrivals.everyNanoseconds");
            for (int i = 0; i < times.length; i++) {
                if (times[i] < 0 || i > 0 && times[i] < times[i - 1]) {
                    throw new ConfigException("arrivals.at: time " + times[i] + " ns stands after "
                            + (i == 0 ? 0 : times[i - 1]) + " ns. Give times in order, none below 0.");
                }
            }
        }

        /** At these times. */
        public static Plan at(long... times) {
            return new Plan(Process.LISTED, times.length, 0, 1, times.clone());
        }

        @Override
        public String toString() {
            return process + " " + count + " from " + fromNanoseconds + " every " + everyNanoseconds + " at "
                    + Arrays.toString(times);
        }
    }

    /**
     * The requests of a plan.
     *
     * @param targets  grants of the device, which take turns; at least 1 if there are requests
     * @param payloads bytes of each request by its number
     * @param random   where random gaps come from
     */
    public Arrivals(Plan plan, int targets, LongFunction<byte[]> payloads, RandomStream random) {
        this.plan = plan;
        this.payloads = payloads;
        this.targets = targets;
        this.gaps = plan.process == Process.POISSON ? new Exponential(random) : null;
        this.next = first();
    }

    private long first() {
        if (plan.count == 0) {
            return Device.NEVER;
        }
        return switch (plan.process) {
            case FIXED -> plan.fromNanoseconds;
            case POISSON -> plan.fromNanoseconds + gaps.next(plan.everyNanoseconds);
            case LISTED -> plan.times[0];
        };
    }

    @Override
    public long nextNanoseconds() {
        return next;
    }

    @Override
    public long number() {
        return number;
    }

    @Override
    public int target() {
        return (int) (number % targets);
    }

    @Override
    public byte[] payload() {
        return payloads.apply(number);
    }

    @Override
    public void advance() {
        number++;
        if (number == plan.count) {
            next = Device.NEVER;
            return;
        }
        next = switch (plan.process) {
            case FIXED -> next + plan.everyNanoseconds;
            case POISSON -> next + gaps.next(plan.everyNanoseconds);
            case LISTED -> plan.times[(int) number];
        };
    }

    @Override
    public void save(StateWriter out) {
        out.writeLong(number);
        out.writeLong(next);
        if (gaps != null) {
            gaps.save(out);
        }
    }

    @Override
    public void load(StateReader in) {
        number = in.readLong();
        next = in.readLong();
        if (gaps != null) {
            gaps.load(in);
        }
    }
}
