/**
 * Containment of the shared-memory machine: which checks stand between an actor's addresses and the one physical memory, who owns the
 * state that they look at and where it lies, and what it costs to pass from an actor to the software below it.
 *
 * <p>Entry types: {@link org.skerry.model.sharedmem.containment.Containment}, of which a machine has one, and
 * {@link org.skerry.model.sharedmem.containment.ContainmentWiring}, which makes it. One thread. An access inside an actor's window costs
 * nothing here; one that leaves it walks. Surprising: nobody else may know which rung of containment a machine stands on, which a test of
 * the architecture holds; what an attack reaches follows from addresses, checks and bytes.
 */
package org.skerry.model.sharedmem.containment;
