package org.skerry.view.chart;

import java.awt.Color;
import java.awt.Paint;
import org.jfree.chart.labels.CategoryItemLabelGenerator;
import org.jfree.chart.labels.ItemLabelAnchor;
import org.jfree.chart.labels.ItemLabelPosition;
import org.jfree.chart.renderer.category.AbstractCategoryItemRenderer;
import org.jfree.chart.renderer.category.BarRenderer;
import org.jfree.chart.renderer.category.StackedBarRenderer;
import org.jfree.chart.renderer.category.StandardBarPainter;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.category.CategoryDataset;

/** Flat bars with their values: beside single ones, inside the parts of a stack that have room. */
final class Bars {
    /** Of a bar, as a share of the plot's height. */
    static final double WIDEST = 0.4;

    private Bars() {}

    static AbstractCategoryItemRenderer renderer(ChartData data, Typeface typeface) {
        BarRenderer bars = data.stacked()
                ? new StackedBarRenderer()
                : new SingleBars(data.series().size() == 1);
        bars.setBarPainter(new StandardBarPainter());
        bars.setShadowVisible(false);
        bars.setDrawBarOutline(false);
        bars.setMaximumBarWidth(WIDEST);
        bars.setItemMargin(0.08);
        bars.setItemLabelInsets(new RectangleInsets(5, 5, 5, 5));
        bars.setDefaultItemLabelGenerator(new Values(data));
        bars.setDefaultItemLabelsVisible(true);
        if (data.stacked()) {
            ItemLabelPosition inside = new ItemLabelPosition(ItemLabelAnchor.CENTER, TextAnchor.CENTER);
            bars.setDefaultPositiveItemLabelPosition(inside);
            for (int i = 0; i < data.series().size(); i++) {
                boolean muted = data.series().get(i).muted();
                bars.setSeriesItemLabelPaint(
                        i, muted ? Palette.color(Palette.INK) : Palette.on(ChartPicture.color(data, i)));
                bars.setSeriesItemLabelFont(i, typeface.plain(11));
            }
        } else {
            bars.setDefaultPositiveItemLabelPosition(
                    new ItemLabelPosition(ItemLabelAnchor.OUTSIDE3, TextAnchor.CENTER_LEFT));
            bars.setDefaultItemLabelPaint(Palette.color(Palette.INK));
        }
        return bars;
    }

    /** Bars of one series are one for each machine: each has the colour that the machine has in curves. */
    private static final class SingleBars extends BarRenderer {
        private static final long serialVersionUID = 1L;

        private final boolean byCategory;

        SingleBars(boolean byCategory) {
            this.byCategory = byCategory;
        }

        @Override
        public Paint getItemPaint(int row, int column) {
            Color own = Palette.color(Palette.series(column));
            return byCategory ? own : super.getItemPaint(row, column);
        }
    }

    private record Values(ChartData data) implements CategoryItemLabelGenerator {
        @Override
        public String generateRowLabel(CategoryDataset values, int row) {
            return "";
        }

        @Override
        public String generateColumnLabel(CategoryDataset values, int column) {
            return "";
        }

        @Override
        public String generateLabel(CategoryDataset values, int row, int column) {
            Number value = values.getValue(row, column);
            if (value == null || value.doubleValue() == 0 && data.stacked()) {
                return null;
            }
            return data.form() == ChartData.Form.SHARES
                    ? Amounts.percent(value.doubleValue() / 100)
                    : Amounts.threeDigits(value.doubleValue());
        }
    }
}
