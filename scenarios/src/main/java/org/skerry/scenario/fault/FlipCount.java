package org.skerry.scenario.fault;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What came of many trials. */
public final class FlipCount {
    private static final int NAMED = 3;

    private final int[] outcomes = new int[FlipCampaign.Outcome.values().length];
    private final List<String> otherWays = new ArrayList<>();
    private int trials;
    private int spread;
    private int byOtherWays;
    private int silentByOtherWays;

    void add(FlipCampaign.Trial trial) {
        trials++;
        outcomes[trial.outcome().ordinal()]++;
        spread += trial.changed() > 0 ? 1 : 0;
        if (!trial.otherWays().isEmpty()) {
            byOtherWays++;
            silentByOtherWays += trial.outcome() == FlipCampaign.Outcome.SILENT ? 1 : 0;
            if (otherWays.size() < NAMED) {
                otherWays.add(
                        "flip in " + trial.victim() + ": " + trial.otherWays().get(0) + " (" + trial.how() + ")");
            }
        }
    }

    /** Trials in all. */
    public int trials() {
        return trials;
    }

    /** Trials that came to this. */
    public int of(FlipCampaign.Outcome outcome) {
        return outcomes[outcome.ordinal()];
    }

    /** Trials in which somebody else's bytes or turns changed. */
    public int spread() {
        return spread;
    }

    /** Trials in which somebody else was changed, and no message explains it. */
    public int byOtherWays() {
        return byOtherWays;
    }

    /** Of these, trials that ended as if nothing had happened, with other lines in the log. */
    public int silentByOtherWays() {
        return silentByOtherWays;
    }

    /** The first of these, a sentence each. */
    public List<String> otherWays() {
        return List.copyOf(otherWays);
    }

    /** Shares with their 95 % confidence intervals, in a line. */
    public String text() {
        StringBuilder text = new StringBuilder();
        for (FlipCampaign.Outcome outcome : FlipCampaign.Outcome.values()) {
            text.append(outcome.name().toLowerCase(Locale.ROOT))
                    .append(' ')
                    .append(share(of(outcome)))
                    .append(", ");
        }
        return text.append("others changed by messages ")
                .append(share(spread - byOtherWays))
                .append(", by another way ")
                .append(share(byOtherWays))
                .append(", of these silent ")
                .append(silentByOtherWays)
                .toString();
    }

    private String share(int count) {
        Proportion share = new Proportion(count, trials);
        return String.format(
                Locale.ROOT, "%.2f %% [%.2f, %.2f]", 100.0 * count / trials, 100 * share.low(), 100 * share.high());
    }
}
