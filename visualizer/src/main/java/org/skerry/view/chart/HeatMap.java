package org.skerry.view.chart;

import java.util.ArrayList;
import java.util.List;

/**
 * A table of numbers as colours, on a logarithmic scale from 1: how many times as much.
 *
 * @param name    file name without ending
 * @param title   what is shown, in words
 * @param columns heads
 * @param rows    heads of the rows
 * @param values  by row and column, 1 or about for nothing; NaN where there is none, infinite where it is beyond all bounds
 * @param most    value with the brightest colour, above 1; the same for maps that are to be compared
 */
public record HeatMap(
        String name, String title, List<String> columns, List<String> rows, List<List<Double>> values, double most)
        implements Figure {
    public HeatMap {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
        values = values.stream().map(List::copyOf).toList();
        if (values.size() != rows.size() || columns.isEmpty() || rows.isEmpty() || !(most > 1)) {
            throw new IllegalArgumentException(
                    values.size() + " rows of values for " + rows.size() + " heads, up to " + most);
        }
        for (List<Double> row : values) {
            if (row.size() != columns.size()) {
                throw new IllegalArgumentException(row.size() + " values for " + columns.size() + " columns");
            }
        }
    }

    /** Where a value lies between 1 and the most, 0 to 1. */
    double share(double value) {
        return Math.max(0, Math.min(1, Math.log(Math.max(1, value)) / Math.log(most)));
    }

    /** A value as people read it. */
    static String text(double value) {
        if (Double.isNaN(value)) {
            return "-";
        }
        return Double.isInfinite(value)
                ? "starved"
                : ChartPicture.format(value < 100 ? "0.000" : "#,##0").format(value);
    }

    @Override
    public Numbers numbers() {
        List<String> heads = new ArrayList<>(List.of(""));
        heads.addAll(columns);
        List<List<String>> lines = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            List<String> line = new ArrayList<>(List.of(rows.get(i)));
            values.get(i).forEach(value -> line.add(text(value)));
            lines.add(line);
        }
        return new Numbers(heads, lines);
    }
}
