/**
 * Far wake-ups, in one total order or cycle by cycle.
 *
 * <p>Entry type: {@link org.skerry.sim.event.EventQueue}. One queue belongs to one component and so to one thread. Cost: a few
 * dozen nanoseconds to add or take at a thousand pending events, growing with their logarithm; no allocation once the arrays
 * have grown. Surprising: events of one cycle come out by source and then in the order in which that source added them, never
 * in the order in which different sources happened to run. {@link org.skerry.sim.event.EventWheel} is for owners with so many sources
 * that a logarithm is too much, and to whom the order of two sources within a cycle does not matter: first added, first out.
 */
package org.skerry.sim.event;
