/**
 * What fails in a network, and when: as data, the same for experiments and for machines.
 *
 * <p>Entry type: {@link org.skerry.noc.fault.FaultPlan}. Immutable, any thread, no cost. Surprising: a plan that draws its faults at random has
 * drawn them when it exists; the network that suffers it sees a list.
 */
package org.skerry.noc.fault;
