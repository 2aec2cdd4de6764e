package org.skerry.view.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.skerry.sim.trace.MemoryRegion;

/**
 * Draws memory as text is set: a frame for each address space, in it the regions from the first address to the last, line after
 * line, so that a frame is a wall and what stands in one frame can reach each other. Sizes differ by a factor of a thousand
 * million; widths grow with the fourth root.
 */
final class MemoryPicture implements Picture {
    private static final int MOST_SPACES = 32;
    private static final double MARGIN = 12;
    private static final double TOP = 62;
    private static final double PAD = 7;
    private static final double HEAD = 16;
    private static final double LABEL = 13;
    private static final double BOX = 20;
    private static final double LINE = LABEL + BOX + 7;
    private static final double GUTTER = 12;
    private static final double LEGEND_LINE = 20;

    private final MemoryMap map;
    private final Typeface typeface;
    private final Map<String, Color> colors = new LinkedHashMap<>();
    private final List<MemoryFrame> frames = new ArrayList<>();
    private final int columns;
    private final double frameWidth;
    private final int spaces;

    MemoryPicture(MemoryMap map, Typeface typeface) {
        this.map = map;
        this.typeface = typeface;
        Map<String, List<MemoryRegion>> all = map.spaces();
        this.spaces = all.size();
        this.columns = Math.min(4, spaces);
        this.frameWidth = (Charts.WIDTH - 2 * MARGIN - (columns - 1) * GUTTER) / columns;
        all.forEach((name, regions) -> {
            if (frames.size() < MOST_SPACES) {
                frames.add(new MemoryFrame(name, regions, frameWidth - 2 * PAD));
            }
        });
        for (String kind : MemoryMap.kinds(map.regions())) {
            int place = map.kinds().indexOf(kind);
            colors.put(
                    kind, Palette.color(Palette.series(place < 0 ? map.kinds().size() : place)));
        }
    }

    @Override
    public int width() {
        return Charts.WIDTH;
    }

    @Override
    public int height() {
        double height = TOP;
        for (int row = 0; row * columns < frames.size(); row++) {
            height += rowHeight(row);
        }
        return (int) Math.ceil(height + (spaces > frames.size() ? 18 : 0) + legend(null, 0));
    }

    private double rowHeight(int row) {
        double lines = 0;
        for (MemoryFrame frame : frames.subList(row * columns, Math.min(frames.size(), (row + 1) * columns))) {
            lines = Math.max(lines, frame.lines());
        }
        return HEAD + PAD + lines * LINE + GUTTER;
    }

    @Override
    public void paint(Graphics2D canvas) {
        canvas.setPaint(Palette.color(Palette.PAPER));
        canvas.fill(new Rectangle2D.Double(0, 0, width(), height()));
        text(canvas, map.title(), Palette.INK, 14, true, MARGIN, 24, 0);
        String about = "A frame is an address space, read like text; widths grow with the fourth root of size.";
        text(canvas, about, Palette.FAINT, 11, false, MARGIN, 42, 0);
        double y = TOP;
        for (int row = 0; row * columns < frames.size(); row++) {
            for (int column = 0; column < columns && row * columns + column < frames.size(); column++) {
                double x = MARGIN + column * (frameWidth + GUTTER);
                frame(canvas, frames.get(row * columns + column), x, y, rowHeight(row) - GUTTER);
            }
            y += rowHeight(row);
        }
        if (spaces > frames.size()) {
            String more = "and " + (spaces - frames.size()) + " more address spaces";
            text(canvas, more, Palette.FAINT, 11, false, MARGIN, y + 2, 0);
            y += 18;
        }
        legend(canvas, y);
    }

    private void frame(Graphics2D canvas, MemoryFrame frame, double x, double y, double height) {
        text(canvas, frame.name(), Palette.INK, 11, false, x, y + 10, 0);
        text(canvas, Amounts.bytes(frame.bytes()), Palette.FAINT, 11, false, x + frameWidth, y + 10, 1);
        canvas.setPaint(Palette.color(Palette.INK));
        canvas.setStroke(new BasicStroke(1.4f));
        canvas.draw(new RoundRectangle2D.Double(x, y + HEAD, frameWidth, height - HEAD, 8, 8));
        double top = y + HEAD + PAD;
        for (MemoryFrame.Box box : frame.boxes()) {
            double left = x + PAD + box.x();
            double line = top + box.line() * LINE;
            box(canvas, box, left, line + LABEL);
        }
        for (MemoryFrame.Label label : frame.labels()) {
            canvas.setFont(typeface.plain(10));
            String owner = Typeface.fitting(typeface.plain(10), label.owner(), label.width());
            if (owner.length() > 1) {
                text(canvas, owner, Palette.INK, 10, false, x + PAD + label.x(), top + label.line() * LINE + 9, 0);
            }
        }
        if (frame.left() > 0) {
            String left = "and " + frame.left() + " more regions";
            text(canvas, left, Palette.FAINT, 10, false, x + PAD, top + (frame.lines() - 1) * LINE + 20, 0);
        }
    }

