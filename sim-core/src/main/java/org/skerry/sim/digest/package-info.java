/**
 * Our own mixing functions, and the running hash that tells two runs apart.
 *
 * <p>Entry types: {@link org.skerry.sim.digest.EntityDigests} while a model runs, {@link org.skerry.sim.digest.DigestCombiner}
 * at the end. An entity's hash is touched only by the thread that runs the entity; the combiner by one thread. Cost: eight
 * multiplications an event, no allocation. Surprising: these are not cryptographic hashes. They find accidents, not
 * forgeries, and they are part of the result format: to change a constant changes every committed digest.
 */
package org.skerry.sim.digest;
