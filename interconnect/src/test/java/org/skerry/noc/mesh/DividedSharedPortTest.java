package org.skerry.noc.mesh;

import org.skerry.noc.Network;
import org.skerry.noc.NetworkContractTest;
import org.skerry.noc.Packet;
import org.skerry.noc.mesh.TimeDivisionSpec.Schedule;
import org.skerry.noc.topology.MeshSpec;
import org.skerry.sim.state.Codec;

/** The law book, for a mesh of three domains whose enclaves share the port of their tile, which is divided by time as links are. */
class DividedSharedPortTest extends NetworkContractTest {
    private static final int DOMAINS = 3;

    @Override
    protected Network network(int partitions, Codec<Object> bodies) {
        return MeshNetwork.maker(TimeDivisionSpec.of(Schedule.WAVE, DOMAINS))
                .make(MeshSpec.of(3, 5, 2, 2).withSharedPort(true), partitions, bodies);
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

    @Override
    protected int noticedAfterCycles() {
        return DOMAINS;
    }
}
