/**
 * What breaks in a machine, and when: seeded schedules of dead tiles, routers and links, enclaves that hang, flipped bits and lost nodes of
 * the control plane, as data.
 *
 * <p>Entry types: {@link org.skerry.model.fault.FaultSpec}, what a scenario says, and {@link org.skerry.model.fault.FaultSchedule}, the list
 * of single faults that a machine makes of it once it knows who lives where. Immutable, any thread; no cost in a machine without faults.
 * Surprising: a schedule that is drawn at random has been drawn before the first cycle; a run only reads a list.
 */
package org.skerry.model.fault;
