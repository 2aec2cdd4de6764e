package org.skerry.scenario.demo;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What the viewer expected of one machine, and what then happened there.
 *
 * @param about    what it is about, such as {@code memories reached}
 * @param machine  on which machine
 * @param expected the viewer's word; empty when there was no guess
 * @param found    the word for what happened
 */
record Prediction(String about, String machine, Optional<String> expected, String found) {
    /** Whether it came as expected; empty when there was no guess. */
    Optional<Boolean> right() {
        return expected.map(word -> word.equals(found));
    }

    /** One sentence about all guesses; empty when there was none. */
    static Optional<String> sentence(List<Prediction> predictions) {
        List<Prediction> made = predictions.stream()
                .filter(prediction -> prediction.expected.isPresent())
                .toList();
        if (made.isEmpty()) {
            return Optional.empty();
        }
        long right = made.stream().filter(p -> p.right().orElseThrow()).count();
        String each = made.stream().map(Prediction::compared).collect(Collectors.joining("; "));
        String verdict = right == made.size()
                ? "as you expected"
                : right == 0 ? "not as you expected" : "partly as you expected";
        return Optional.of("Your guess: " + each + ". It came " + verdict + ".");
    }

    private String compared() {
        String word = expected.orElseThrow();
        return machine + " " + word + (word.equals(found) ? ", and so it was" : ", but it was " + found);
    }
}
