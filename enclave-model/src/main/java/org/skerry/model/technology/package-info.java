/**
 * What silicon costs: energy, power and area of the smallest parts, with sources and ranges, at one node (7 nm, 0.7 V, 1 GHz).
 *
 * <p>Entry type: {@link org.skerry.model.technology.Constant}, the one table of such figures; docs/ENERGY.md prints it. Facts only, for
 * any thread. Surprising: figures of older silicon are seldom scaled to the node, because wires and memory cells have not scaled as
 * logic has; they make the range instead.
 */
package org.skerry.model.technology;
