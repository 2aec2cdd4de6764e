/**
 * What every machine counts in the same way: actors, messages and turns, and where the cycles of its cores went.
 *
 * <p>Entry types: {@link org.skerry.model.count.ActorCounters} and {@link org.skerry.model.count.CycleAccount}. Each belongs to the
 * thread that simulates what it counts, and is read between two cycles. Cost: an increment, or a few additions when a core turns to
 * something else. Surprising: an account can be read in the middle of anything, and its parts always add up to all cycles so far.
 */
package org.skerry.model.count;
