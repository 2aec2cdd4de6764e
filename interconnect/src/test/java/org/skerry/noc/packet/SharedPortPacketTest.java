package org.skerry.noc.packet;

import org.skerry.noc.Network;
import org.skerry.noc.NetworkContractTest;
import org.skerry.noc.topology.MeshSpec;
import org.skerry.sim.state.Codec;

/** The packet-level network obeys the law book if endpoints share a port of their router. */
class SharedPortPacketTest extends NetworkContractTest {
    @Override
    protected Network network(int partitions, Codec<Object> bodies) {
        return new PacketNetwork(MeshSpec.of(3, 4, 3, 2).withSharedPort(true), partitions, bodies);
    }

    @Override
    protected int mostPartitions() {
        return 1;
    }
}
