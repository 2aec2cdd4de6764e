package org.skerry.scenario.demo;

import java.util.List;
import java.util.Optional;
import org.skerry.scenario.demo.Question.Choice;

/** How many of several actors something happened to. */
enum Extent {
    NONE("none"),
    SOME("some"),
    ALL("all");

    private final String word;

    Extent(String word) {
        this.word = word;
    }

    String word() {
        return word;
    }

    /** What {@code count} of {@code total} is; of nobody none. */
    static Extent of(int count, int total) {
        return count == 0 ? NONE : count < total ? SOME : ALL;
    }

    /** These as answers to a question. */
    static List<Choice> choices() {
        return List.of(new Choice('n', NONE.word), new Choice('s', SOME.word), new Choice('a', ALL.word));
    }

    /** What somebody answered. */
    static Optional<Extent> of(Optional<Choice> choice) {
        for (Extent extent : values()) {
            if (choice.isPresent() && choice.get().word().equals(extent.word)) {
                return Optional.of(extent);
            }
        }
        return Optional.empty();
    }
}