    private void box(Graphics2D canvas, MemoryFrame.Box box, double x, double y) {
        // Neighbours are kept apart by half a pixel each, or a wall of boxes would look like one.
        Rectangle2D area = new Rectangle2D.Double(x + 0.5, y, Math.max(1, box.width() - 1), BOX);
        if (box.region() == null) {
            canvas.setPaint(Palette.color(Palette.GRID));
            canvas.setStroke(new BasicStroke(1));
            canvas.draw(new Rectangle2D.Double(x + 1, y + 0.5, Math.max(1, box.width() - 2), BOX - 1));
            if (box.width() > 60) {
                String unused = Amounts.bytes(box.bytes()) + " unused";
                text(canvas, unused, Palette.FAINT, 10, false, x + box.width() / 2, y + BOX / 2 + 3.5, 0.5);
            }
            return;
        }
        canvas.setPaint(color(box.region()));
        canvas.fill(area);
        double reached = map.reachedShare(box.region());
        if (reached > 0) {
            // A part that is small is seen, and whose bytes they are is seen even if all of them were reached.
            double height = BOX * (0.25 + 0.4 * reached);
            canvas.setPaint(Palette.color(Palette.ALARM));
            canvas.fill(new Rectangle2D.Double(area.getX(), y + BOX - height, area.getWidth(), height));
        }
    }

    private Color color(MemoryRegion region) {
        if (region.actor().isEmpty()) {
            return Palette.color(Palette.MUTED);
        }
        Color color = colors.get(MemoryMap.kind(region));
        return MemoryMap.isOwnMemory(region) ? color : pale(color);
    }

    private static Color pale(Color color) {
        return new Color(color.getRed(), color.getGreen(), color.getBlue(), 115);
    }

    /** Draws the legend, or only measures it when there is no canvas. Answers its height. */
    private double legend(Graphics2D canvas, double top) {
        List<String> words = new ArrayList<>();
        List<Color> fills = new ArrayList<>();
        colors.forEach((kind, color) -> {
            words.add(kind + ": its memory");
            fills.add(color);
            words.add("kept for " + kind);
            fills.add(pale(color));
        });
        if (map.regions().stream().anyMatch(region -> region.actor().isEmpty())) {
            words.add("the machine's software");
            fills.add(Palette.color(Palette.MUTED));
        }
        words.add("unused");
        fills.add(null);
        if (map.regions().stream().anyMatch(region -> map.reachedShare(region) > 0)) {
            words.add("reached without a right to it");
            fills.add(Palette.color(Palette.ALARM));
        }
        double x = MARGIN;
        double y = top + 4;
        for (int i = 0; i < words.size(); i++) {
            double width = 30 + Typeface.width(typeface.plain(12), words.get(i));
            if (x > MARGIN && x + width > Charts.WIDTH - MARGIN) {
                x = MARGIN;
                y += LEGEND_LINE;
            }
            if (canvas != null) {
                Rectangle2D mark = new Rectangle2D.Double(x + 0.5, y + 0.5, 11, 11);
                canvas.setPaint(fills.get(i) == null ? Palette.color(Palette.GRID) : fills.get(i));
                if (fills.get(i) == null) {
                    canvas.draw(mark);
                } else {
                    canvas.fill(mark);
                }
                text(canvas, words.get(i), Palette.INK, 12, false, x + 17, y + 10.5, 0);
            }
            x += width;
        }
        return y - top + LEGEND_LINE + 4;
    }

    private void text(
            Graphics2D canvas,
            String text,
            String color,
            double size,
            boolean bold,
            double x,
            double y,
            double anchor) {
        canvas.setPaint(Palette.color(color));
        canvas.setFont(bold ? typeface.bold(size) : typeface.plain(size));
        Typeface.draw(canvas, text, x, y, anchor);
    }
}
