/**
 * Wires between components: the only way from one to another, and the latch of the machine.
 *
 * <p>Entry types: {@link org.skerry.sim.link.Wire} for items of any type, {@link org.skerry.sim.link.LongWire} for at most one
 * long a cycle. One producer and one consumer component; latency at least 1; first in, first out. What is sent at a cycle
 * cannot be seen in that cycle, so the order in which components tick does not matter. Cost: a store and a wake-up to send, a
 * load to poll; no allocation once the arrays have grown. Surprising: no queue between threads is needed. A wire that crosses
 * partitions collects what is sent in an outbox, and the kernel moves it over between two windows, when nobody runs; the
 * window is never longer than the wire's latency, so nothing can be late.
 */
package org.skerry.sim.link;
