package org.skerry.view.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.Stroke;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.annotations.XYPolygonAnnotation;
import org.jfree.chart.annotations.XYTextAnnotation;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.block.BlockBorder;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYErrorRenderer;
import org.jfree.chart.title.LegendTitle;
import org.jfree.chart.title.TextTitle;
import org.jfree.chart.ui.HorizontalAlignment;
import org.jfree.chart.ui.Layer;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.xy.YIntervalSeries;
import org.jfree.data.xy.YIntervalSeriesCollection;

/** Draws curves that divide a plane by JFreeChart, on axes of exponents; what lies below a curve is tinted with its colour. */
final class ContourPicture implements Picture {
    private static final int HEIGHT = 400;
    private static final int TINT = 26; // of 255

    /** Above the end of the vertical axis, of its length. */
    private static final double ROOM_FOR_WORDS = 0.09;

    /** Between marks of two curves beyond the same end, of the axis's length. */
    private static final double APART = 0.022;

    private final Contour data;
    private final Typeface typeface;

    ContourPicture(Contour data, Typeface typeface) {
        this.data = data;
        this.typeface = typeface;
    }

    @Override
    public int width() {
        return Charts.WIDTH;
    }

    @Override
    public int height() {
        return HEIGHT;
    }

    @Override
    public void paint(Graphics2D canvas) {
        chart().draw(canvas, new Rectangle2D.Double(0, 0, width(), height()));
    }

    private JFreeChart chart() {
        List<Double> along = data.curves().stream()
                .flatMap(curve -> curve.points().stream())
                .map(Contour.Point::x)
                .filter(x -> x > 0)
                .sorted()
                .toList();
        double left = along.isEmpty() ? 1 : along.get(0);
        double right = along.isEmpty() ? 10 : Math.max(left * 1.01, along.get(along.size() - 1));
        NumberAxis x = styled(new PowerAxis(data.along(), left, right));
        NumberAxis y = styled(new PowerAxis(data.up(), data.from(), data.to()));
        y.setRange(
                y.getLowerBound(),
                y.getUpperBound() + ROOM_FOR_WORDS * y.getRange().getLength());
        XYErrorRenderer renderer = new Marks(data);
        XYPlot plot = new XYPlot(values(), x, y, renderer);
        plot.setBackgroundPaint(Palette.color(Palette.PAPER));
        plot.setOutlineVisible(false);
        plot.setRangeGridlinePaint(Palette.color(Palette.GRID));
        plot.setRangeGridlineStroke(new BasicStroke(1));
        plot.setDomainGridlinesVisible(false);
        plot.setAxisOffset(RectangleInsets.ZERO_INSETS);
        plot.setInsets(new RectangleInsets(6, 4, 4, 16));
        draw(renderer, plot);
        words(renderer, x, y);
        JFreeChart chart = new JFreeChart(null, typeface.bold(14), plot, false);
        chart.setTitle(title());
        chart.setBackgroundPaint(Palette.color(Palette.PAPER));
        chart.setPadding(new RectangleInsets(8, 8, 8, 8));
        chart.addLegend(legend(plot));
        return chart;
    }

    private YIntervalSeriesCollection values() {
        YIntervalSeriesCollection values = new YIntervalSeriesCollection();
        double step = APART * Math.log10(data.to() / data.from());
        for (int i = 0; i < data.curves().size(); i++) {
            Contour.Curve curve = data.curves().get(i);
            YIntervalSeries series = new YIntervalSeries(curve.name());
            for (Contour.Point point : curve.points()) {
                if (point.x() > 0) {
                    double apart =
                            data.beyond(point) * i * step; // curves that leave the picture do not hide each other
                    series.add(
                            Math.log10(point.x()),
                            Math.log10(point.y()) + apart,
                            Math.log10(point.low()) + apart,
                            Math.log10(point.high()) + apart);
                }
            }
            values.addSeries(series);
        }
        return values;
    }

    private void draw(XYErrorRenderer renderer, XYPlot plot) {
        renderer.setDefaultLinesVisible(true);
        renderer.setDrawXError(false);
        renderer.setAutoPopulateSeriesShape(false);
        renderer.setAutoPopulateSeriesStroke(false);
        renderer.setDefaultShape(new Ellipse2D.Double(-3.5, -3.5, 7, 7));
        renderer.setDefaultStroke(new BasicStroke(2));
        renderer.setDefaultLegendTextFont(typeface.plain(12));
        renderer.setDefaultLegendTextPaint(Palette.color(Palette.INK));
        double floor = plot.getRangeAxis().getLowerBound();
        for (int i = 0; i < data.curves().size(); i++) {
            Color color = Palette.color(Palette.series(i));
            renderer.setSeriesPaint(i, color);
            double[] outline = below(data.curves().get(i), floor);
            if (outline.length > 0) {
                Color tint = new Color(color.getRed(), color.getGreen(), color.getBlue(), TINT);
                renderer.addAnnotation(new XYPolygonAnnotation(outline, null, null, tint), Layer.BACKGROUND);
            }
        }
    }

