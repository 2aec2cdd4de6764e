package org.skerry.view.chart;

import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;
import org.skerry.sim.trace.LinkLoad;

/** Draws a mesh as its floor plan: routers as tiles, each link as an arrow between two of them. */
final class LinkPicture implements Picture {
    private static final double LEFT = 24;
    private static final double TOP = 52;
    private static final double BOTTOM = 18;
    private static final double MAP_WIDTH = 420;
    private static final double LARGEST_PITCH = 112;
    private static final double SMALLEST_PITCH_WITH_NUMBERS = 92;
    private static final double SCALE_X = Charts.WIDTH - 84;
    private static final double SCALE_WIDTH = 16;
    private static final int SCALE_STEPS = 64;

    private final LinkMap map;
    private final Typeface typeface;
    private final double pitch;
    private final double tile;
    private final double left;

    LinkPicture(LinkMap map, Typeface typeface) {
        this.map = map;
        this.typeface = typeface;
        this.pitch = Math.min(LARGEST_PITCH, MAP_WIDTH / (map.columns() - 0.5));
        this.tile = pitch * 0.46;
        this.left = LEFT + (MAP_WIDTH - (map.columns() - 1) * pitch - tile) / 2;
    }

    @Override
    public int width() {
        return Charts.WIDTH;
    }

    @Override
    public int height() {
        return (int) Math.ceil(TOP + Math.max(150, (map.rows() - 1) * pitch + tile) + BOTTOM);
    }

    @Override
    public void paint(Graphics2D canvas) {
        canvas.setPaint(Palette.color(Palette.PAPER));
        canvas.fill(new Rectangle2D.Double(0, 0, width(), height()));
        canvas.setPaint(Palette.color(Palette.INK));
        canvas.setFont(typeface.bold(14));
        Typeface.draw(canvas, map.title(), 12, 24, 0);
        for (int y = 0; y < map.rows(); y++) {
            for (int x = 0; x < map.columns(); x++) {
                tile(canvas, x, y);
            }
        }
        map.links().forEach(link -> link(canvas, link));
        scale(canvas);
    }

    private void tile(Graphics2D canvas, int x, int y) {
        double centreX = left + tile / 2 + x * pitch;
        double centreY = TOP + tile / 2 + y * pitch;
        double round = tile * 0.16;
        canvas.setPaint(Palette.color(Palette.GRID));
        canvas.fill(new RoundRectangle2D.Double(centreX - tile / 2, centreY - tile / 2, tile, tile, round, round));
        if (tile >= 18) {
            canvas.setPaint(Palette.color(Palette.FAINT));
            canvas.setFont(typeface.plain(Math.min(12, tile / 3)));
            Typeface.draw(canvas, x + "," + y, centreX, centreY + 4, 0.5);
        }
    }

    /** Traffic keeps to its right, as on a road: the two directions of a pair lie side by side. */
    private void link(Graphics2D canvas, LinkLoad link) {
        double fromX = left + tile / 2 + link.fromX() * pitch;
        double fromY = TOP + tile / 2 + link.fromY() * pitch;
        double gap = pitch - tile;
        double thickness = tile * 0.26;
        double lane = tile * 0.2;
        AffineTransform place = AffineTransform.getTranslateInstance(fromX, fromY);
        place.rotate(Math.signum(link.toX() - link.fromX()), Math.signum(link.toY() - link.fromY()));
        canvas.setPaint(Palette.quantity(map.share(link) / map.fullShare()));
        canvas.fill(place.createTransformedShape(arrow(tile / 2 + gap * 0.05, gap * 0.9, lane, thickness)));
        if (pitch >= SMALLEST_PITCH_WITH_NUMBERS) {
            number(canvas, link, fromX, fromY, lane + thickness / 2);
        }
    }

    private void number(Graphics2D canvas, LinkLoad link, double fromX, double fromY, double aside) {
        canvas.setPaint(Palette.color(Palette.INK));
        canvas.setFont(typeface.plain(10));
        String text = Amounts.percent(map.share(link));
        if (link.toY() == link.fromY()) {
            int east = Integer.signum(link.toX() - link.fromX());
            double y = fromY + (east > 0 ? aside + 11 : -aside - 4);
            Typeface.draw(canvas, text, fromX + east * pitch / 2, y, 0.5);
        } else {
            int south = Integer.signum(link.toY() - link.fromY());
            double x = fromX + (south > 0 ? -aside - 4 : aside + 4);
            Typeface.draw(canvas, text, x, fromY + south * pitch / 2 + 4, south > 0 ? 1 : 0);
        }
    }

    /** An arrow eastwards, beside the axis. */
    private static Path2D arrow(double start, double length, double lane, double thickness) {
        double head = Math.min(length / 2, thickness);
        double end = start + length;
        Path2D path = new Path2D.Double();
        path.moveTo(start, lane - thickness / 2);
        path.lineTo(end - head, lane - thickness / 2);
        path.lineTo(end, lane);
        path.lineTo(end - head, lane + thickness / 2);
        path.lineTo(start, lane + thickness / 2);
        path.closePath();
        return path;
    }

    private void scale(Graphics2D canvas) {
        double height = Math.min(240, height() - TOP - BOTTOM - 8);
        double top = TOP + 8;
        // Each step reaches down to the bottom and is covered by the next: between neighbours seams would shine
        // through.
        for (int i = SCALE_STEPS; i > 0; i--) {
            double part = height * i / SCALE_STEPS;
            canvas.setPaint(Palette.quantity((i - 0.5) / SCALE_STEPS));
            canvas.fill(new Rectangle2D.Double(SCALE_X, top + height - part, SCALE_WIDTH, part));
        }
        canvas.setFont(typeface.plain(11));
        canvas.setPaint(Palette.color(Palette.FAINT));
        for (int tick = 0; tick <= 4; tick++) {
            String text = Amounts.percent(map.fullShare() * tick / 4);
            Typeface.draw(canvas, text, SCALE_X + SCALE_WIDTH + 6, top + height - tick * height / 4 + 4, 0);
        }
        Typeface.draw(canvas, "cycles with a flit", SCALE_X + SCALE_WIDTH + 44, TOP - 6, 1);
    }
}
