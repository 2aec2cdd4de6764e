/**
 * Studies of a network alone: a configuration becomes a curve of latency over load, as text, JSON and a report page.
 *
 * <p>Entry types: {@link org.skerry.scenario.noc.Study}, which is read from a file, {@link org.skerry.scenario.noc.StudyResult}, and
 * {@link org.skerry.scenario.noc.Speed}. Any thread; a study runs its loads on several. Cost: that of the simulations.
 * Surprising: a file in BookSim's format and one in our own are told apart by their first line alone.
 */
package org.skerry.scenario.noc;
