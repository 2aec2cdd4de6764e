package org.skerry.noc.mesh;

import org.skerry.noc.Network;
import org.skerry.noc.NetworkContractTest;
import org.skerry.noc.topology.MeshSpec;
import org.skerry.sim.state.Codec;

/** A mesh whose endpoints share a port of their router obeys the law book. */
class SharedPortMeshTest extends NetworkContractTest {
    @Override
    protected Network network(int partitions, Codec<Object> bodies) {
        return new MeshNetwork(MeshSpec.of(3, 4, 3, 2).withSharedPort(true), partitions, bodies);
    }
}
