package org.skerry.view.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class ContourTest {
    private static Contour contour(double last) {
        List<Contour.Point> points =
                List.of(new Contour.Point(20, 3000, 2900, 3100), new Contour.Point(100, last, last, last));
        return new Contour(
                "border", "a border", "x", "y", "above", "below", 50, 5000, List.of(new Contour.Curve("c", points)));
    }

    private static String drawn(Contour contour) {
        return Charts.draw(List.of(contour)).get(0).svg();
    }

    @Test
    void whereACurveLeavesThePictureItIsDashed() {
        assertFalse(drawn(contour(400)).contains("stroke-dasharray:4,4"));
        assertTrue(drawn(contour(5000)).contains("stroke-dasharray:4,4"));
        assertTrue(drawn(contour(50)).contains("stroke-dasharray:4,4"));
    }

    @Test
    void aPointAtAnEndStandsForOneBeyondIt() {
        Contour contour = contour(400);
        assertEquals(1, contour.beyond(new Contour.Point(1, 5000, 5000, 5000)));
        assertEquals(-1, contour.beyond(new Contour.Point(1, 50, 50, 50)));
        assertEquals(0, contour.beyond(new Contour.Point(1, 51, 40, 60)));
    }
}
