package org.skerry.scenario.validate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.skerry.model.sharedmem.explore.Litmus;

/** Litmus tests by guests: `skerry validate protocol` runs all of them for longer. */
final class LitmusRunTest {
    private static final int ROUNDS = 40;

    private static Litmus named(String name) {
        return Litmus.all().stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(strings = {"SB", "MP", "2+2W", "IRIW", "four additions"})
    void guestsSeeOnlyOutcomesOfInterleavingsAndMoreThanOne(String name) {
        Litmus test = named(name);
        Map<String, Integer> seen = LitmusRun.outcomes(test, List.of("parameters.rounds=" + ROUNDS));
        assertEquals(ROUNDS, seen.values().stream().mapToInt(Integer::intValue).sum());
        Set<String> allowed = test.sequentiallyConsistent();
        assertTrue(allowed.containsAll(seen.keySet()), seen + " of " + allowed);
        assertTrue(seen.size() > 1, "only " + seen);
    }
}
