package org.skerry.view.chart;

import java.awt.Color;

/**
 * The colours of all charts: Okabe and Ito's palette, which people with any usual colour vision can tell apart ("Color
 * Universal Design", 2008), in an order that also differs in brightness; and for quantities the colours of matplotlib's
 * <i>viridis</i> (van der Walt and Smith, 2015, CC0), which get brighter evenly.
 *
 * <p>In a page each colour is a variable of the style sheet, so that charts follow its light or dark mode. What stands on colours
 * that are the same in both modes has colours that are, too.
 */
final class Palette {
    static final String INK = "#2b2f36";
    static final String FAINT = "#6b7280";
    static final String GRID = "#e1e4e8";
    static final String PAPER = "#fefefe";
    /** For what is not the matter: idle cores, unused memory, the rest. */
    static final String MUTED = "#b4bac2";
    /** For what should not be: bytes that somebody reached who has no right to. */
    static final String ALARM = "#c8102e";
    /** Letters on a bright and on a dark series. */
    static final String ON_BRIGHT = "#17191c";

    static final String ON_DARK = "#fdfdfd";

    private static final String[] SERIES = {
        "#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#d55e00", "#f0e442", "#7a5195"
    };

    /** Every sixteenth part of the scale. */
    private static final int[] VIRIDIS = {
        0x440154, 0x481a6c, 0x472f7d, 0x414487, 0x39568c, 0x31688e, 0x2a788e, 0x23888e, 0x1f988b, 0x22a884, 0x35b779,
        0x54c568, 0x7ad151, 0xa5db36, 0xd2e21b, 0xe9e51a, 0xfde725
    };

    private Palette() {}

    static String series(int index) {
        return SERIES[index % SERIES.length];
    }

    /** How many series can be told apart. */
    static int seriesCount() {
        return SERIES.length;
    }

    static Color color(String hex) {
        return new Color(Integer.parseInt(hex.substring(1), 16));
    }

    /** Colour of letters on {@code background}. */
    static Color on(Color background) {
        double brightness =
                0.2126 * background.getRed() + 0.7152 * background.getGreen() + 0.0722 * background.getBlue();
        return color(brightness < 118 ? ON_DARK : ON_BRIGHT);
    }

    /** Colour of a share between 0 and 1. */
    static Color quantity(double share) {
        double place = Math.max(0, Math.min(1, share)) * (VIRIDIS.length - 1);
        int below = Math.min(VIRIDIS.length - 2, (int) place);
        double part = place - below;
        return new Color(mix(below, 16, part), mix(below, 8, part), mix(below, 0, part));
    }

    private static int mix(int below, int shift, double part) {
        int from = VIRIDIS[below] >> shift & 0xff;
        int to = VIRIDIS[below + 1] >> shift & 0xff;
        return (int) Math.round(from + (to - from) * part);
    }

    /** Lets the page that holds the chart decide about everything that is not a quantity. */
    static String themed(String svg) {
        String result = svg;
        String[][] roles = {
            {INK, "ink"},
            {FAINT, "faint"},
            {GRID, "grid"},
            {PAPER, "paper"},
            {MUTED, "muted"},
            {ALARM, "alarm"},
            {ON_BRIGHT, "on-bright"},
            {ON_DARK, "on-dark"}
        };
        for (String[] role : roles) {
            result = themed(result, role[0], role[1]);
        }
        for (int i = 0; i < SERIES.length; i++) {
            result = themed(result, SERIES[i], "series-" + i);
        }
        return result;
    }

    private static String themed(String svg, String hex, String role) {
        Color color = color(hex);
        String rgb = "rgb(" + color.getRed() + "," + color.getGreen() + "," + color.getBlue() + ")";
        return svg.replace(rgb, "var(--" + role + "," + hex + ")");
    }
}
