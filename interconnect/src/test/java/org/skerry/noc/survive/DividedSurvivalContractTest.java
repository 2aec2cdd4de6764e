package org.skerry.noc.survive;

import org.skerry.noc.Network;
import org.skerry.noc.NetworkContractTest;
import org.skerry.noc.Packet;
import org.skerry.noc.TrafficNode;
import org.skerry.noc.link.LinkErrors;
import org.skerry.noc.mesh.MeshNetwork;
import org.skerry.noc.mesh.TimeDivisionSpec;
import org.skerry.noc.mesh.TimeDivisionSpec.Schedule;
import org.skerry.noc.topology.MeshSpec;
import org.skerry.sim.state.Codec;

/** The law book, for the mesh that could break and is divided by time: with the timing of the divided one that cannot break. */
class DividedSurvivalContractTest extends NetworkContractTest {
    private static final TimeDivisionSpec WAVES = TimeDivisionSpec.of(Schedule.WAVE, 3);
    private static final MeshSpec MESH = MeshSpec.of(3, 5, 2, 2);

    private final MeshNetwork unbreakable =
            (MeshNetwork) MeshNetwork.maker(WAVES).make(MESH, 1, TrafficNode.BODIES);

    @Override
    protected Network network(int partitions, Codec<Object> bodies) {
        return new SurvivingNetwork(MESH, WAVES, bodies, LinkErrors.NONE, true, 100, 1, new NumberNotices());
    }

    @Override
    protected long zeroLoad(Network network, long cycle, Packet packet) {
        return unbreakable.zeroLoadLatencyCycles(
                cycle, packet.domain(), packet.source(), packet.destination(), packet.bytes());
    }

    @Override
    protected int domainOf(int endpoint) {
        return endpoint % WAVES.domains();
    }

    @Override
    protected int mostPartitions() {
        return 1;
    }
}
