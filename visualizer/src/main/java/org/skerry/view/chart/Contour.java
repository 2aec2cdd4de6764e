package org.skerry.view.chart;

import java.util.ArrayList;
import java.util.List;

/**
 * Curves on two logarithmic axes that divide a plane: above a curve one thing holds, below it another. A point at an end of the vertical axis
 * stands for one that lies beyond it.
 *
 * @param name     file name without extension: lower case letters, digits and {@code -}
 * @param title    what it shows
 * @param along    what the horizontal axis is, with its unit
 * @param up       what the vertical axis is, with its unit
 * @param above    what holds above a curve, in a few words
 * @param below    what holds below it
 * @param from     lower end of the vertical axis, above 0
 * @param to       upper end
 * @param curves   at most eight
 */
public record Contour(
        String name,
        String title,
        String along,
        String up,
        String above,
        String below,
        double from,
        double to,
        List<Curve> curves)
        implements Figure {

    /** A named curve; points have rising {@code x}. */
    public record Curve(String name, List<Point> points) {
        public Curve {
            points = List.copyOf(points);
        }
    }

    /**
     * A point with its range.
     *
     * @param x    above 0
     * @param y    above 0
     * @param low  lower end of the range of y
     * @param high upper end
     */
    public record Point(double x, double y, double low, double high) {}

    public Contour {
        curves = List.copyOf(curves);
        if (!(0 < from && from < to) || curves.isEmpty() || curves.size() > Palette.seriesCount()) {
            throw new IllegalArgumentException(
                    "contour '" + name + "' from " + from + " to " + to + " with " + curves.size() + " curves");
        }
    }

    /** Whether a point lies at an end of the vertical axis, and so stands for one beyond: 1 above, -1 below, 0 if it does not. */
    int beyond(Point point) {
        return point.y >= to ? 1 : point.y <= from ? -1 : 0;
    }

    @Override
    public Numbers numbers() {
        List<List<String>> rows = new ArrayList<>();
        for (Curve curve : curves) {
            for (Point point : curve.points) {
                rows.add(List.of(
                        curve.name,
                        String.valueOf(point.x),
                        String.valueOf(point.y),
                        String.valueOf(point.low),
                        String.valueOf(point.high)));
            }
        }
        return new Numbers(List.of("curve", along, up, "low", "high"), rows);
    }
}
