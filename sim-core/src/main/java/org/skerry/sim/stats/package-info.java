/**
 * Metrics: counters that models keep in plain longs, latency histograms, and snapshots of all of them.
 *
 * <p>Entry type: {@link org.skerry.sim.stats.StatsRegistry}, filled while a machine is built. Counting is the model's own
 * {@code long++}; the registry reads it only when a snapshot is taken, between two cycles and by one thread. Surprising:
 * there is no reset. A measured region is the later snapshot {@linkplain org.skerry.sim.stats.StatsSnapshot#since since} the
 * earlier one.
 */
package org.skerry.sim.stats;
