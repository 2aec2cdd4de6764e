package org.skerry.scenario.contract;

import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.skerry.sim.machine.ActorFault;
import org.skerry.sim.machine.RunOutcome;

/**
 * One rule of the contract that guests can see.
 *
 * @param section section of docs/CONTRACT.md that states it
 * @param claim   the rule, as a sentence
 * @param actors  adds the actors of its deployment
 * @param kept    whether a machine on which this came of it keeps the rule
 * @param byCheck whether it is a check of addresses that keeps it: one that a machine with bare memory has not got
 */
record Rule(int section, String claim, UnaryOperator<GuestPlan> actors, Predicate<Ending> kept, boolean byCheck) {
    /** A rule that no check of addresses keeps. */
    Rule(int section, String claim, UnaryOperator<GuestPlan> actors, Predicate<Ending> kept) {
        this(section, claim, actors, kept, false);
    }

    /** All work was done, and these lines were written, in any order. */
    static Predicate<Ending> wrote(String... lines) {
        List<String> expected = Arrays.stream(lines).sorted().toList();
        return quiet(ending -> ending.sorted().equals(expected));
    }

    /** All work was done, and something else holds too. */
    static Predicate<Ending> quiet(Predicate<Ending> too) {
        return ending -> ending.outcome() instanceof RunOutcome.Quiescent && too.test(ending);
    }

    /**
     * One actor died, its fault says all of these words, and whoever it sent something to before has got that and nothing else.
     *
     * @param before lines that may have been written
     */
    static Predicate<Ending> died(String actor, List<String> before, String... words) {
        return ending -> {
            if (!(ending.outcome() instanceof RunOutcome.Faulted faulted)
                    || faulted.faults().size() != 1) {
                return false;
            }
            ActorFault fault = faulted.faults().get(0);
            return fault.actor().equals(actor)
                    && Arrays.stream(words).allMatch(fault.explain()::contains)
                    && before.containsAll(ending.lines());
        };
    }

    @Override
    public String toString() {
        return claim;
    }
}
