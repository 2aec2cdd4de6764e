package org.skerry.view.chart;

/** Draws charts, with JFreeChart where the host has fonts and plainly where it has none. */
public final class Charts {
    /** Width in CSS pixels; the PNG has twice as many each way. */
    static final int WIDTH = 640;

    private Charts() {}

    /**
     * A finished chart.
     *
     * @param data  what it shows
     * @param svg   one {@code svg} element, fit to be put into a page
     * @param png   the same as a PNG file, or null when this host cannot draw one
     * @param plain why the chart was drawn without the host's fonts, or null
     */
    public record Drawn(ChartData data, String svg, byte[] png, String plain) {}

    /** A curve needs room, bars need some each. */
    static int height(ChartData data) {
        return data.form() == ChartData.Form.CURVE
                ? 320
                : 118 + 56 * Math.max(2, data.categories().size());
    }

    /** Draws a chart. Never fails for lack of fonts or of a display. */
    public static Drawn draw(ChartData data) {
        try {
            return new Drawn(data, FreeChart.svg(data), FreeChart.png(data), null);
        } catch (RuntimeException | InternalError | LinkageError e) {
            // AWT without fonts fails with one of several errors, differently in each JDK. None of them is about the
            // data.
            return new Drawn(data, PlainChart.svg(data), null, "this host has no fonts that Java can use (" + e + ")");
        }
    }
}
