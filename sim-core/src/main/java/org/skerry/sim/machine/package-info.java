/**
 * What every machine is: deploy a plan, run it, read what it did. And the oracle, a machine without time.
 *
 * <p>Entry type: {@link org.skerry.sim.machine.Machine}. Used by one thread, except the request to stop. Surprising: how a run ends
 * is a value ({@link org.skerry.sim.machine.RunOutcome}); exceptions are for plans that do not fit and for broken invariants.
 */
package org.skerry.sim.machine;
