package org.skerry.scenario.demo;

import java.util.Locale;
import org.skerry.view.chart.Amounts;

/** Numbers in the sentences of the demo; for all others there is {@link Amounts}. */
final class Figures {
    private Figures() {}

    /** A share of a whole: {@code 42 %}. */
    static String percent(double share) {
        return String.format(Locale.ROOT, share > 0 && share < 0.01 ? "%.1f %%" : "%.0f %%", share * 100);
    }

    /** {@code one actor}, {@code 3 actors}. */
    static String count(long count, String noun) {
        return count == 1 ? "one " + noun : Amounts.whole(count) + " " + noun + "s";
    }
}
