package org.skerry.view.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Rectangle2D;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;
import org.jfree.chart.ChartUtils;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.CategoryAxis;
import org.jfree.chart.axis.CategoryLabelPositions;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTickUnit;
import org.jfree.chart.block.BlockBorder;
import org.jfree.chart.labels.ItemLabelAnchor;
import org.jfree.chart.labels.ItemLabelPosition;
import org.jfree.chart.labels.StandardCategoryItemLabelGenerator;
import org.jfree.chart.plot.CategoryPlot;
import org.jfree.chart.plot.PlotOrientation;
import org.jfree.chart.renderer.category.AbstractCategoryItemRenderer;
import org.jfree.chart.renderer.category.BarRenderer;
import org.jfree.chart.renderer.category.CategoryItemRenderer;
import org.jfree.chart.renderer.category.LineAndShapeRenderer;
import org.jfree.chart.renderer.category.StackedBarRenderer;
import org.jfree.chart.renderer.category.StandardBarPainter;
import org.jfree.chart.title.LegendTitle;
import org.jfree.chart.title.TextTitle;
import org.jfree.chart.ui.HorizontalAlignment;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.category.DefaultCategoryDataset;
import org.jfree.svg.SVGGraphics2D;
import org.jfree.svg.ViewBox;

/** A chart by JFreeChart. Every font and colour is set: what is forgotten would look like the library's default. */
final class FreeChart {
    private FreeChart() {}

    static String svg(ChartData data) {
        SVGGraphics2D canvas = new SVGGraphics2D(Charts.WIDTH, Charts.height(data));
        // Identifiers in the SVG would be numbered by time otherwise, and several charts share a page.
        canvas.setDefsKeyPrefix("chart-" + data.name() + "-");
        chart(data).draw(canvas, new Rectangle2D.Double(0, 0, Charts.WIDTH, Charts.height(data)));
        String id = "chart-" + data.name();
        ViewBox all = new ViewBox(0, 0, Charts.WIDTH, Charts.height(data));
        String svg = canvas.getSVGElement(id, true, all, null, null);
        return Palette.themed(svg);
    }

    static byte[] png(ChartData data) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            ChartUtils.writeScaledChartAsPNG(out, chart(data), Charts.WIDTH, Charts.height(data), 2, 2);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static JFreeChart chart(ChartData data) {
        boolean curve = data.form() == ChartData.Form.CURVE;
        DefaultCategoryDataset values = new DefaultCategoryDataset();
        for (ChartData.Series series : data.series()) {
            for (int i = 0; i < data.categories().size(); i++) {
                double value = series.values().get(i);
                Double shown = curve && value > 0 ? Double.valueOf(Math.log10(value)) : curve ? null : (Double) value;
                values.addValue(shown, series.name(), data.categories().get(i));
            }
        }
        CategoryPlot plot = new CategoryPlot(values, categoryAxis(data), valueAxis(data), renderer(data));
        plot.setOrientation(
                data.form() == ChartData.Form.CURVE ? PlotOrientation.VERTICAL : PlotOrientation.HORIZONTAL);
        plot.setBackgroundPaint(paper());
        plot.setOutlineVisible(false);
        plot.setRangeGridlinePaint(Palette.color(Palette.GRID));
        plot.setRangeGridlineStroke(new BasicStroke(1));
        plot.setDomainGridlinesVisible(false);
        plot.setAxisOffset(RectangleInsets.ZERO_INSETS);
        plot.setInsets(new RectangleInsets(8, 4, 4, 16));
        JFreeChart chart = new JFreeChart(null, font(Font.BOLD, 14), plot, false);
        chart.setTitle(title(data));
        chart.setBackgroundPaint(paper());
        chart.setPadding(new RectangleInsets(8, 8, 8, 8));
        if (data.series().size() > 1) {
            chart.addLegend(legend(plot));
        }
        return chart;
    }

    private static TextTitle title(ChartData data) {
        TextTitle title = new TextTitle(data.title(), font(Font.BOLD, 14));
        title.setPaint(Palette.color(Palette.INK));
        title.setHorizontalAlignment(HorizontalAlignment.LEFT);
        title.setPadding(new RectangleInsets(0, 4, 4, 0));
        return title;
    }

    private static LegendTitle legend(CategoryPlot plot) {
        LegendTitle legend = new LegendTitle(plot);
        legend.setItemFont(font(Font.PLAIN, 12));
        legend.setItemPaint(Palette.color(Palette.INK));
        legend.setBackgroundPaint(paper());
        legend.setFrame(BlockBorder.NONE);
        legend.setPosition(RectangleEdge.BOTTOM);
        return legend;
    }

