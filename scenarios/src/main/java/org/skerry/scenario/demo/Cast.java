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

    /** The ordinary machine for somebody who has never heard of it. */
    static final String ABOUT_SHARED =
            "an ordinary computer: cores around one memory. Software, the runtime, keeps each actor in its own part of it.";

    /** The chip for somebody who has never heard of it. */
    static final String ABOUT_CHIP =
            "a chip of islands: each core has a memory of its own and can send messages. No wire leads "
                    + "from one memory to another.";

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
