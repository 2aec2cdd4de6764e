/**
 * Noisy neighbours: what actors that take more than their share take from others. {@code NoiseExperiment} runs a
 * scenario quietly and with each kind of noise, with the same seeds, and {@code NoiseResult} holds what it found.
 * One thread. Costs a run of the scenario for each machine, seed and neighbour. Surprising: a victim's figures come from an observer and not
 * from the victim, so that its own clock and its own waiting do not hide anything; a request that is never answered counts with its age.
 */
package org.skerry.scenario.noise;
