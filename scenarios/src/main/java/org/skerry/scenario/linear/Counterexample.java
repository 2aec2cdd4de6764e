package org.skerry.scenario.linear;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.skerry.scenario.linear.Linearizability.Answer;

/**
 * Few operations out of a history of one key that is not linearizable, which are not linearizable either.
 *
 * <p>Leaving out any operation would prove nothing: without a write nobody could have read its value. What is done here keeps the proof, since whatever order fits
 * the whole history would also fit what is left: the history is cut off after the earliest response by which it is refuted, and before the latest moment from which
 * it still is, whatever the value was then; operations that only look are left out; the answer of others is forgotten; and those without an answer are left out
 * once nobody is left who could have noticed them. What remains is small but not the smallest there is, and larger where looking for less takes long.
 */
final class Counterexample {
    /** Configurations after which a smaller one is not looked for any longer; below a second. Assumption. */
    private static final long PATIENCE = 300_000;

    private final long initial;
    private final int most;
    private long patience = PATIENCE;
    private boolean fromAnything;

    /** An operation, and as much of it as the proof needs. */
    private record Part(Operation whole, Operation needed) {}

    private List<Part> parts = new ArrayList<>();

    /** Of a history of one key that was refuted within that many configurations. */
    Counterexample(List<Operation> history, long initial, int mostConfigurations) {
        this.initial = initial;
        this.most = mostConfigurations;
        history.forEach(operation -> parts.add(new Part(operation, operation)));
        cutAfter();
        cutBefore();
        leaveOut();
    }

    /** The operations as they were, in the order of their invocations. */
    List<Operation> operations() {
        return parts.stream()
                .map(Part::whole)
                .sorted(Comparator.comparingLong(Operation::invoked).thenComparingLong(Operation::returned))
                .toList();
    }

    /** Whether they are refuted whatever the value was before. */
    boolean fromAnything() {
        return fromAnything;
    }

    private boolean refuted(List<Part> some, boolean anything) {
        List<Operation> needed = some.stream().map(Part::needed).toList();
        int limit = (int) Math.min(most, patience);
        if (limit == 0) {
            return false;
        }
        Search search = anything ? Search.fromAnything(needed, limit) : new Search(needed, initial, limit);
        boolean refuted = search.run() == Answer.NOT_LINEARIZABLE;
        patience -= search.configurations();
        return refuted;
    }

    /** Every beginning of a linearizable history is linearizable, so the earliest response can be found by halving. */
    private void cutAfter() {
        long[] times = parts.stream()
                .mapToLong(part -> part.whole().returned())
                .filter(time -> time != Operation.NEVER)
                .sorted()
                .distinct()
                .toArray();
        int low = 0;
        int high = times.length - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (refuted(until(times[middle]), false)) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        parts = until(times[high]);
    }

    private List<Part> until(long time) {
        List<Part> some = new ArrayList<>();
        for (Part part : parts) {
            if (part.whole().invoked() <= time) {
                boolean open = part.whole().returned() > time;
                some.add(open ? new Part(part.whole(), part.needed().unanswered()) : part);
            }
        }
        return some;
    }

    /** So is every end of one from some value; whatever was under way at that moment may have happened before it. */
    private void cutBefore() {
        long[] times = parts.stream()
                .mapToLong(part -> part.whole().invoked())
                .sorted()
                .distinct()
                .toArray();
        int low = -1;
        int high = times.length - 1;
        while (low < high) {
            int middle = (low + high + 1) >> 1;
            if (refuted(since(times[middle]), true)) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        if (low >= 0) {
            parts = since(times[low]);
            fromAnything = true;
        }
    }

    private List<Part> since(long time) {
        List<Part> some = new ArrayList<>();
        for (Part part : parts) {
            if (part.whole().returned() >= time) {
                boolean open = part.whole().invoked() < time;
                some.add(open ? new Part(part.whole(), part.needed().unanswered()) : part);
            }
        }
        return some;
    }

    private void leaveOut() {
        for (int i = parts.size() - 1; i >= 0; i--) {
            Part part = parts.get(i);
            List<Part> some = new ArrayList<>(parts);
            some.remove(i);
            if (!part.needed().onlyLooks()) {
                some.add(i, new Part(part.whole(), part.needed().unanswered()));
            }
            if (refuted(some, fromAnything)) {
                parts = some;
            }
        }
        int before;
        do {
            before = parts.size();
            parts = new ArrayList<>(
                    parts.stream().filter(part -> !unnoticed(part.needed())).toList());
        } while (parts.size() < before);
    }

    /** Whether the others would be what they are without it, whether or not it happened. */
    private boolean unnoticed(Operation operation) {
        if (operation.answered()) {
            return false;
        }
        if (operation.kind() == Operation.Kind.READ) {
            return true;
        }
        for (Part part : parts) {
            Operation other = part.needed();
            boolean sees = switch (other.kind()) {
                case WRITE -> false;
                case READ -> other.answered() && other.value() == operation.value();
                case SWAP -> other.onlyLooks() || other != operation && other.expected() == operation.value();
            };
            if (sees) {
                return false;
            }
        }
        return true;
    }
}
