package org.skerry.scenario.spec;

import java.util.List;
import java.util.Optional;

/**
 * What must be true at the end of a run whose work was done.
 *
 * @param outcome  name of the outcome that is expected: quiescent, or faulted for scenarios about faults
 * @param workload name of a workload whose result is recomputed independently, or empty
 * @param log      lines that must have been written
 * @param sameLog  whether every machine must write the same lines, in any order; not so when actors write times or races
 * @param hostile  names of actors that are no part of the work: their faults do not count as the run's, their lines are compared
 *                 with nobody's
 * @param unread   names of actors of whose bytes nobody else may have read any
 * @param history  what must be true of what clients of a replicated service saw, if it is asked
 */
public record ChecksSpec(
        String outcome,
        Optional<String> workload,
        List<LogCheck> log,
        boolean sameLog,
        List<String> hostile,
        List<String> unread,
        Optional<HistoryCheck> history) {
    /** All work done and the same lines everywhere, nothing else asked. */
    public static final ChecksSpec DEFAULT =
            new ChecksSpec("quiescent", Optional.empty(), List.of(), true, List.of(), List.of(), Optional.empty());

    public ChecksSpec {
        log = List.copyOf(log);
        hostile = List.copyOf(hostile);
        unread = List.copyOf(unread);
    }

    /**
     * Lines that must have been written.
     *
     * @param actor name of the actor
     * @param line  the whole line
     * @param times how often
     */
    public record LogCheck(String actor, String line, long times) {
        @Override
        public String toString() {
            return actor + " writes '" + line + "'" + (times == 1 ? "" : " " + times + " times");
        }
    }
}
