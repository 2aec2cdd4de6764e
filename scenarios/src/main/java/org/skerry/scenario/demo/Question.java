package org.skerry.scenario.demo;

import java.util.List;
import java.util.Optional;

/**
 * A question that one key answers. Enter alone means no guess.
 *
 * @param text    what is asked, one line
 * @param choices answers, each with a key of its own
 */
public record Question(String text, List<Choice> choices) {
    /**
     * One answer.
     *
     * @param key  the key to press, a lower-case letter or a digit
     * @param word what it stands for, in lower case; begins with the key where that is possible
     */
    public record Choice(char key, String word) {}

    /** Refuses two answers with one key. */
    public Question {
        choices = List.copyOf(choices);
        if (choices.stream().map(Choice::key).distinct().count() != choices.size()) {
            throw new IllegalArgumentException("two choices of '" + text + "' have the same key");
        }
    }

    /** The choice that this key means, in either case. */
    public Optional<Choice> choice(int key) {
        return choices.stream()
                .filter(choice -> choice.key == Character.toLowerCase(key))
                .findFirst();
    }

    /** The keys and what they mean, in one line. */
    public String hint() {
        StringBuilder hint = new StringBuilder();
        for (Choice choice : choices) {
            boolean inWord = choice.word.startsWith(String.valueOf(choice.key));
            hint.append('[')
                    .append(choice.key)
                    .append(']')
                    .append(inWord ? choice.word.substring(1) : " " + choice.word);
            hint.append("  ");
        }
        return hint.append("[Enter] skip").toString();
    }
}
