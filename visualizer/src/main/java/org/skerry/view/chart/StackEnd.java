package org.skerry.view.chart;

import java.awt.BasicStroke;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import org.jfree.chart.annotations.AbstractAnnotation;
import org.jfree.chart.annotations.CategoryAnnotation;
import org.jfree.chart.axis.CategoryAxis;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.CategoryPlot;
import org.jfree.chart.ui.RectangleEdge;

/** What belongs to a stack of bars as a whole: its sum behind the end, and below the range of the sum's uncertainty. */
final class StackEnd extends AbstractAnnotation implements CategoryAnnotation {
    private static final long serialVersionUID = 1L;
    private static final double CAP = 3.5;
    /** For the number at the end of a range that is cut off. */
    private static final double ROOM = 36;

    private final transient ChartData data;
    private final int category;
    private final Font font;

    StackEnd(ChartData data, int category, Font font) {
        this.data = data;
        this.category = category;
        this.font = font;
    }

    @Override
    public void draw(
            Graphics2D canvas, CategoryPlot plot, Rectangle2D area, CategoryAxis categories, ValueAxis values) {
        RectangleEdge side = RectangleEdge.LEFT;
        RectangleEdge below = RectangleEdge.BOTTOM;
        double y = categories.getCategoryMiddle(category, data.categories().size(), area, side);
        double end = values.valueToJava2D(data.sum(category), area, below);
        canvas.setPaint(Palette.color(Palette.INK));
        if (!data.spreads().isEmpty()) {
            ChartData.Spread spread = data.spreads().get(category);
            double low = values.valueToJava2D(spread.low(), area, below);
            boolean cut = spread.high() > values.getUpperBound();
            double high = cut ? area.getMaxX() - ROOM : values.valueToJava2D(spread.high(), area, below);
            double band = categories.getCategoryEnd(category, data.categories().size(), area, side)
                    - categories.getCategoryStart(category, data.categories().size(), area, side);
            double line = y + Math.min(band, Bars.WIDEST * area.getHeight()) / 2 + CAP + 1;
            canvas.setStroke(new BasicStroke(1.3f));
            canvas.draw(new Line2D.Double(low, line, high, line));
            canvas.draw(new Line2D.Double(low, line - CAP, low, line + CAP));
            canvas.draw(new Line2D.Double(high, line - CAP, cut ? high + CAP : high, cut ? line : line + CAP));
            if (cut) {
                canvas.draw(new Line2D.Double(high, line + CAP, high + CAP, line));
                canvas.setFont(font);
                Typeface.draw(canvas, Amounts.threeDigits(spread.high()), high + CAP + 4, line + 4, 0);
            }
        }
        canvas.setFont(font);
        Typeface.draw(canvas, Amounts.threeDigits(data.sum(category)), end + 7, y + 4, 0);
    }
}
