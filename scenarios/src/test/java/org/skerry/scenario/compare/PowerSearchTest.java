package org.skerry.scenario.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.skerry.scenario.compare.PowerSearch.Trial;

/** The search on machines whose power is a formula: so much for channels, so much for each core, and more the faster it is. */
class PowerSearchTest {
    private static final long FULL = 1_000_000_000L;

    private static PowerSearch search(double budget, double channels, double leak, double core) {
        return new PowerSearch(budget, 64, FULL, (cores, hertz) -> {
            double speed = (double) hertz / FULL;
            return new Trial(cores, hertz, channels + cores * (leak + core * speed), 1e6 / (cores * speed));
        });
    }

    /** Wherever it begins, the power is equal, or one more core at the clock that makes it equal would be slower. */
    @ParameterizedTest
    @CsvSource({
        "200, 20, 10, 20, 6",
        "200, 20, 10, 20, 1",
        "200, 20, 10, 20, 64",
        "190, 0, 3, 17, 9",
        "1000, 100, 1, 40, 3",
        "33, 20, 2, 10, 6"
    })
    void whatIsFoundTakesAsMuchOrIsTheFasterOfTheTwoNextToIt(
            double budget, double channels, double leak, double core, int first) {
        PowerSearch search = search(budget, channels, leak, core);
        Trial found = search.find(first).orElseThrow();
        assertTrue(found.milliwatts() <= budget * (1 + PowerSearch.EQUAL), found + " of " + budget);
        int most = (int) ((budget - channels) / (leak + core));
        double clock = ((budget - channels) / (most + 1) - leak) / core; // of one core more
        double best = Math.max(most, (most + 1) * clock);
        assertEquals(1, 1e6 / found.time() / best, 0.03, found + " of " + search.trials());
        assertTrue(search.trials().size() <= 12, search.trials().toString());
        assertEquals(Optional.of(found), search(budget, channels, leak, core).find(first));
    }

    @Test
    void oneCoreIsSlowedWhereItTakesTooMuch() {
        Trial found = search(25, 20, 1, 10).find(8).orElseThrow();
        assertEquals(1, found.cores());
        assertEquals(25, found.milliwatts(), 0.25);
        assertEquals(400e6, found.hertz(), 25e6);
    }

    @Test
    void nothingIsFoundWhereTheSlowestCoreTakesMore() {
        PowerSearch search = search(20, 20, 1, 10);
        assertTrue(search.find(8).isEmpty());
        Trial last = search.trials().get(search.trials().size() - 1);
        assertEquals(FULL / PowerSearch.SLOWEST_DIVISOR, last.hertz());
    }

    @Test
    void allCoresAreTakenWhereEvenTheyTakeLess() {
        assertEquals(64, search(1e9, 20, 1, 10).find(8).orElseThrow().cores());
    }
}
