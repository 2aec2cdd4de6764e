package org.skerry.scenario.linear;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Decides whether a history of operations on registers is linearizable: whether there is an order of all answered operations, and any of the
 * unanswered ones, that one register could have carried out, with each operation at some moment between its invocation and its response.
 *
 * <p>Linearizability is local (Herlihy and Wing 1990), so each key is decided by itself. The search is that of Wing and Gong (1993) with the memory
 * of Lowe (2017), "Testing for linearizability": a configuration - which operations have happened, and the value then - is looked at once.
 */
public final class Linearizability {
    /**
     * Configurations of one key after which the answer is "unknown"; so it is after 50 times as many operations that were tried: some seconds and at most
     * 100 MB for histories of a thousand operations. Assumption.
     */
    public static final int DEFAULT_CONFIGURATIONS = 300_000;

    private Linearizability() {}

    /** The answer. */
    public enum Answer {
        /** There is such an order, for every key. */
        LINEARIZABLE,
        /** For some key there is none. */
        NOT_LINEARIZABLE,
        /** Looking on would have taken too long; no key was found for which there is none. */
        UNKNOWN
    }

    /**
     * What was found out.
     *
     * @param answer         the answer
     * @param configurations looked at, over all keys, the search for a small counterexample aside
     * @param key            the first key for which the answer is what it is; 0 for a linearizable history
     * @param counterexample few operations on that key that no register can have carried out; empty unless there are some
     * @param fromAnything   whether no register can have carried these out whatever its value was before them; if not, they begin with the initial one
     */
    public record Finding(
            Answer answer, long configurations, long key, List<Operation> counterexample, boolean fromAnything) {
        public Finding {
            counterexample = List.copyOf(counterexample);
        }
    }

    /** Decides with the default limit. */
    public static Finding check(List<Operation> history, long initial) {
        return check(history, initial, DEFAULT_CONFIGURATIONS);
    }

    /**
     * Decides.
     *
     * @param initial           value of every register before the first operation
     * @param mostConfigurations of one key, at least 1, before giving up on it
     */
    public static Finding check(List<Operation> history, long initial, int mostConfigurations) {
        Map<Long, List<Operation>> byKey = new TreeMap<>();
        history.forEach(operation ->
                byKey.computeIfAbsent(operation.key(), key -> new ArrayList<>()).add(operation));
        long configurations = 0;
        Finding unknown = null;
        for (Map.Entry<Long, List<Operation>> one : byKey.entrySet()) {
            Search search = new Search(one.getValue(), initial, mostConfigurations);
            Answer answer = search.run();
            configurations += search.configurations();
            if (answer == Answer.NOT_LINEARIZABLE) {
                Counterexample few = new Counterexample(one.getValue(), initial, mostConfigurations);
                return new Finding(answer, configurations, one.getKey(), few.operations(), few.fromAnything());
            }
            if (answer == Answer.UNKNOWN && unknown == null) {
                unknown = new Finding(answer, 0, one.getKey(), List.of(), false);
            }
        }
        return unknown == null
                ? new Finding(Answer.LINEARIZABLE, configurations, 0, List.of(), false)
                : new Finding(Answer.UNKNOWN, configurations, unknown.key(), List.of(), false);
    }
}
