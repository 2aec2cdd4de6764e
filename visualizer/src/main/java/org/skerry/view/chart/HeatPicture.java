package org.skerry.view.chart;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;

/** Draws a table as coloured fields with their numbers in them. */
final class HeatPicture implements Picture {
    private static final double TOP = 64;
    private static final double ROW = 30;
    private static final double GAP = 2;
    private static final double RIGHT = 14;
    private static final double SCALE_HEIGHT = 10;
    private static final double BELOW = 46;
    private static final int SCALE_STEPS = 64;

    private final HeatMap map;
    private final Typeface typeface;
    private final double left;

    HeatPicture(HeatMap map, Typeface typeface) {
        this.map = map;
        this.typeface = typeface;
        double widest = 0;
        for (String row : map.rows()) {
            widest = Math.max(widest, Typeface.width(typeface.plain(12), row));
        }
        this.left = Math.min(220, widest + 24);
    }

    @Override
    public int width() {
        return Charts.WIDTH;
    }

    @Override
    public int height() {
        return (int) Math.ceil(TOP + ROW * map.rows().size() + BELOW);
    }

    @Override
    public void paint(Graphics2D canvas) {
        canvas.setPaint(Palette.color(Palette.PAPER));
        canvas.fill(new Rectangle2D.Double(0, 0, width(), height()));
        canvas.setPaint(Palette.color(Palette.INK));
        canvas.setFont(typeface.bold(14));
        Typeface.draw(canvas, map.title(), 12, 24, 0);
        double column = (width() - left - RIGHT) / map.columns().size();
        canvas.setFont(typeface.plain(12));
        for (int x = 0; x < map.columns().size(); x++) {
            canvas.setPaint(Palette.color(Palette.INK));
            Typeface.draw(canvas, map.columns().get(x), left + (x + 0.5) * column, TOP - 10, 0.5);
        }
        for (int y = 0; y < map.rows().size(); y++) {
            canvas.setPaint(Palette.color(Palette.INK));
            Typeface.draw(canvas, map.rows().get(y), left - 10, TOP + y * ROW + ROW / 2 + 4, 1);
            for (int x = 0; x < map.columns().size(); x++) {
                field(canvas, map.values().get(y).get(x), left + x * column, TOP + y * ROW, column);
            }
        }
        scale(canvas);
    }

    private void field(Graphics2D canvas, double value, double x, double y, double width) {
        Color color = Double.isNaN(value) ? Palette.color(Palette.GRID) : Palette.quantity(map.share(value));
        canvas.setPaint(color);
        canvas.fill(new Rectangle2D.Double(x + GAP / 2, y + GAP / 2, width - GAP, ROW - GAP));
        canvas.setPaint(Palette.on(color));
        Typeface.draw(canvas, HeatMap.text(value), x + width / 2, y + ROW / 2 + 4, 0.5);
    }

    private void scale(Graphics2D canvas) {
        double width = width() - left - RIGHT;
        double top = TOP + ROW * map.rows().size() + 14;
        // Each step reaches to the end and is covered by the next, so that no seams shine through.
        for (int i = 0; i < SCALE_STEPS; i++) {
            canvas.setPaint(Palette.quantity((i + 0.5) / SCALE_STEPS));
            double start = width * i / SCALE_STEPS;
            canvas.fill(new Rectangle2D.Double(left + start, top, width - start, SCALE_HEIGHT));
        }
        canvas.setFont(typeface.plain(11));
        canvas.setPaint(Palette.color(Palette.FAINT));
        for (int tick = 0; tick <= 4; tick++) {
            double value = Math.pow(map.most(), tick / 4.0);
            String text = ChartPicture.format(value < 10 ? "0.0" : "#,##0").format(value);
            Typeface.draw(canvas, text, left + width * tick / 4, top + SCALE_HEIGHT + 13, tick / 4.0);
        }
        Typeface.draw(canvas, "times", left - 10, top + 9, 1);
    }
}
