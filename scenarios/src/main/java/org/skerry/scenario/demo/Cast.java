package org.skerry.scenario.demo;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/** The machines as the built-in scenarios call them, and in which order a newcomer meets them. */
final class Cast {
    static final String SHARED = "shared";
    static final String CHIP = "chip";

    /** The shared-memory machine with everything its runtime costs set to nothing: a question, no machine. */
    static final String LEAN = "lean";

    private static final List<String> ORDER = List.of(SHARED, LEAN, CHIP);

    private Cast() {}

    /** These in the order in which to show them: what the newcomer knows first, machines without a place in it last. */
    static <T> List<T> inOrder(List<T> some, Function<T, String> machine) {
        List<T> sorted = new ArrayList<>(some);
        sorted.sort(Comparator.comparingInt(one -> {
            int place = ORDER.indexOf(machine.apply(one));
            return place < 0 ? ORDER.size() : place;
        }));
        return sorted;
    }
}
