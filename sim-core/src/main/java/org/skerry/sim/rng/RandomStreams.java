package org.skerry.sim.rng;

import org.skerry.sim.digest.Mix;

/**
 * The source of all randomness of a run. Immutable.
 *
 * @param seed the seed of the run; every long is a good one
 */
public record RandomStreams(long seed) {
    /** A new stream for purpose {@code name} and instance {@code index}. The same three numbers give the same stream, always. */
    public RandomStream stream(String name, long index) {
        return new RandomStream(Mix.combine(Mix.combine(Mix.mix(seed), Mix.hash(name)), index));
    }
}
