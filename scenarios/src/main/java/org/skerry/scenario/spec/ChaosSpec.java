package org.skerry.scenario.spec;

import java.util.List;
import java.util.Optional;

/**
 * A chaos experiment.
 *
 * @param name        used for the folder of results
 * @param description one or two sentences for people
 * @param scenario    name of a built-in scenario with clients outside, or path of a file
 * @param settings    changes of it that hold for every run, as {@code path=value}
 * @param machines    names of its machines; empty for all that it compares
 * @param seeds       how many seeds, from 1 on, unless the command line says otherwise
 * @param steadyFrom  beginning of the steady state, nanoseconds
 * @param hypothesis  what is held to be true whatever breaks
 * @param fault       what breaks
 * @param abort       when a run is given up
 * @param degradation fractions that are dead, for a curve
 */
public record ChaosSpec(
        String name,
        String description,
        String scenario,
        List<String> settings,
        List<String> machines,
        int seeds,
        long steadyFrom,
        Hypothesis hypothesis,
        Fault fault,
        Optional<Abort> abort,
        Optional<Degradation> degradation) {

    /**
     * Tolerances. Goodput and p99 are those of an interval; one that is below or above is a violation.
     *
     * @param goodputPercent of the steady state that an interval has at least
     * @param p99Nanoseconds that the 99th percentile of an interval has at most; Long.MAX_VALUE if that is all the same
     * @param restoredNanoseconds after the fault nothing is violated any more; 0 if nothing may be violated at all
     * @param lostPerMille   of the requests of a run that may never be answered
     */
    public record Hypothesis(int goodputPercent, long p99Nanoseconds, long restoredNanoseconds, int lostPerMille) {}

    /**
     * What breaks.
     *
     * @param at       when, nanoseconds
     * @param settings of the scenario that make it so, as {@code path=value}: its faults, or its orders
     */
    public record Fault(long at, List<String> settings) {
        public Fault {
            settings = List.copyOf(settings);
        }
    }

    /**
     * When a run is given up: it is stopped there and counts as not restored.
     *
     * @param goodputPercent of the steady state
     * @param nanoseconds    for which goodput has been below that
     */
    public record Abort(int goodputPercent, long nanoseconds) {}

    /** In which order parts die. */
    public enum Order {
        /** Each alike, drawn anew for every seed. */
        RANDOM,
        /** Those first that have most to do, or most neighbours to talk to. */
        TARGETED,
        /** Of tiles, those first where most row-then-column ways pass. */
        CENTRAL
    }

    /**
     * A curve of goodput against the fraction that is dead.
     *
     * @param actors   a group of actors that are stopped; empty if tiles die
     * @param tiles    how many there are, if tiles die; 0 if actors do
     * @param orders   in which they die
     * @param percents dead, in the order of the curve; the first is 0
     * @param designed per cent that the service is designed to lose
     */
    public record Degradation(
            Optional<String> actors, int tiles, List<Order> orders, List<Integer> percents, int designed) {
        public Degradation {
            orders = List.copyOf(orders);
            percents = List.copyOf(percents);
        }
    }

    public ChaosSpec {
        settings = List.copyOf(settings);
        machines = List.copyOf(machines);
    }
}
