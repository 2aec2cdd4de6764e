package org.skerry.scenario.validate;

import java.util.function.Predicate;

/**
 * How much is run.
 *
 * @param wanted  whether a subject of a suite (a chip, a curve) is
 * @param seeds   runs of what is drawn at random
 * @param threads of the host; changes no result
 * @param deep    whether spaces that take long are gone through, too
 */
public record Effort(Predicate<String> wanted, int seeds, int threads, boolean deep) {
    /** Without what takes long. */
    public Effort(Predicate<String> wanted, int seeds, int threads) {
        this(wanted, seeds, threads, false);
    }
}
