package org.skerry.scenario.outside;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.skerry.model.edge.QueueLaw;
import org.skerry.scenario.outside.StoreWaits.Load;
import org.skerry.scenario.validate.Effort;
import org.skerry.scenario.validate.Row;
import org.skerry.scenario.validate.Suite;

/** Some of the figures of {@code skerry validate outside}; all of them take long. */
class WaitsTest {
    private static List<Row> rows(String subject) {
        return Suite.of("outside").run(new Effort(name -> name.startsWith(subject), 1, 1));
    }

    private static void holds(List<Row> rows, int expected) {
        assertEquals(expected, rows.size());
        assertEquals(
                "", rows.stream().filter(row -> !row.holds()).map(Row::toString).collect(Collectors.joining("\n")));
    }

    @Test
    void aStoreOfSeveralChannelsKeepsRequestsWaitingAsLongAsTheClosedFormSays() {
        holds(rows("store, M/M/c"), 3);
    }

    @Test
    void anActorOnTheChipKeepsEachRequestWaitingAsLongAsItsArrivalsSay() {
        ActorWaits.Found found = new ActorWaits("chip", 1).at(50, 1500);
        assertEquals(found.recursion(), found.meanWait(), 0.05 * found.recursion());
    }

    /** A store of two channels is not one of one channel that is twice as fast, and the bounds tell them apart. */
    @Test
    void theWrongFormulaIsFound() {
        double found = StoreWaits.run(Load.EXPONENTIAL, 2, 70, 100_000, 1).meanNanoseconds();
        double wrong = QueueLaw.meanWaitExponential(1 / 714.0, 500, 1);
        assertTrue(Math.abs(found - wrong) > 0.15 * wrong, found + " against " + wrong);
    }
}
