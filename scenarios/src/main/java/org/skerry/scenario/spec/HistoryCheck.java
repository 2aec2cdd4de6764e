package org.skerry.scenario.spec;

import java.util.Optional;
import org.skerry.sim.config.Check;

/**
 * What must be true of what clients of a replicated service saw; that it could have been one register for each key is always asked.
 *
 * @param longestGapNanoseconds   longest time from an answer to the next one, of whichever clients; 0 for any
 * @param answerWithinNanoseconds longest time from asking to an answer, or to hearing that there is none to be had; 0 for any
 * @param majority                whether clients never hear that there is no majority (kept), or all do in the end (lost); empty for either
 */
public record HistoryCheck(long longestGapNanoseconds, long answerWithinNanoseconds, Optional<Majority> majority) {
    /** Nothing but that it is linearizable. */
    public static final HistoryCheck DEFAULT = new HistoryCheck(0, 0, Optional.empty());

    public HistoryCheck {
        Check.inRange(longestGapNanoseconds, 0, Long.MAX_VALUE, "checks.history.longestGapNanoseconds");
        Check.inRange(answerWithinNanoseconds, 0, Long.MAX_VALUE, "checks.history.answerWithinNanoseconds");
    }

    /** What becomes of the majority of a service. */
    public enum Majority {
        /** It goes on. */
        KEPT,
        /** It is lost, and says so. */
        LOST
    }
}
