/**
 * How long it takes to restore an actor that has ended, measured part by part on machines and held against their closed forms.
 *
 * <p>Entry type: {@link org.skerry.scenario.supervise.RestoreRun}. Used by one thread. Cost: a run of some hundred thousand cycles for each point.
 * Surprising: what the supervisor computes in its turn is counted on the oracle, where instructions are the same and nothing takes time.
 */
package org.skerry.scenario.supervise;
