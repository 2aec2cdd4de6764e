package org.skerry.noc.ideal;

import org.skerry.noc.Network;
import org.skerry.noc.NetworkContractTest;
import org.skerry.noc.topology.Chiplets;
import org.skerry.noc.topology.MeshSpec;
import org.skerry.sim.state.Codec;

class IdealChipletsTest extends NetworkContractTest {
    @Override
    protected Network network(int partitions, Codec<Object> bodies) {
        MeshSpec mesh = new MeshSpec(4, 6, 1, 2, 32, 3, 0, 2, 1, 1, new Chiplets(2, 3, 5, 3), false);
        return new IdealNetwork(mesh, partitions, bodies);
    }
}
