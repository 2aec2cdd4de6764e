package org.skerry.scenario.validate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.skerry.scenario.linear.Linearizability.Answer;
import org.skerry.scenario.run.FinishedRun;

/** A few seeds of what {@code skerry validate service} runs; losses by orders alone are in {@code EveryScenarioTest}. */
class ServiceSuiteTest {
    /** With which each mistake is noticed first, docs/VALIDATION.md: others are tried if timing has changed since. */
    private static final Map<String, Integer> SEEDS =
            Map.of("raft-votes-twice", 3, "raft-runs-twice", 10, "raft-forgets", 2);

    static List<ServiceSuite.Mutant> mutants() {
        return ServiceSuite.MUTANTS;
    }

    @ParameterizedTest
    @ValueSource(strings = {"tiles on chip", "most tiles on chip", "partition on chip", "tiles on shared"})
    void whateverBreaksTheHistoryIsLinearizableAndWhoIsLeftKeepsItsBounds(String subject) {
        Predicate<String> wanted = subject::equals;
        List<Row> rows = new ServiceSuite().run(new Effort(wanted, 1, 1));
        assertEquals(subject.endsWith("chip") ? 2 : 3, rows.size());
        rows.forEach(row -> assertTrue(row.holds(), row.toString()));
    }

    @ParameterizedTest
    @MethodSource("mutants")
    void replicasWithAMistakeAreNoticedAndTheRunFails(ServiceSuite.Mutant mutant) {
        FinishedRun run = mutant.run(SEEDS.getOrDefault(mutant.module(), 1)).run();
        if (ServiceRun.judged(run).answer() != Answer.NOT_LINEARIZABLE) {
            long seed = mutant.noticed();
            assertNotEquals(0, seed, mutant.toString());
            run = mutant.run(seed).run();
        }
        assertFalse(run.good());
        assertTrue(
                run.verdicts().stream().anyMatch(verdict -> verdict.detail().contains("can have done this")),
                run.verdicts().toString());
    }
}
