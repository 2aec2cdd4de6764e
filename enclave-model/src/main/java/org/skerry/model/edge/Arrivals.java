package org.skerry.model.edge;

import java.util.Arrays;
import java.util.function.LongFunction;
import org.skerry.sim.config.Check;
import org.skerry.sim.config.ConfigException;
import org.skerry.sim.rng.RandomStream;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;

/** Requests of an open loop: at given times, at a fixed rate, as a Poisson process, or in bursts. Targets take turns. */
public final class Arrivals implements Traffic {
    private final ArrivalClock clock;
    private final LongFunction<byte[]> payloads;
    private final int targets;

    /** How requests come. */
    public enum Process {
        /** One every so many nanoseconds. */
        FIXED,
        /** Gaps are independent and exponential. */
        POISSON,
        /** At the times of a list. */
        LISTED,
        /** As Poisson processes of many sources that are on and off by turns. */
        ON_OFF,
        /** As a Poisson process that changes between two rates. */
        MMPP;

        /** Whether {@link Burst} says more about it. */
        public boolean comesInBursts() {
            return this == ON_OFF || this == MMPP;
        }
    }

    /**
     * When requests come.
     *
     * @param process          how
     * @param count            how many; 0 or more
     * @param fromNanoseconds  earliest time of the first: exactly that unless gaps are random; not for listed times
     * @param everyNanoseconds gap, or mean gap; of one source that is on, or in a calm, where they come in bursts; at least 1; not for
     *                         listed times
     * @param times            for listed times these, in order
     * @param burst            for processes that come in bursts
     */
    public record Plan(
            Process process, long count, long fromNanoseconds, long everyNanoseconds, long[] times, Burst burst) {
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

        /** Without bursts. */
        public Plan(Process process, long count, long fromNanoseconds, long everyNanoseconds, long[] times) {
            this(process, count, fromNanoseconds, everyNanoseconds, times, Burst.NONE);
        }

        /** At these times. */
        public static Plan at(long... times) {
            return new Plan(Process.LISTED, times.length, 0, 1, times.clone());
        }

        /** Mean time between two requests in the long run, in nanoseconds; at least 1. */
        public long meanGapNanoseconds() {
            double every = everyNanoseconds;
            double gap = switch (process) {
                case FIXED, POISSON -> every;
                case LISTED -> count == 0 ? 1 : (double) times[times.length - 1] / count;
                case ON_OFF ->
                    every
                            * ((double) burst.onNanoseconds() + burst.offNanoseconds())
                            / burst.onNanoseconds()
                            / burst.sources();
                case MMPP ->
                    ((double) burst.calmNanoseconds() + burst.burstNanoseconds())
                            / (burst.calmNanoseconds() / every
                                    + (double) burst.burstNanoseconds() / burst.burstEveryNanoseconds());
            };
            return Math.max(1, Math.round(gap));
        }

        @Override
        public String toString() {
            return process + " " + count + " from " + fromNanoseconds + " every " + everyNanoseconds + " at "
                    + Arrays.toString(times) + (process.comesInBursts() ? " in " + burst : "");
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
        this.clock = new ArrivalClock(plan, random);
        this.payloads = payloads;
        this.targets = targets;
    }

    @Override
    public long nextNanoseconds() {
        return clock.next();
    }

    @Override
    public long number() {
        return clock.number();
    }

    @Override
    public int target() {
        return (int) (clock.number() % targets);
    }

    @Override
    public byte[] payload() {
        return payloads.apply(clock.number());
    }

    @Override
    public void advance() {
        clock.advance();
    }

    @Override
    public void save(StateWriter out) {
        clock.save(out);
    }

    @Override
    public void load(StateReader in) {
        clock.load(in);
    }
}
