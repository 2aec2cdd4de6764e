/**
 * The same actors on several machines: whether they agree, and which was faster by what factor.
 *
 * <p>Entry type: {@link org.skerry.scenario.compare.Comparison}. Stateless, any thread; cost is nothing beside the runs. Surprising:
 * the sentence that reports the result says itself when the machines are not of equal size, and what is not modelled.
 */
package org.skerry.scenario.compare;
