/**
 * Energy and area of a machine, worked out after a run from what was counted. Takes no part in a simulation.
 *
 * <p>Entry type: {@link org.skerry.model.energy.EnergyModel}; each machine's specification makes its own, from the same
 * {@link org.skerry.model.energy.Silicon} and the same table of constants ({@link org.skerry.model.technology}). Facts only, for any
 * thread; a bill costs some multiplications. Surprising: the ranges of a bill are wide, and lines that share a constant are wrong
 * together: compare machines line by line before comparing sums.
 */
package org.skerry.model.energy;
