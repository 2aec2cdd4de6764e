package org.skerry.scenario.linear;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.skerry.scenario.linear.Linearizability.Answer;

/**
 * The search over one key. Invocations and responses stand in a doubly linked list in the order of time; an operation that is tried is taken out of it and put
 * back when nothing follows from it. Of an invocation and a response at the same time the invocation comes first, so that they overlap: no history is refused for
 * the coarseness of a clock.
 *
 * <p>The value of the register may be unknown at first: then it is whatever is first seen of it, and an unsuccessful comparison says nothing. That accepts more
 * than there is, so what it refuses cannot have happened from any value.
 */
final class Search {
    private static final int UNKNOWN_VALUE = -1;
    private static final int END = -1;

    /** Operations tried for each configuration that may be looked at, before giving up: many that are never answered take time without leading to new ones. */
    private static final long TRIES = 50;

    private final int operations;
    private final int answered;
    private final Operation.Kind[] kinds;
    private final boolean[] known; // whether the response is
    private final boolean[] swapped;
    private final int[] values; // numbers of distinct values, from 0
    private final int[] expected;
    private final int first;
    private final int most;

    /** Places of the list: operation i is invoked at place i and answered at place operations + i; the last one is the head. */
    private final int[] next;

    private final int[] previous;
    private final Set<Configuration> seen = new HashSet<>();

    /** A configuration: who has happened, a bit each, and the value. */
    private record Configuration(long[] happened, int value) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Configuration that && value == that.value && Arrays.equals(happened, that.happened);
        }

        @Override
        public int hashCode() {
            return 31 * Arrays.hashCode(happened) + value;
        }
    }

    /** From a value. */
    Search(List<Operation> history, long initial, int mostConfigurations) {
        this(history, initial, false, mostConfigurations);
    }

    private Search(List<Operation> history, long initial, boolean anyInitial, int mostConfigurations) {
        operations = history.size();
        most = mostConfigurations;
        kinds = new Operation.Kind[operations];
        known = new boolean[operations];
        swapped = new boolean[operations];
        values = new int[operations];
        expected = new int[operations];
        Map<Long, Integer> numbers = new HashMap<>();
        first = anyInitial ? UNKNOWN_VALUE : number(numbers, initial);
        int responses = 0;
        for (int i = 0; i < operations; i++) {
            Operation operation = history.get(i);
            kinds[i] = operation.kind();
            known[i] = operation.answered();
            swapped[i] = operation.swapped();
            values[i] = number(numbers, operation.value());
            expected[i] = number(numbers, operation.expected());
            responses += known[i] ? 1 : 0;
        }
        answered = responses;
        next = new int[2 * operations + 1];
        previous = new int[2 * operations + 1];
        link(history);
    }

    /** From any value. */
    static Search fromAnything(List<Operation> history, int mostConfigurations) {
        return new Search(history, 0, true, mostConfigurations);
    }

    private static int number(Map<Long, Integer> numbers, long value) {
        return numbers.computeIfAbsent(value, any -> numbers.size());
    }

    private void link(List<Operation> history) {
        Integer[] places = new Integer[operations + answered];
        int count = 0;
        for (int i = 0; i < operations; i++) {
            places[count++] = i;
            if (known[i]) {
                places[count++] = operations + i;
            }
        }
        Arrays.sort(places, (a, b) -> {
            int byTime = Long.compare(time(history, a), time(history, b));
            int byWhat = Boolean.compare(a >= operations, b >= operations);
            return byTime != 0 ? byTime : byWhat != 0 ? byWhat : a - b;
        });
        int head = 2 * operations;
        int last = head;
        for (int place : places) {
            next[last] = place;
            previous[place] = last;
            last = place;
        }
        next[last] = END;
    }

    private long time(List<Operation> history, int place) {
        return place < operations
                ? history.get(place).invoked()
                : history.get(place - operations).returned();
    }

    /** Configurations looked at so far. */
    long configurations() {
        return seen.size();
    }

    Answer run() {
        long[] happened = new long[(operations + 63) / 64];
        int[] tried = new int[operations];
        int[] before = new int[operations]; // values before those
        int depth = 0;
        int value = first;
        int left = answered;
        int at = next[2 * operations];
        long tries = 0;
        while (left > 0) {
            if (++tries > TRIES * most) {
                return Answer.UNKNOWN;
            }
            if (at >= operations) { // somebody's response before its operation has happened: the last choice was wrong
                if (depth == 0) {
                    return Answer.NOT_LINEARIZABLE;
                }
                int operation = tried[--depth];
                value = before[depth];
                happened[operation >> 6] &= ~(1L << operation);
                putBack(operation);
                left += known[operation] ? 1 : 0;
                at = next[operation];
                continue;
            }
            if (possible(at, value)) {
                int after = after(at, value);
                happened[at >> 6] |= 1L << at;
                if (seen.add(new Configuration(happened.clone(), after))) {
                    if (seen.size() >= most) {
                        return Answer.UNKNOWN;
                    }
                    tried[depth] = at;
                    before[depth++] = value;
                    value = after;
                    left -= known[at] ? 1 : 0;
                    takeOut(at);
                    at = next[2 * operations];
                    continue;
                }
                happened[at >> 6] &= ~(1L << at);
            }
            at = next[at];
        }
        return Answer.LINEARIZABLE;
    }

    /** Whether the response could be what it is; of an operation without one, whether it would change anything. */
    private boolean possible(int operation, int value) {
        return switch (kinds[operation]) {
            case WRITE -> true;
            case READ -> known[operation] && (value == UNKNOWN_VALUE || value == values[operation]);
            case SWAP ->
                value == UNKNOWN_VALUE || (value == expected[operation]) == (!known[operation] || swapped[operation]);
        };
    }

    private int after(int operation, int value) {
        return switch (kinds[operation]) {
            case WRITE -> values[operation];
            case READ -> values[operation];
            case SWAP -> !known[operation] || swapped[operation] ? values[operation] : value;
        };
    }

    private void takeOut(int operation) {
        unlink(operation);
        if (known[operation]) {
            unlink(operations + operation);
        }
    }

    private void unlink(int place) {
        next[previous[place]] = next[place];
        if (next[place] != END) {
            previous[next[place]] = previous[place];
        }
    }

    private void putBack(int operation) {
        if (known[operation]) {
            relink(operations + operation);
        }
        relink(operation);
    }

    private void relink(int place) {
        next[previous[place]] = place;
        if (next[place] != END) {
            previous[next[place]] = place;
        }
    }
}
