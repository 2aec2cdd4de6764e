package org.skerry.scenario.validate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.skerry.scenario.linear.Linearizability.Answer;
import org.skerry.scenario.run.FinishedRun;

/** A few seeds of what {@code skerry validate service} runs. */
class ServiceSuiteTest {
    static List<ServiceSuite.Mutant> mutants() {
        return ServiceSuite.MUTANTS;
    }

    @ParameterizedTest
    @EnumSource
    void whoeverIsLostTheHistoryIsLinearizableAndWithinItsBounds(ServiceRun.Course course) {
        Predicate<String> wanted = (course.word() + " on chip")::equals;
        List<Row> rows = new ServiceSuite().run(new Effort(wanted, 1, 1));
        assertEquals(2, rows.size());
        rows.forEach(row -> assertTrue(row.holds(), row.toString()));
    }

    @ParameterizedTest
    @MethodSource("mutants")
    void replicasWithAMistakeAreNoticed(ServiceSuite.Mutant mutant) {
        assertNotEquals(0, mutant.noticed(), mutant.toString());
    }

    @Test
    void aRefutedHistoryFailsTheRunAndNamesTheOperations() {
        ServiceSuite.Mutant mutant = ServiceSuite.MUTANTS.get(0);
        FinishedRun run = mutant.run(1).run();
        assertEquals(Answer.NOT_LINEARIZABLE, ServiceRun.judged(run).answer());
        assertTrue(!run.good());
        assertTrue(
                run.verdicts().stream().anyMatch(verdict -> verdict.detail().contains("can have done this")),
                run.verdicts().toString());
    }
}