    /** The outline of what lies below a curve. */
    private static double[] below(Contour.Curve curve, double floor) {
        List<Contour.Point> points =
                curve.points().stream().filter(point -> point.x() > 0).toList();
        if (points.size() < 2) {
            return new double[0];
        }
        List<Double> outline = new ArrayList<>();
        for (Contour.Point point : points) {
            outline.add(Math.log10(point.x()));
            outline.add(Math.log10(point.y()));
        }
        outline.add(Math.log10(points.get(points.size() - 1).x()));
        outline.add(floor);
        outline.add(Math.log10(points.get(0).x()));
        outline.add(floor);
        return outline.stream().mapToDouble(Double::doubleValue).toArray();
    }

    /** What holds above and below, in the corners where curves that fall leave room. */
    private void words(XYErrorRenderer renderer, NumberAxis x, NumberAxis y) {
        double high = y.getUpperBound() - 0.01 * y.getRange().getLength();
        double low = y.getLowerBound() + 0.06 * y.getRange().getLength();
        double right = x.getUpperBound() - 0.01 * x.getRange().getLength();
        double left = x.getLowerBound() + 0.05 * x.getRange().getLength();
        XYTextAnnotation above = new XYTextAnnotation(data.above(), right, high);
        above.setTextAnchor(TextAnchor.TOP_RIGHT);
        XYTextAnnotation under = new XYTextAnnotation(data.below(), left, low);
        under.setTextAnchor(TextAnchor.BOTTOM_LEFT);
        for (XYTextAnnotation text : List.of(above, under)) {
            text.setFont(typeface.plain(12));
            text.setPaint(Palette.color(Palette.FAINT));
            renderer.addAnnotation(text, Layer.FOREGROUND);
        }
    }

    private TextTitle title() {
        TextTitle title = new TextTitle(data.title(), typeface.bold(14));
        title.setPaint(Palette.color(Palette.INK));
        title.setHorizontalAlignment(HorizontalAlignment.LEFT);
        title.setPadding(new RectangleInsets(0, 4, 4, 0));
        return title;
    }

    private LegendTitle legend(XYPlot plot) {
        LegendTitle legend = new LegendTitle(plot);
        legend.setItemFont(typeface.plain(12));
        legend.setItemPaint(Palette.color(Palette.INK));
        legend.setBackgroundPaint(Palette.color(Palette.PAPER));
        legend.setFrame(BlockBorder.NONE);
        legend.setPosition(RectangleEdge.BOTTOM);
        return legend;
    }

    private NumberAxis styled(NumberAxis axis) {
        axis.setLabelFont(typeface.plain(12));
        axis.setLabelPaint(Palette.color(Palette.FAINT));
        axis.setTickLabelFont(typeface.plain(11));
        axis.setTickLabelPaint(Palette.color(Palette.FAINT));
        axis.setAxisLineVisible(false);
        axis.setTickMarksVisible(false);
        return axis;
    }

    /** Points are dots; where a curve lies beyond an end of the axis there is an open triangle that points there, and lines to it are dashed. */
    private static final class Marks extends XYErrorRenderer {
        private static final long serialVersionUID = 1L;
        private static final BasicStroke DASHED =
                new BasicStroke(1.5f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, new float[] {4, 4}, 0);

        private final transient Contour data;

        Marks(Contour data) {
            this.data = data;
        }

        private int beyond(int series, int item) {
            List<Contour.Point> points = data.curves().get(series).points().stream()
                    .filter(point -> point.x() > 0)
                    .toList();
            return data.beyond(points.get(item));
        }

        @Override
        public Stroke getItemStroke(int series, int item) {
            boolean leaves = beyond(series, item) != 0 || item > 0 && beyond(series, item - 1) != 0;
            return leaves ? DASHED : super.getItemStroke(series, item);
        }

        @Override
        public Shape getItemShape(int series, int item) {
            int way = beyond(series, item);
            if (way == 0) {
                return super.getItemShape(series, item);
            }
            Path2D triangle = new Path2D.Double();
            triangle.moveTo(-4.5, 4 * way);
            triangle.lineTo(4.5, 4 * way);
            triangle.lineTo(0, -4.5 * way);
            triangle.closePath();
            return triangle;
        }

        @Override
        public boolean getItemShapeFilled(int series, int item) {
            return beyond(series, item) == 0;
        }
    }
}
