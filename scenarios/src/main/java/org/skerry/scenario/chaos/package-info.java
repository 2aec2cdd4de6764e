/**
 * Chaos experiments: a service in its steady state, a hypothesis about it, something that breaks, and a verdict. {@code ChaosExperiment} runs
 * one file on its machines with its seeds; {@code ResilienceTriangle} and {@code DegradationCurve} say what its figures mean. One thread. Costs
 * a run of the scenario for each machine and seed, and one for each point of a degradation curve. Surprising: figures are those of clients
 * outside the machine and never of the machine itself, so a service that thinks it is well does not look well.
 */
package org.skerry.scenario.chaos;
