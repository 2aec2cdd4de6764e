package org.skerry.view.chart;

import java.util.Locale;
import org.skerry.view.chart.ChartData.Form;
import org.skerry.view.chart.ChartData.Series;

/** A chart written as SVG directly: nothing is measured, so no font is needed here. Plainer, the same numbers. */
final class PlainChart {
    private static final int LEFT = 150;
    private static final int RIGHT = 90;
    private static final int TOP = 56;
    private static final int BOTTOM = 70;

    private final ChartData data;
    private final StringBuilder svg = new StringBuilder();

    private PlainChart(ChartData data) {
        this.data = data;
    }

    static String svg(ChartData data) {
        PlainChart chart = new PlainChart(data);
        chart.open();
        if (data.form() == Form.CURVE) {
            chart.curve();
        } else {
            chart.bars();
        }
        chart.legend();
        return chart.svg.append("</svg>\n").toString();
    }

    private void open() {
        svg.append(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" id=\"chart-%s\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\""
                        + " font-family=\"sans-serif\" font-size=\"12\">\n",
                escape(data.name()),
                Charts.WIDTH,
                Charts.height(data),
                Charts.WIDTH,
                Charts.height(data)));
        rectangle(0, 0, Charts.WIDTH, Charts.height(data), role("paper", Palette.PAPER));
        text(12, 24, "start", "ink", data.title(), " font-size=\"14\" font-weight=\"bold\"");
        text(LEFT, 41, "start", "faint", data.valueLabel(), "");
    }

    private void bars() {
        double band = (Charts.height(data) - TOP - BOTTOM)
                / (double) Math.max(1, data.categories().size());
        double scale = (Charts.WIDTH - LEFT - RIGHT) / data.largest();
        boolean stacked = data.form() == Form.STACKED;
        for (int category = 0; category < data.categories().size(); category++) {
            double top = TOP + category * band;
            text(LEFT - 8, top + band / 2 + 4, "end", "ink", data.categories().get(category), "");
            double height = band * 0.7 / (stacked ? 1 : data.series().size());
            double left = LEFT;
            for (int s = 0; s < data.series().size(); s++) {
                double value = data.series().get(s).values().get(category);
                if (Double.isNaN(value)) {
                    continue;
                }
                double y = top + band * 0.15 + (stacked ? 0 : s * height);
                rectangle(left, y, value * scale, height * 0.92, series(s));
                if (stacked) {
                    left += value * scale;
                } else {
                    text(left + value * scale + 6, y + height / 2 + 4, "start", "ink", number(value), "");
                }
            }
        }
    }

    private void curve() {
        double low = Math.floor(Math.log10(data.smallestPositive()));
        double high = Math.max(low + 1, Math.ceil(Math.log10(data.largest())));
        double step = (Charts.WIDTH - LEFT - RIGHT)
                / (double) Math.max(1, data.categories().size() - 1);
        double bottom = Charts.height(data) - BOTTOM - 20;
        double scale = (bottom - TOP) / (high - low);
        for (double decade = low; decade <= high; decade++) {
            double y = bottom - (decade - low) * scale;
            rectangle(LEFT, y, Charts.WIDTH - LEFT - RIGHT, 1, role("grid", Palette.GRID));
            text(LEFT - 8, y + 4, "end", "faint", number(Math.pow(10, decade)), "");
        }
        for (int i = 0; i < data.categories().size(); i++) {
            text(
                    LEFT + i * step,
                    bottom + 18,
                    "middle",
                    "ink",
                    data.categories().get(i),
                    "");
        }
        for (int s = 0; s < data.series().size(); s++) {
            Series series = data.series().get(s);
            StringBuilder points = new StringBuilder();
            for (int i = 0; i < data.categories().size(); i++) {
                double value = series.values().get(i);
                if (value > 0) {
                    double y = bottom - (Math.log10(value) - low) * scale;
                    points.append(String.format(Locale.ROOT, "%.1f,%.1f ", LEFT + i * step, y));
                }
            }
            svg.append(String.format(
                    Locale.ROOT,
                    "<polyline points=\"%s\" fill=\"none\" style=\"stroke:%s\" stroke-width=\"2\"/>\n",
                    points.toString().trim(),
                    series(s)));
        }
    }

    private void legend() {
        if (data.series().size() < 2) {
            return;
        }
        double step = (Charts.WIDTH - 24) / (double) data.series().size();
        for (int s = 0; s < data.series().size(); s++) {
            rectangle(12 + s * step, Charts.height(data) - 20, 10, 10, series(s));
            text(
                    28 + s * step,
                    Charts.height(data) - 11,
                    "start",
                    "ink",
                    data.series().get(s).name(),
                    "");
        }
    }

    private void rectangle(double x, double y, double width, double height, String fill) {
        svg.append(String.format(
                Locale.ROOT,
                "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" style=\"fill:%s\"/>\n",
                x,
                y,
                width,
                height,
                fill));
    }

    private void text(double x, double y, String anchor, String role, String words, String more) {
        svg.append(String.format(
                Locale.ROOT,
                "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" style=\"fill:%s\"%s>%s</text>\n",
                x,
                y,
                anchor,
                role(role, role.equals("ink") ? Palette.INK : Palette.FAINT),
                more,
                escape(words)));
    }

    private static String series(int index) {
        return role(Palette.role(index), Palette.series(index));
    }

    private static String role(String name, String color) {
        return "var(--" + name + "," + color + ")";
    }

    private static String number(double value) {
        return value == Math.rint(value)
                ? String.format(Locale.ROOT, "%,.0f", value)
                : String.format(Locale.ROOT, "%,.2f", value);
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
