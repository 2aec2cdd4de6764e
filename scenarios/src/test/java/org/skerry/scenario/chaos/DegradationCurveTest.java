package org.skerry.scenario.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.skerry.scenario.chaos.DegradationCurve.Point;

class DegradationCurveTest {
    private static final List<Point> STRAIGHT =
            List.of(new Point(0, 200), new Point(0.2, 160), new Point(0.4, 120), new Point(0.6, 80));

    @Test
    void aServiceThatLosesAsMuchAsItsDeadHasHalfLeftWhenHalfAreDead() {
        assertEquals(0.5, DegradationCurve.r50(STRAIGHT), 1e-12);
    }

    @Test
    void aMarginOfTwoIsTwiceWhatWasDesignedFor() {
        assertEquals(2, DegradationCurve.safetyMargin(STRAIGHT, 0.8, 0.1), 1e-12);
    }

    @Test
    void whatNeverFallsSoLowHasNoCrossing() {
        assertTrue(Double.isNaN(DegradationCurve.r50(STRAIGHT.subList(0, 3))));
    }

    @Test
    void aCliffIsWhereTheLineBetweenItsPointsFalls() {
        assertEquals(
                0.15, DegradationCurve.r50(List.of(new Point(0, 10), new Point(0.1, 10), new Point(0.2, 0))), 1e-12);
    }
}
