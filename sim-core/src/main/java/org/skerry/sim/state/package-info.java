/**
 * Saving and loading of simulation state: plain bytes with named sections, no reflection, no serialisation of objects.
 *
 * <p>Entry type: {@link org.skerry.sim.state.Stateful}. A writer or reader is used by one thread. Cost: one copy of what is
 * written. Surprising: nothing is skipped or guessed. A reader that meets another section than the one it asks for, an end
 * too early, or bytes left over throws {@link org.skerry.sim.state.StateException}; a checkpoint fits exactly or not at all.
 */
package org.skerry.sim.state;
