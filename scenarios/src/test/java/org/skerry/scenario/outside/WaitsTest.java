package org.skerry.scenario.outside;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.skerry.model.edge.QueueLaw;
import org.skerry.scenario.outside.StoreWaits.Load;

/** Some of the figures of {@code skerry validate outside}, with a fifth of the requests; all of them take long. */
class WaitsTest {
    private static final int REQUESTS = 100_000;

    @ParameterizedTest
    @CsvSource({"1, 50, 3", "2, 70, 5", "4, 80, 6"}) // bounds as in the suite
    void aStoreOfSeveralChannelsKeepsRequestsWaitingAsLongAsTheClosedFormSays(int channels, int rho, int percent) {
        double rate = 1.0 / (100_000 / (rho * channels));
        double expected = QueueLaw.meanWaitExponential(rate, 1000, channels);
        double found =
                StoreWaits.run(Load.EXPONENTIAL, channels, rho, REQUESTS, 1).meanNanoseconds();
        assertEquals(expected, found, percent / 100.0 * expected);
    }

    @Test
    void anActorOnTheChipKeepsEachRequestWaitingAsLongAsItsArrivalsSay() {
        ActorWaits.Found found = new ActorWaits("chip", 1).at(50, 1500);
        assertEquals(found.recursion(), found.meanWait(), 0.05 * found.recursion());
    }

    /** A store of two channels is not one of one channel that is twice as fast, and the bounds tell them apart. */
    @Test
    void theWrongFormulaIsFound() {
        double found = StoreWaits.run(Load.EXPONENTIAL, 2, 70, REQUESTS, 1).meanNanoseconds();
        double wrong = QueueLaw.meanWaitExponential(1 / 714.0, 500, 1);
        assertTrue(Math.abs(found - wrong) > 0.15 * wrong, found + " against " + wrong);
    }
}
