package org.skerry.noc.mesh;

import org.skerry.noc.Network;
import org.skerry.noc.NetworkContractTest;
import org.skerry.noc.topology.Chiplets;
import org.skerry.noc.topology.MeshSpec;
import org.skerry.sim.state.Codec;

/** Partitions are cut both within chiplets and between them. */
class ChipletMeshTest extends NetworkContractTest {
    static final MeshSpec MESH = new MeshSpec(4, 6, 1, 2, 32, 3, 1, 2, 1, 1, new Chiplets(2, 3, 5, 3), false);

    @Override
    protected Network network(int partitions, Codec<Object> bodies) {
        return new MeshNetwork(MESH, partitions, bodies);
    }
}
