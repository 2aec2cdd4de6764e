/**
 * What clients of a replicated service wrote to the log of a run, as operations on registers, and what follows from them: whether they are linearizable, how long
 * nobody was answered, and whether a lost majority was said.
 *
 * <p>Entry: {@link org.skerry.scenario.history.History#of}. Everything follows from the log alone, so that a stored run can be judged again; use from any thread.
 * Cost: that of {@link org.skerry.scenario.linear}. The surprising thing: an operation of which a client gave up hearing counts as one that may still happen.
 */
package org.skerry.scenario.history;
