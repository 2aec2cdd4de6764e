package org.skerry.noc.survive;

import org.skerry.noc.Network;
import org.skerry.noc.NetworkContractTest;
import org.skerry.noc.link.LinkErrors;
import org.skerry.noc.topology.MeshSpec;
import org.skerry.sim.state.Codec;

/** The mesh that could break, and does not, obeys the law book: with the timing of the one that cannot. */
class SurvivingNetworkTest extends NetworkContractTest {
    @Override
    protected Network network(int partitions, Codec<Object> bodies) {
        return new SurvivingNetwork(
                MeshSpec.of(3, 5, 2, 2), bodies, LinkErrors.NONE, true, 100, 1, new NumberNotices());
    }

    @Override
    protected int mostPartitions() {
        return 1;
    }
}
