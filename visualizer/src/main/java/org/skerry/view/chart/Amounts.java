package org.skerry.view.chart;

import java.util.Locale;

/** Numbers as people read them. The same everywhere: no host's language takes part. */
public final class Amounts {
    private static final String[] BINARY = {"B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};

    private static final int MOST_DIGITS = 6;

    private Amounts() {}

    /** A whole number with its thousands apart. */
    public static String whole(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    /** A number that was worked out: three digits that mean something, more only where the whole part has them. */
    public static String threeDigits(double value) {
        double size = Math.abs(value);
        if (size == 0) {
            return "0";
        }
        // Rounding may give a digit more, as of 9.996: the border is where it does.
        int behind = 2 - (int) Math.floor(Math.log10(size * 1.0005));
        return String.format(Locale.ROOT, "%,." + Math.max(0, Math.min(MOST_DIGITS, behind)) + "f", value);
    }

    /** A number that somebody set: without digits behind the point where it has none. */
    public static String plain(double value) {
        boolean whole = value == Math.rint(value) && Math.abs(value) < 1e15;
        return whole ? whole((long) value) : threeDigits(value);
    }

    /** How many times one thing is another: {@code 1.63}, {@code 12.4}, {@code 250}. */
    public static String factor(double value) {
        return String.format(Locale.ROOT, value < 10 ? "%.2f" : value < 100 ? "%.1f" : "%,.0f", value);
    }

    /** A share as per cent, with its sign. Something is never shown as nothing. */
    public static String percent(double share) {
        double percent = share * 100;
        if (percent > 0 && percent < 0.05) {
            return "<0.1 %";
        }
        return String.format(Locale.ROOT, percent >= 9.95 || percent == 0 ? "%.0f %%" : "%.1f %%", percent);
    }

    /** A size in powers of 1024: {@code 68 KiB}. */
    public static String bytes(long bytes) {
        int unit = 0;
        double value = bytes;
        while (value >= 1024 && unit < BINARY.length - 1) {
            value /= 1024;
            unit++;
        }
        boolean round = value == Math.rint(value) || value >= 99.95;
        return String.format(Locale.ROOT, round ? "%,.0f %s" : "%.1f %s", value, BINARY[unit]);
    }
}
