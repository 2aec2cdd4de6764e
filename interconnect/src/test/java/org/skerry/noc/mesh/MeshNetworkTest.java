package org.skerry.noc.mesh;

import org.skerry.noc.Network;
import org.skerry.noc.NetworkContractTest;
import org.skerry.noc.topology.MeshSpec;
import org.skerry.sim.state.Codec;

/** The flit-level mesh obeys the law book. */
class MeshNetworkTest extends NetworkContractTest {
    @Override
    protected Network network(int partitions, Codec<Object> bodies) {
        return new MeshNetwork(MeshSpec.of(3, 5, 2, 2), partitions, bodies);
    }
}
