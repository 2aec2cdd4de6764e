package org.skerry.view.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Rectangle2D;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.AxisLocation;
import org.jfree.chart.axis.CategoryAxis;
import org.jfree.chart.axis.CategoryLabelPositions;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTickUnit;
import org.jfree.chart.block.BlockBorder;
import org.jfree.chart.plot.CategoryPlot;
import org.jfree.chart.plot.PlotOrientation;
import org.jfree.chart.renderer.category.AbstractCategoryItemRenderer;
import org.jfree.chart.renderer.category.LineAndShapeRenderer;
import org.jfree.chart.title.LegendTitle;
import org.jfree.chart.title.TextTitle;
import org.jfree.chart.ui.HorizontalAlignment;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.data.category.DefaultCategoryDataset;

/** Bars and curves by JFreeChart. Every font and colour is set: what is forgotten would look like the library's default. */
final class ChartPicture implements Picture {
    private static final int CURVE_HEIGHT = 340;
    private static final int BAR_HEIGHT = 46;
    private static final int BAR_AND_RANGE_HEIGHT = 54;
    /** Title, axis and its label; the legend has its own. */
    private static final int FRAME_HEIGHT = 92;

    /** Names along an axis of time. */
    private static final int MOST_NAMES = 12;

    private static final int LEGEND_ROW_HEIGHT = 19;
    private static final double LEGEND_MARK_WIDTH = 26;

    private final ChartData data;
    private final Typeface typeface;

    ChartPicture(ChartData data, Typeface typeface) {
        this.data = data;
        this.typeface = typeface;
    }

    @Override
    public int width() {
        return Charts.WIDTH;
    }

    @Override
    public int height() {
        if (lines()) {
            return CURVE_HEIGHT;
        }
        int bar = data.spreads().isEmpty() ? BAR_HEIGHT : BAR_AND_RANGE_HEIGHT;
        return FRAME_HEIGHT + bar * data.categories().size() + LEGEND_ROW_HEIGHT * legendRows();
    }

    @Override
    public void paint(Graphics2D canvas) {
        chart().draw(canvas, new Rectangle2D.Double(0, 0, width(), height()));
    }

    private int legendRows() {
        if (data.series().size() < 2) {
            return 0;
        }
        double length = 0;
        for (ChartData.Series series : data.series()) {
            length += LEGEND_MARK_WIDTH + Typeface.width(typeface.plain(12), series.name());
        }
        return (int) Math.ceil(length / (Charts.WIDTH - 40));
    }

    private JFreeChart chart() {
        boolean curve = lines();
        CategoryPlot plot = new CategoryPlot(values(), categoryAxis(), valueAxis(), renderer());
        plot.setOrientation(curve ? PlotOrientation.VERTICAL : PlotOrientation.HORIZONTAL);
        plot.setBackgroundPaint(Palette.color(Palette.PAPER));
        plot.setOutlineVisible(false);
        plot.setRangeGridlinePaint(Palette.color(Palette.GRID));
        plot.setRangeGridlineStroke(new BasicStroke(1));
        plot.setDomainGridlinesVisible(false);
        plot.setAxisOffset(RectangleInsets.ZERO_INSETS);
        plot.setInsets(new RectangleInsets(6, 4, 4, 16));
        plot.setRangeAxisLocation(AxisLocation.BOTTOM_OR_LEFT);
        plot.setNoDataMessageFont(typeface.plain(12));
        if (data.form() == ChartData.Form.STACKED) {
            for (int category = 0; category < data.categories().size(); category++) {
                plot.addAnnotation(new StackEnd(data, category, typeface.plain(12)));
            }
        }
        JFreeChart chart = new JFreeChart(null, typeface.bold(14), plot, false);
        chart.setTitle(title());
        chart.setBackgroundPaint(Palette.color(Palette.PAPER));
        chart.setPadding(new RectangleInsets(8, 8, 8, 8));
        if (data.series().size() > 1) {
            chart.addLegend(legend(plot));
        }
        return chart;
    }

    private DefaultCategoryDataset values() {
        boolean curve = data.form() == ChartData.Form.CURVE;
        DefaultCategoryDataset values = new DefaultCategoryDataset();
        for (ChartData.Series series : data.series()) {
            for (int i = 0; i < data.categories().size(); i++) {
                double value = series.values().get(i);
                Double shown = curve && value > 0 ? Double.valueOf(Math.log10(value)) : curve ? null : (Double) value;
                values.addValue(shown, series.name(), data.categories().get(i));
            }
        }
        return values;
    }

    private boolean lines() {
        return data.form() == ChartData.Form.CURVE || data.form() == ChartData.Form.LINE;
    }

