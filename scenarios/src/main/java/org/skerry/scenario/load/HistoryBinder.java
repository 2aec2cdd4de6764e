package org.skerry.scenario.load;

import java.util.List;
import java.util.Optional;
import org.skerry.scenario.spec.HistoryCheck;
import org.skerry.scenario.spec.HistoryCheck.Majority;

/** What is asked of the history that clients log: {@code checks.history}. */
final class HistoryBinder {
    static final List<String> WORDS = List.of("kept", "lost");

    private HistoryBinder() {}

    static HistoryCheck bind(Section checks) {
        Section history = Section.of(
                checks.get("history"),
                checks.path("history"),
                checks.scope(),
                List.of("longestGapNanoseconds", "answerWithinNanoseconds", "majority"));
        return new HistoryCheck(
                history.number("longestGapNanoseconds", 0, 0, Long.MAX_VALUE),
                history.number("answerWithinNanoseconds", 0, 0, Long.MAX_VALUE),
                majority(history));
    }

    private static Optional<Majority> majority(Section history) {
        if (!history.has("majority")) {
            return Optional.empty();
        }
        String word = history.text("majority");
        if (!WORDS.contains(word)) {
            throw Section.wrong(
                    history.get("majority"),
                    history.path("majority") + "='" + word + "' is neither of " + WORDS + ". "
                            + Nearest.hint(word, WORDS, ""));
        }
        return Optional.of(word.equals("kept") ? Majority.KEPT : Majority.LOST);
    }
}
