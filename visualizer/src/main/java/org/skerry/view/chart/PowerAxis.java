package org.skerry.view.chart;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import org.jfree.chart.axis.AxisState;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTick;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.TextAnchor;

/**
 * A logarithmic axis as an axis of exponents, with labels at 1, 2, 5 and 10 times the powers of ten. The library's own draws its
 * labels as outlines, twenty times the size.
 */
final class PowerAxis extends NumberAxis {
    private static final long serialVersionUID = 1L;
    private static final int[] STEPS = {1, 2, 5};
    /** Beyond so many decades labels between the powers of ten would be in each other's way. */
    private static final double WIDE = 4;

    private static final double EDGE = 0.025;

    /** An axis that holds all values from {@code low} to {@code high}, both above zero. */
    PowerAxis(String label, double low, double high) {
        super(label);
        double lower = Math.log10(low);
        double upper = Math.log10(high);
        double bottom = below(lower);
        double top = Math.max(bottom + 0.3, -below(-upper));
        // A point on the border would lose half of itself.
        setRange(bottom - EDGE * (top - bottom), top + EDGE * (top - bottom));
    }

    /** The next label's place at or below an exponent. As 2 times 5 is 10, places are the same mirrored: see its other use. */
    private static double below(double exponent) {
        double power = Math.floor(exponent + 1e-9);
        double rest = exponent - power + 1e-9;
        return power + (rest >= Math.log10(5) ? Math.log10(5) : rest >= Math.log10(2) ? Math.log10(2) : 0);
    }

    @Override
    public List<NumberTick> refreshTicks(Graphics2D canvas, AxisState state, Rectangle2D area, RectangleEdge edge) {
        List<NumberTick> ticks = new ArrayList<>();
        TextAnchor anchor = RectangleEdge.isTopOrBottom(edge) ? TextAnchor.TOP_CENTER : TextAnchor.CENTER_RIGHT;
        boolean wide = getRange().getLength() > WIDE;
        for (int power = (int) Math.floor(getLowerBound()); power <= Math.ceil(getUpperBound()); power++) {
            for (int step : STEPS) {
                double exponent = power + Math.log10(step);
                boolean inside = exponent > getLowerBound() - 1e-6 && exponent < getUpperBound() + 1e-6;
                if (inside && (step == 1 || !wide)) {
                    String label = Amounts.plain(step * Math.pow(10, power));
                    ticks.add(new NumberTick(exponent, label, anchor, anchor, 0));
                }
            }
        }
        return ticks;
    }
}
