package org.skerry.view.chart;

import java.util.ArrayList;
import java.util.List;
import org.skerry.sim.trace.LinkLoad;

/** The values behind a figure as comma-separated text, all of them and not rounded. */
public final class FigureCsv {
    private FigureCsv() {}

    /** One line of heads, then one for each category, or link. */
    public static String of(Figure figure) {
        StringBuilder csv = new StringBuilder();
        if (figure instanceof ChartData chart) {
            List<String> heads = new ArrayList<>();
            heads.add(chart.categoryLabel().isEmpty() ? "category" : chart.categoryLabel());
            chart.series().forEach(series -> heads.add(series.name()));
            line(csv, heads);
            for (int category = 0; category < chart.categories().size(); category++) {
                List<String> cells = new ArrayList<>(List.of(chart.categories().get(category)));
                for (ChartData.Series series : chart.series()) {
                    double value = series.values().get(category);
                    cells.add(Double.isNaN(value) ? "" : String.valueOf(value));
                }
                line(csv, cells);
            }
        } else if (figure instanceof LinkMap map) {
            line(csv, List.of("from x", "from y", "to x", "to y", "flits", "share of cycles"));
            for (LinkLoad link : map.links()) {
                line(
                        csv,
                        List.of(
                                String.valueOf(link.fromX()),
                                String.valueOf(link.fromY()),
                                String.valueOf(link.toX()),
                                String.valueOf(link.toY()),
                                String.valueOf(link.flits()),
                                String.valueOf(map.share(link))));
            }
        } else {
            line(csv, figure.numbers().columns());
            figure.numbers().rows().forEach(row -> line(csv, row));
        }
        return csv.toString();
    }

    private static void line(StringBuilder csv, List<String> cells) {
        for (int i = 0; i < cells.size(); i++) {
            String cell = cells.get(i);
            boolean quoted = cell.contains(",") || cell.contains("\"") || cell.contains("\n");
            csv.append(i == 0 ? "" : ",").append(quoted ? '"' + cell.replace("\"", "\"\"") + '"' : cell);
        }
        csv.append('\n');
    }
}
