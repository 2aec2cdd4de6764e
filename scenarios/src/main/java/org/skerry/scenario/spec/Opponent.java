package org.skerry.scenario.spec;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A machine that a scenario states by what it is to be held against: nothing of it is written down, all follows from the other machine.
 *
 * @param rule           what is equal
 * @param of             name of the enclave chip it is the opponent of
 * @param messagingCores whether the chip's cores for messages are counted in, and run actors here
 * @param equalCapacity  whether its memory is no larger than all private memories of the chip
 * @param matched        of equal power, the cores and the clock that were found to take as much as the chip under a load
 */
public record Opponent(Rule rule, String of, boolean messagingCores, boolean equalCapacity, Optional<Matched> matched) {
    /** So many cores, on a mesh of that clock. */
    public record Matched(int cores, long hertz) {}

    /** What is equal. */
    public enum Rule {
        /** The same cores, bits of memory for data, mesh and clock; tags, coherence and translation come on top and are counted. */
        TWIN("twin", "the same cores, data SRAM bits, mesh and clock"),
        /** As many cores and caches of the twin's kind as have room on the chip's area, memory interfaces included. */
        EQUAL_AREA("equal-area", "as many of the twin's cores as fit the chip's area, memory interfaces included"),
        /** As many cores and caches of the twin's kind, as fast, as take the chip's power under the load that is run. */
        EQUAL_POWER("equal-power", "as many of the twin's cores, as fast, as take the chip's power under this load"),
        /** A computer that was built, by its preset. */
        SERVER("server", "a server that was built");

        private final String word;
        private final String text;

        Rule(String word, String text) {
            this.word = word;
            this.text = text;
        }

        /** Whether something of the two machines is equal. */
        public boolean isMatched() {
            return this != SERVER;
        }

        /** The word in scenario files. */
        public String word() {
            return word;
        }

        /** What it means, in a few words. */
        public String text() {
            return text;
        }

        /** Every word, in order of declaration. */
        public static List<String> words() {
            return Arrays.stream(values()).map(Rule::word).toList();
        }

        /** The rule of a word that is one of {@link #words}. */
        public static Rule of(String word) {
            return Arrays.stream(values())
                    .filter(rule -> rule.word.equals(word))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
