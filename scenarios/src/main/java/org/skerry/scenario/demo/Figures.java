package org.skerry.scenario.demo;

import java.util.Locale;

/** Numbers as people read them, each with its unit. */
final class Figures {
    private Figures() {}

    /** {@code 1,234}. */
    static String whole(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    /** Simulated time in the unit that suits it. */
    static String time(long nanoseconds) {
        if (nanoseconds < 10_000) {
            return whole(nanoseconds) + " ns";
        }
        return nanoseconds < 1_000_000
                ? String.format(Locale.ROOT, "%.1f us", nanoseconds / 1e3)
                : String.format(Locale.ROOT, "%,.2f ms", nanoseconds / 1e6);
    }

    /** A factor: {@code 1.63}, {@code 12.4}, {@code 250}. */
    static String factor(double value) {
        return String.format(Locale.ROOT, value < 10 ? "%.2f" : value < 100 ? "%.1f" : "%,.0f", value);
    }

    /** A share of a whole: {@code 42 %}. */
    static String percent(double share) {
        return String.format(Locale.ROOT, share > 0 && share < 0.01 ? "%.1f %%" : "%.0f %%", share * 100);
    }

    /** An amount of bytes: exact below 10 KiB, then rounded in a larger unit. */
    static String bytes(long bytes) {
        if (bytes < 10 << 10) {
            return whole(bytes) + " B";
        }
        return bytes < 10 << 20
                ? String.format(Locale.ROOT, "%,.0f KiB", bytes / 1024.0)
                : String.format(Locale.ROOT, "%,.0f MiB", bytes / 1024.0 / 1024.0);
    }

    /** {@code one actor}, {@code 3 actors}. */
    static String count(long count, String noun) {
        return count == 1 ? "one " + noun : whole(count) + " " + noun + "s";
    }
}
