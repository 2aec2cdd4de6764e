/**
 * Network interfaces: where packets become flits and flits packets again, for all endpoints of one partition.
 *
 * <p>Entry types: {@link org.skerry.noc.ni.MeshPorts} on the side of whoever serves the endpoints,
 * {@link org.skerry.noc.ni.SourceQueues} and {@link org.skerry.noc.ni.Reassembly} on the side of the routers. The two sides are of one
 * partition and meet by wires, and by the cycles from which on places are free again:
 *
 * <pre>
 *   owner's component            | between            | slice of the network
 *   inject  -> place left? ------+--- packet -------->| SourceQueues -> flits -> router
 *              Places <----------+--- free from ------| (tail has left)
 *   pollSpace <------------------+--- room, if refused|
 *   poll    <--------------------+--- packet ---------| Reassembly <- flits <- router
 * </pre>
 *
 * <p>Cost: a few array accesses a flit, one wire item a packet and way. Surprising: the interface decides about a flit at the cycle at
 * which the flit reaches the router, so that the time on the way there is inside the packet's wire and inside the credit's way back.
 */
package org.skerry.noc.ni;