    private static CategoryAxis categoryAxis(ChartData data) {
        CategoryAxis axis = new CategoryAxis(data.categoryLabel().isEmpty() ? null : data.categoryLabel());
        axis.setLabelPaint(Palette.color(Palette.FAINT));
        axis.setTickLabelFont(font(Font.PLAIN, 12));
        axis.setTickLabelPaint(Palette.color(Palette.INK));
        axis.setLabelFont(font(Font.PLAIN, 12));
        axis.setAxisLinePaint(Palette.color(Palette.FAINT));
        axis.setTickMarksVisible(false);
        axis.setCategoryMargin(0.3);
        axis.setLowerMargin(data.form() == ChartData.Form.CURVE ? 0.02 : 0.08);
        axis.setUpperMargin(data.form() == ChartData.Form.CURVE ? 0.02 : 0.08);
        axis.setMaximumCategoryLabelWidthRatio(data.form() == ChartData.Form.CURVE ? 1.5f : 0.4f);
        axis.setCategoryLabelPositions(CategoryLabelPositions.STANDARD);
        return axis;
    }

    /** A logarithmic axis is one of exponents: the library's own draws its labels as outlines, twenty times the size. */
    private static NumberAxis valueAxis(ChartData data) {
        NumberAxis axis = new NumberAxis(data.valueLabel());
        if (data.form() == ChartData.Form.CURVE) {
            double low = Math.floor(Math.log10(data.smallestPositive()));
            axis.setRange(low, Math.max(low + 1, Math.ceil(Math.log10(data.largest()))));
            axis.setTickUnit(new NumberTickUnit(1));
            axis.setNumberFormatOverride(new PowersOfTen(format("#,##0.###")));
        } else {
            axis.setRange(0, data.largest() * 1.15);
            axis.setNumberFormatOverride(format("#,##0.##"));
        }
        axis.setLabelFont(font(Font.PLAIN, 12));
        axis.setLabelPaint(Palette.color(Palette.FAINT));
        axis.setTickLabelFont(font(Font.PLAIN, 11));
        axis.setTickLabelPaint(Palette.color(Palette.FAINT));
        axis.setAxisLineVisible(false);
        axis.setTickMarksVisible(false);
        return axis;
    }

    private static CategoryItemRenderer renderer(ChartData data) {
        AbstractCategoryItemRenderer renderer;
        if (data.form() == ChartData.Form.CURVE) {
            LineAndShapeRenderer lines = new LineAndShapeRenderer(true, true);
            lines.setDefaultShape(new Ellipse2D.Double(-3, -3, 6, 6));
            lines.setAutoPopulateSeriesShape(false);
            lines.setAutoPopulateSeriesStroke(false);
            lines.setDefaultStroke(new BasicStroke(2));
            renderer = lines;
        } else {
            BarRenderer bars = data.form() == ChartData.Form.STACKED ? new StackedBarRenderer() : new BarRenderer();
            bars.setBarPainter(new StandardBarPainter());
            bars.setShadowVisible(false);
            bars.setDrawBarOutline(false);
            bars.setMaximumBarWidth(0.22);
            bars.setItemMargin(0.08);
            renderer = bars;
            if (data.form() == ChartData.Form.BARS) {
                renderer.setDefaultItemLabelGenerator(new StandardCategoryItemLabelGenerator(
                        "{2}", format(data.largest() >= 100 ? "#,##0" : "#,##0.##")));
                renderer.setDefaultPositiveItemLabelPosition(
                        new ItemLabelPosition(ItemLabelAnchor.OUTSIDE3, TextAnchor.CENTER_LEFT));
                renderer.setDefaultItemLabelsVisible(true);
                renderer.setDefaultItemLabelFont(font(Font.PLAIN, 12));
                renderer.setDefaultItemLabelPaint(Palette.color(Palette.INK));
            }
        }
        renderer.setDefaultLegendTextFont(font(Font.PLAIN, 12));
        renderer.setDefaultLegendTextPaint(Palette.color(Palette.INK));
        for (int i = 0; i < data.series().size(); i++) {
            renderer.setSeriesPaint(i, Palette.color(Palette.series(i)));
        }
        return renderer;
    }

    private static Color paper() {
        return Palette.color(Palette.PAPER);
    }

    private static Font font(int style, int size) {
        return new Font(Font.SANS_SERIF, style, size);
    }

    private static DecimalFormat format(String pattern) {
        return new DecimalFormat(pattern, DecimalFormatSymbols.getInstance(Locale.ROOT));
    }
}
