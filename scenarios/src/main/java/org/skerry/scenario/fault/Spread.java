package org.skerry.scenario.fault;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.skerry.scenario.fault.Histories.Step;

/**
 * Who was changed by what happened to one actor, and by what way: two runs are compared, turn by turn. An actor that was given the same as in the
 * other run and yet holds other bytes was changed by no message. One that was given something else, or in another order, was changed by
 * messages if one that differs is from an actor that had been changed before.
 *
 * @param changed   others whose turns or bytes differ
 * @param otherWays what was found that no message explains, a sentence each
 */
record Spread(int changed, List<String> otherWays) {
    /** What an actor's first difference was. */
    private record Difference(List<Long> senders, String unlike) {}

    /** Compares a run in which something happened to {@code victim} with one in which nothing did. */
    static Spread of(Histories golden, Histories struck, long victim) {
        Map<Long, Difference> differences = new TreeMap<>();
        golden.steps().forEach((actor, before) -> {
            Difference difference = difference(before, struck.steps().get(actor));
            if (actor != victim && difference != null) {
                differences.put(actor, difference);
            }
        });
        Set<Long> reached = new HashSet<>(Set.of(victim));
        boolean more = true;
        while (more) {
            more = false;
            for (Map.Entry<Long, Difference> each : differences.entrySet()) {
                boolean told = each.getValue().senders().stream().anyMatch(reached::contains);
                more |= told && reached.add(each.getKey());
            }
        }
        List<String> otherWays = differences.entrySet().stream()
                .filter(each -> !reached.contains(each.getKey()))
                .map(each -> golden.name(each.getKey()) + " " + each.getValue().unlike())
                .toList();
        return new Spread(differences.size(), otherWays);
    }

    private static Difference difference(List<Step> before, List<Step> after) {
        for (int i = 0; i < Math.max(before.size(), after.size()); i++) {
            Step one = i < before.size() ? before.get(i) : null;
            Step other = i < after.size() ? after.get(i) : null;
            if (one != null && other != null && one.input() == other.input()) {
                if (one.memory() != other.memory()) {
                    return new Difference(List.of(), "was given the same and holds other bytes after turn " + i);
                }
            } else {
                Set<Long> senders = new HashSet<>();
                senders.addAll(one == null ? List.of() : one.senders());
                senders.addAll(other == null ? List.of() : other.senders());
                return new Difference(List.copyOf(senders), "was given something else in turn " + i);
            }
        }
        return null;
    }
}
