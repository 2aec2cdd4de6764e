package org.skerry.scenario.validate;

import java.util.function.Predicate;

/**
 * How much is run.
 *
 * @param wanted  whether a subject of a suite (a chip, a curve) is
 * @param seeds   runs of what is drawn at random
 * @param threads of the host; changes no result
 */
public record Effort(Predicate<String> wanted, int seeds, int threads) {}
