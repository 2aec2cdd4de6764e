/**
 * The network on chip as machines see it: endpoints, ports, packets.
 *
 * <p>Entry type: {@link org.skerry.noc.Network}; one implementation is in {@link org.skerry.noc.ideal}, the others stand beside it.
 * A machine opens {@link org.skerry.noc.NetworkPorts} for each of its components, puts everything into one kernel, and from then on
 * meets the network only there. Each port belongs to the thread of the component that opened it. Cost: a packet is one object, made
 * by its sender and never copied. Surprising: an endpoint must take each packet at the cycle at which it arrives; whoever cannot
 * must not let it be sent, which is what credits between endpoints are for.
 */
package org.skerry.noc;