    private TextTitle title() {
        TextTitle title = new TextTitle(data.title(), typeface.bold(14));
        title.setPaint(Palette.color(Palette.INK));
        title.setHorizontalAlignment(HorizontalAlignment.LEFT);
        title.setPadding(new RectangleInsets(0, 4, 4, 0));
        return title;
    }

    private LegendTitle legend(CategoryPlot plot) {
        LegendTitle legend = new LegendTitle(plot);
        legend.setItemFont(typeface.plain(12));
        legend.setItemPaint(Palette.color(Palette.INK));
        legend.setBackgroundPaint(Palette.color(Palette.PAPER));
        legend.setFrame(BlockBorder.NONE);
        legend.setPosition(RectangleEdge.BOTTOM);
        return legend;
    }

    private CategoryAxis categoryAxis() {
        boolean curve = lines();
        CategoryAxis axis = new CategoryAxis(data.categoryLabel().isEmpty() ? null : data.categoryLabel());
        axis.setLabelPaint(Palette.color(Palette.FAINT));
        axis.setTickLabelFont(typeface.plain(12));
        axis.setTickLabelPaint(Palette.color(Palette.INK));
        axis.setLabelFont(typeface.plain(12));
        axis.setAxisLinePaint(Palette.color(Palette.FAINT));
        axis.setTickMarksVisible(false);
        axis.setCategoryMargin(curve ? 0 : 0.3);
        double margin = curve ? 0.02 : data.spreads().isEmpty() ? 0.08 : 0.14;
        axis.setLowerMargin(margin);
        axis.setUpperMargin(margin);
        axis.setMaximumCategoryLabelWidthRatio(data.form() == ChartData.Form.LINE ? 100f : curve ? 1.5f : 0.4f);
        if (data.form() == ChartData.Form.LINE) {
            // Of many only some are named, or the names would lie on each other.
            int step = (data.categories().size() + MOST_NAMES - 1) / MOST_NAMES;
            step = step > 5 ? (step + 4) / 5 * 5 : step;
            for (int i = 0; i < data.categories().size(); i++) {
                if (i % step != 0) {
                    axis.setTickLabelPaint(data.categories().get(i), new Color(0, 0, 0, 0));
                }
            }
        }
        axis.setCategoryLabelPositions(CategoryLabelPositions.STANDARD);
        return axis;
    }

    private NumberAxis valueAxis() {
        NumberAxis axis;
        if (data.form() == ChartData.Form.CURVE) {
            axis = new PowerAxis(data.valueLabel(), data.smallestPositive(), data.largest());
        } else {
            axis = new NumberAxis(data.valueLabel());
            boolean shares = data.form() == ChartData.Form.SHARES;
            axis.setRange(0, shares ? 100 : data.largest() * 1.18);
            axis.setNumberFormatOverride(format(shares ? "0' %'" : "#,##0.###"));
            if (shares) {
                axis.setTickUnit(new NumberTickUnit(20));
            }
        }
        axis.setLabelFont(typeface.plain(12));
        axis.setLabelPaint(Palette.color(Palette.FAINT));
        axis.setTickLabelFont(typeface.plain(11));
        axis.setTickLabelPaint(Palette.color(Palette.FAINT));
        axis.setAxisLineVisible(false);
        axis.setTickMarksVisible(false);
        return axis;
    }

    private AbstractCategoryItemRenderer renderer() {
        AbstractCategoryItemRenderer renderer;
        if (lines()) {
            boolean dots = data.categories().size() <= 2 * MOST_NAMES;
            LineAndShapeRenderer lines = new LineAndShapeRenderer(true, dots);
            lines.setDefaultShape(new Ellipse2D.Double(-3, -3, 6, 6));
            lines.setAutoPopulateSeriesShape(false);
            lines.setAutoPopulateSeriesStroke(false);
            lines.setDefaultStroke(new BasicStroke(2));
            renderer = lines;
        } else {
            renderer = Bars.renderer(data, typeface);
        }
        renderer.setDefaultItemLabelFont(typeface.plain(12));
        renderer.setDefaultLegendTextFont(typeface.plain(12));
        renderer.setDefaultLegendTextPaint(Palette.color(Palette.INK));
        for (int i = 0; i < data.series().size(); i++) {
            renderer.setSeriesPaint(i, color(data, i));
        }
        return renderer;
    }

    static Color color(ChartData data, int series) {
        return Palette.color(data.series().get(series).muted() ? Palette.MUTED : Palette.series(series));
    }

    static DecimalFormat format(String pattern) {
        return new DecimalFormat(pattern, DecimalFormatSymbols.getInstance(Locale.ROOT));
    }
}
