/**
 * The loop that runs a machine cycle by cycle, in one thread or in several with the same result.
 *
 * <p>Entry types: {@link org.skerry.sim.kernel.Component} for whoever models a part, {@link org.skerry.sim.kernel.Kernel} for
 * whoever puts a machine together, {@link org.skerry.sim.kernel.Carriers} for the threads under guest code. A kernel is used by
 * one thread, its caller; only {@code requestStop} may come from another. Cost: a scan over the wake-up cycles of all
 * components for each cycle at which any is due; nothing for cycles in which none is. So components are slices of many
 * routers or enclaves, not single ones.
 *
 * <p>Surprising: the loop has no stack of its own. It is an object that whichever thread has the baton carries on, so that a
 * guest can be held in the middle of a turn with all its frames while thousands of other turns pass.
 *
 * <pre>
 *   partition A   |cycles 0..3 |4..7        |      a window is as long as the smallest latency
 *   partition B   |0..3        |4..7        |      of the wires between partitions
 *                              ^ wires are handed over here
 * </pre>
 */
package org.skerry.sim.kernel;
