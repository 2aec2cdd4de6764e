package org.skerry.noc;

import org.skerry.noc.topology.MeshSpec;
import org.skerry.sim.state.Codec;

/** Makes the network of a machine: what a machine is given in place of a network, since it alone knows its packets. */
@FunctionalInterface
public interface NetworkMaker {
    /**
     * The network of {@code mesh}.
     *
     * @param partitions parts to cut it into, or fewer
     * @param bodies     how the bodies of packets are saved
     */
    Network make(MeshSpec mesh, int partitions, Codec<Object> bodies);
}
