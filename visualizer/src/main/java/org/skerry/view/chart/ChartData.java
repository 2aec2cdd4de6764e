package org.skerry.view.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/**
 * Bars or curves.
 *
 * @param name          file name without ending
 * @param title         what is shown, in words
 * @param valueLabel    the quantity and its unit
 * @param categoryLabel what the first axis is, or empty where the categories say it themselves
 * @param form          how it is drawn
 * @param categories    along the first axis
 * @param series        one colour each
 * @param spreads       ranges of uncertainty of the categories' sums, in the same order, or empty; only for {@code STACKED}
 */
public record ChartData(
        String name,
        String title,
        String valueLabel,
        String categoryLabel,
        Form form,
        List<String> categories,
        List<Series> series,
        List<Spread> spreads)
        implements Figure {
    /** A range that ends beyond so many times the longest bar is cut off, or the bars could not be seen for it. */
    private static final double LONGEST_SPREAD = 2;

    /** How values are drawn. */
    public enum Form {
        /** Bars side by side, from zero. */
        BARS,
        /** Bars on top of each other, with their sum at the end. */
        STACKED,
        /** Bars on top of each other as parts of one hundred per cent; values are per cent. */
        SHARES,
        /** Lines over categories that rise, on a logarithmic axis. */
        CURVE,
        /** Lines over time, from zero. */
        LINE
    }

    /**
     * Values that belong together.
     *
     * @param name   in the legend
     * @param values one for each category; NaN where there is none
     * @param muted  whether it stays in the background: idle time, the rest
     */
    public record Series(String name, List<Double> values, boolean muted) {
        public Series {
            values = List.copyOf(values);
        }

        /** Values that matter. */
        public Series(String name, List<Double> values) {
            this(name, values, false);
        }
    }

    /**
     * A range in which the true value is expected.
     *
     * @param low  lower end
     * @param high upper end
     */
    public record Spread(double low, double high) {}

    public ChartData {
        categories = List.copyOf(categories);
        series = List.copyOf(series);
        spreads = List.copyOf(spreads);
        for (Series one : series) {
            if (one.values.size() != categories.size()) {
                throw new IllegalArgumentException("series '" + one.name + "' has " + one.values.size() + " values for "
                        + categories.size() + " categories");
            }
        }
        if (!spreads.isEmpty() && spreads.size() != categories.size()) {
            throw new IllegalArgumentException(spreads.size() + " ranges for " + categories.size() + " categories");
        }
    }

    /** A chart without ranges of uncertainty. */
    public ChartData(
            String name,
            String title,
            String valueLabel,
            String categoryLabel,
            Form form,
            List<String> categories,
            List<Series> series) {
        this(name, title, valueLabel, categoryLabel, form, categories, series, List.of());
    }

    /** Machines become columns and parts rows, as there are more parts; of curves and single bars it is the other way round. */
    @Override
    public Numbers numbers() {
        List<String> columns = new ArrayList<>();
        List<List<String>> rows = new ArrayList<>();
        if (!stacked()) {
            columns.add(categoryLabel);
            series.forEach(one -> columns.add(one.name()));
            for (int category = 0; category < categories.size(); category++) {
                List<String> row = new ArrayList<>(List.of(categories.get(category)));
                for (Series one : series) {
                    row.add(text(one.values.get(category)));
                }
                rows.add(row);
            }
            return new Numbers(columns, rows);
        }
        columns.add("part");
        columns.addAll(categories);
        for (Series one : series) {
            rows.add(row(one.name(), category -> text(one.values.get(category))));
        }
        if (form == Form.STACKED) {
            rows.add(row("sum", category -> text(sum(category))));
        }
        if (!spreads.isEmpty()) {
            rows.add(row(
                    "range", category -> text(spreads.get(category).low) + " - " + text(spreads.get(category).high)));
        }
        return new Numbers(columns, rows);
    }

    private List<String> row(String head, IntFunction<String> cell) {
        List<String> row = new ArrayList<>(List.of(head));
        for (int category = 0; category < categories.size(); category++) {
            row.add(cell.apply(category));
        }
        return row;
    }

    private static String text(double value) {
        return Double.isNaN(value) ? "-" : Amounts.threeDigits(value);
    }

    /** Whether the series of a category lie on top of each other. */
    boolean stacked() {
        return form == Form.STACKED || form == Form.SHARES;
    }

    /** Sum of all series in one category. */
    double sum(int category) {
        double sum = 0;
        for (Series one : series) {
            double value = one.values.get(category);
            sum += Double.isNaN(value) ? 0 : value;
        }
        return sum;
    }

    /** Where the axis has to reach: to the largest value, of a stack to the largest sum and its range; 1 if there is none above zero. */
    double largest() {
        double largest = 0;
        for (int category = 0; category < categories.size(); category++) {
            if (stacked()) {
                largest = Math.max(largest, sum(category));
            } else {
                for (Series one : series) {
                    double value = one.values.get(category);
                    largest = Double.isNaN(value) ? largest : Math.max(largest, value);
                }
            }
        }
        double bars = largest;
        for (Spread spread : spreads) {
            largest = Math.max(largest, Math.min(spread.high, LONGEST_SPREAD * bars));
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
