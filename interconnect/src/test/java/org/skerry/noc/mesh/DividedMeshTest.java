package org.skerry.noc.mesh;

import org.skerry.noc.Network;
import org.skerry.noc.NetworkContractTest;
import org.skerry.noc.Packet;
import org.skerry.noc.mesh.TimeDivisionSpec.Schedule;
import org.skerry.noc.topology.MeshSpec;
import org.skerry.sim.state.Codec;

/** The law book, for a mesh of three domains that ride waves; the closed form is that of the cycle at which a packet is handed over. */
class DividedMeshTest extends NetworkContractTest {
    private static final int DOMAINS = 3;

    @Override
    protected Network network(int partitions, Codec<Object> bodies) {
        return MeshNetwork.maker(TimeDivisionSpec.of(Schedule.WAVE, DOMAINS))
                .make(MeshSpec.of(3, 5, 2, 2), partitions, bodies);
    }

    @Override
    protected long zeroLoad(Network network, long cycle, Packet packet) {
        return ((MeshNetwork) network)
                .zeroLoadLatencyCycles(cycle, packet.domain(), packet.source(), packet.destination(), packet.bytes());
    }

    @Override
    protected int domainOf(int endpoint) {
        return endpoint % DOMAINS;
    }
}
