package org.skerry.scenario.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.skerry.scenario.chaos.ResilienceTriangle.Seen;
import org.skerry.sim.config.ConfigException;

class ResilienceTriangleTest {
    private static final long LIMIT = 1000;

    private static List<Seen> series(double... goods) {
        List<Seen> series = new ArrayList<>();
        for (double good : goods) {
            series.add(new Seen(good, 10));
        }
        return series;
    }

    private static ResilienceTriangle of(List<Seen> series) {
        return ResilienceTriangle.of(series, 100, 100, 400, 0.9, LIMIT);
    }

    @Test
    void aDipAndAStraightRecoveryHaveTheAreaOfATriangle() {
        ResilienceTriangle triangle = of(series(0, 100, 100, 100, 0, 25, 50, 75, 100, 100, 100));
        assertEquals(100, triangle.steady());
        assertEquals(100 + 75 + 50 + 25, triangle.lostAnswers());
        assertEquals(250, triangle.lostNanoseconds());
        assertEquals(100, triangle.detectNanoseconds(), "the end of the interval of the fault");
        assertEquals(400, triangle.restoreNanoseconds(), "the end of the last violated interval");
        assertEquals(4, triangle.violated());
        assertEquals(0, triangle.worstShare());
    }

    @Test
    void whatStaysWithinTheToleranceIsNotDetectedAndNeedsNoRestoring() {
        ResilienceTriangle triangle = of(series(0, 100, 100, 100, 95, 91, 100, 100, 120));
        assertEquals(-1, triangle.detectNanoseconds());
        assertEquals(0, triangle.restoreNanoseconds());
        assertEquals(5 + 9, triangle.lostAnswers(), "what comes above the steady state makes up for nothing");
    }

    @Test
    void aServiceThatIsNotWellAtTheEndIsNotRestored() {
        assertEquals(-1, of(series(0, 100, 100, 100, 0, 0, 100, 100)).restoreNanoseconds());
        assertEquals(200, of(series(0, 100, 100, 100, 0, 0, 100, 100, 100)).restoreNanoseconds());
        assertEquals(-1, of(series(0, 100, 100, 100, 0, 100, 100, 80, 100)).restoreNanoseconds(), "a relapse");
    }

    @Test
    void aTailThatIsTooLongViolatesAlthoughGoodputIsWell() {
        List<Seen> series = series(0, 100, 100, 100, 100, 100, 100, 100, 100);
        series.set(5, new Seen(100, LIMIT + 1));
        ResilienceTriangle triangle = of(series);
        assertEquals(200, triangle.detectNanoseconds());
        assertEquals(1, triangle.violated());
        assertEquals(0, triangle.lostAnswers());
    }

    @Test
    void aFaultWithoutASteadyStateBeforeItIsRefused() {
        ConfigException refused = assertThrows(
                ConfigException.class, () -> ResilienceTriangle.of(series(1, 1, 1, 1, 1), 100, 100, 150, 0.9, LIMIT));
        assertTrue(refused.getMessage().contains("Move the fault"), refused.getMessage());
    }
}
