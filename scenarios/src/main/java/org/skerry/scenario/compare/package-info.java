/**
 * The same actors on several machines: whether they agree, and which was faster by what factor; and what further runs say beside that: other
 * seeds, single costs, the service as a program for shared memory, a machine of equal power.
 *
 * <p>Entry type: {@link org.skerry.scenario.compare.Comparison}, of runs that are done, which costs nothing beside them. One thread. {@code FormRuns},
 * {@code CostRuns} and {@code PowerMatch} run machines of their own. Surprising: the sentence that reports the result says itself when the
 * machines are not of equal size, and what is not modelled.
 */
package org.skerry.scenario.compare;
