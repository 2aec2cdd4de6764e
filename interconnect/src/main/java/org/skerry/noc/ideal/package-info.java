/**
 * The network without contention: closed-form latency on the links of a mesh, one flit a cycle at each endpoint's port.
 *
 * <p>Entry type: {@link org.skerry.noc.ideal.IdealNetwork}. One slice for each partition, each on its own thread in a parallel run.
 * Cost: one event a packet, two where packets queue for a port. Surprising: it is a bound, not a mesh. Links carry any number of
 * flits at once; only the two ends of a packet's way are ever busy.
 */
package org.skerry.noc.ideal;
