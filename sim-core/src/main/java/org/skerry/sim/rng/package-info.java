/**
 * Random numbers that stay where they are: every draw comes from a stream named after its purpose.
 *
 * <p>Entry type: {@link org.skerry.sim.rng.RandomStreams}. A stream belongs to one entity and so to one thread; making one is
 * cheap but allocates, drawing does not. Surprising: a stream depends only on (seed, name, index). Adding an actor, a stream
 * or a draw elsewhere never moves the numbers of another stream.
 */
package org.skerry.sim.rng;
