/**
 * What a machine gives an actor to live in: linear memory whose bytes the machine owns.
 *
 * <p>Entry type: {@link org.skerry.sim.memory.LinearMemory}. Used by one thread at a time. Accesses inside the window cost an
 * array access; those outside walk the machine's chain of checks. Surprising: the window may be shorter than the memory, since
 * it grows to what is touched.
 */
package org.skerry.sim.memory;
