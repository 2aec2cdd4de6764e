package org.skerry.view.chart;

import java.util.List;

/**
 * What a chart shows. The same data go to both ways of drawing.
 *
 * @param name       file name without ending
 * @param title      what is shown, in words
 * @param valueLabel the quantity and its unit
 * @param categoryLabel what the first axis is, or empty where the categories say it themselves
 * @param form       how it is drawn
 * @param categories along the first axis
 * @param series     one colour each
 */
public record ChartData(
        String name,
        String title,
        String valueLabel,
        String categoryLabel,
        Form form,
        List<String> categories,
        List<Series> series) {
    /** How values are drawn. */
    public enum Form {
        /** Bars side by side, from zero. */
        BARS,
        /** Bars on top of each other, as parts of a whole. */
        STACKED,
        /** Lines over categories that rise, on a logarithmic axis. */
        CURVE
    }

    /**
     * Values that belong together.
     *
     * @param name   in the legend
     * @param values one for each category; NaN where there is none
     */
    public record Series(String name, List<Double> values) {
        public Series {
            values = List.copyOf(values);
        }
    }

    public ChartData {
        categories = List.copyOf(categories);
        series = List.copyOf(series);
        for (Series one : series) {
            if (one.values.size() != categories.size()) {
                throw new IllegalArgumentException("series '" + one.name + "' has " + one.values.size() + " values for "
                        + categories.size() + " categories");
            }
        }
    }

    /** Largest value that is a number, of a stack the largest sum; 1 if there is none above zero. */
    double largest() {
        double largest = 0;
        for (int category = 0; category < categories.size(); category++) {
            double sum = 0;
            for (Series one : series) {
                double value = one.values.get(category);
                if (!Double.isNaN(value)) {
                    sum += value;
                    largest = Math.max(largest, form == Form.STACKED ? sum : value);
                }
            }
        }
        return largest > 0 ? largest : 1;
    }

    /** Smallest value above zero, or 1. */
    double smallestPositive() {
        double smallest = Double.POSITIVE_INFINITY;
        for (Series one : series) {
            for (double value : one.values) {
                if (value > 0) {
                    smallest = Math.min(smallest, value);
                }
            }
        }
        return Double.isInfinite(smallest) ? 1 : smallest;
    }
}
