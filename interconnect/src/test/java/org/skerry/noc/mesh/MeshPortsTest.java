package org.skerry.noc.mesh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.skerry.noc.NetworkPorts;
import org.skerry.noc.Packet;
import org.skerry.noc.TrafficNode;
import org.skerry.noc.VirtualNetwork;
import org.skerry.noc.topology.MeshSpec;
import org.skerry.sim.kernel.Carriers;
import org.skerry.sim.kernel.Component;
import org.skerry.sim.kernel.Kernel;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;

class MeshPortsTest {
    private static final MeshSpec MESH = MeshSpec.of(2, 2, 1, 0);
    private static final int QUEUE = 8; // the default

    /** Hands over as many long requests as are taken, at cycle 0, and notes when it hears of room. */
    private static final class Pusher implements Component {
        private NetworkPorts ports;
        private int taken;
        private boolean replyTaken;
        private final List<Long> roomAt = new ArrayList<>();

        @Override
        public String name() {
            return "pusher";
        }

        @Override
        public long tick(long cycle) {
            while (ports.poll(cycle) != null) {
                // arrived
            }
            for (int endpoint = ports.pollSpace(cycle); endpoint >= 0; endpoint = ports.pollSpace(cycle)) {
                assertEquals(0, endpoint);
                roomAt.add(cycle);
            }
            if (cycle == 0) {
                while (ports.inject(cycle, packet(VirtualNetwork.REQUEST, 3200))) {
                    taken++;
                }
                replyTaken = ports.inject(cycle, packet(VirtualNetwork.REPLY, 32));
            }
            return IDLE;
        }

        private static Packet packet(VirtualNetwork network, int bytes) {
            return new Packet(1, 0, 3, network, bytes, 0L);
        }

        @Override
        public void save(StateWriter out) {}

        @Override
        public void load(StateReader in) {}
    }

    @Test
    void aFullPortRefusesOneVirtualNetworkAndNamesTheEndpointOnceWhenItHasRoom() {
        Pusher pusher = new Pusher();
        MeshNetwork network = new MeshNetwork(MESH, 1, TrafficNode.BODIES);
        pusher.ports = network.open(pusher, 0, 4);
        Kernel.Builder builder = new Kernel.Builder().component(pusher);
        network.install(builder);
        try (Carriers carriers = new Carriers(0)) {
            builder.build(carriers).run(5_000);
        }
        assertEquals(QUEUE, pusher.taken);
        assertTrue(pusher.replyTaken);
        // 100 flits enter from cycle 1 on, one of them in the turn of the reply; the news takes a cycle.
        assertEquals(List.of(102L), pusher.roomAt);
    }

    @Test
    void aPortIsOpenedOnceAndByOnePartition() {
        MeshNetwork network = new MeshNetwork(MeshSpec.of(3, 5, 2, 2), 5, TrafficNode.BODIES);
        new TrafficNode(network, 0, 6, List.of());
        assertThrows(IllegalStateException.class, () -> new TrafficNode(network, 5, 1, List.of()));
        assertThrows(IllegalArgumentException.class, () -> new TrafficNode(network, 6, 7, List.of()));
    }

    @Test
    void anEndpointOfAnotherOwnerCannotBeUsed() {
        MeshNetwork network = new MeshNetwork(MESH, 1, TrafficNode.BODIES);
        NetworkPorts ports = network.open(new Pusher(), 0, 2);
        Packet foreign = new Packet(1, 2, 3, VirtualNetwork.REQUEST, 32, 0L);
        assertThrows(IllegalStateException.class, () -> ports.inject(0, foreign));
    }
}
