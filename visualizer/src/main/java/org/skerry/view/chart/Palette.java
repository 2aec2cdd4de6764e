package org.skerry.view.chart;

import java.awt.Color;

/**
 * The colours of all charts: Okabe and Ito's palette, which people with any usual colour vision can tell apart ("Color
 * Universal Design", 2008), in an order that also differs in brightness.
 *
 * <p>In a page each colour is a variable of the style sheet, so that charts follow its light or dark mode.
 */
final class Palette {
    static final String INK = "#2b2f36";
    static final String FAINT = "#6b7280";
    static final String GRID = "#e1e4e8";
    static final String PAPER = "#fefefe";

    private static final String[] SERIES = {"#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#d55e00"};

    private Palette() {}

    static String series(int index) {
        return SERIES[index % SERIES.length];
    }

    static Color color(String hex) {
        return new Color(Integer.parseInt(hex.substring(1), 16));
    }

    /** Lets the page that holds the chart decide about everything that is not data. Alone, the chart keeps its colours. */
    static String themed(String svg) {
        String result = svg;
        String[][] roles = {{INK, "ink"}, {FAINT, "faint"}, {GRID, "grid"}, {PAPER, "paper"}};
        for (String[] role : roles) {
            result = themed(result, role[0], role[1]);
        }
        for (int i = 0; i < SERIES.length; i++) {
            result = themed(result, SERIES[i], role(i));
        }
        return result;
    }

    /** Name of a series' colour in the page's style sheet. */
    static String role(int series) {
        return "series-" + series % SERIES.length;
    }

    private static String themed(String svg, String hex, String role) {
        Color color = color(hex);
        String rgb = "rgb(" + color.getRed() + "," + color.getGreen() + "," + color.getBlue() + ")";
        return svg.replace(rgb, "var(--" + role + "," + hex + ")");
    }
}
