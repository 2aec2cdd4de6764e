package org.skerry.model.attest;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What a verifier says of one evidence.
 *
 * @param failures every rule that it broke, in order of {@link Rule}; empty if it is accepted
 */
public record Verdict(List<Failure> failures) {
    /**
     * A rule that was broken.
     *
     * @param rule   which
     * @param detail what was found and what should have been
     */
    public record Failure(Rule rule, String detail) {}

    /** Keeps its own list. */
    public Verdict {
        failures = List.copyOf(failures);
    }

    /** Whether no rule was broken. */
    public boolean accepted() {
        return failures.isEmpty();
    }

    /** Whether this rule was broken. */
    public boolean broke(Rule rule) {
        return failures.stream().anyMatch(failure -> failure.rule == rule);
    }

    /** The rules that were broken, by their words. */
    public List<String> words() {
        return failures.stream().map(failure -> failure.rule.word()).toList();
    }

    @Override
    public String toString() {
        return accepted()
                ? "accepted"
                : failures.stream()
                        .map(failure -> failure.rule.word() + ": " + failure.detail)
                        .collect(Collectors.joining("; "));
    }
}
