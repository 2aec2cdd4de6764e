package org.skerry.noc.router;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.skerry.noc.Packet;
import org.skerry.noc.TrafficNode;
import org.skerry.noc.VirtualNetwork;
import org.skerry.noc.flit.FlitLayout;
import org.skerry.noc.flit.PacketTable;
import org.skerry.noc.routing.DimensionOrder;
import org.skerry.noc.routing.Direction;
import org.skerry.noc.topology.MeshCut;
import org.skerry.noc.topology.MeshSpec;

/** Two routers, driven by hand: flits go in at port 4 of router 0 for the endpoint of router 1. */
class RoutersTest {
    private static final int DEPTH = 2;
    private static final MeshSpec MESH = MeshSpec.of(2, 1, 1, 0);
    private static final int IN = VcAddress.of(0, Direction.COUNT, 0);

    private final PacketTable packets = new PacketTable(Packet.codec(TrafficNode.BODIES));
    private final RouterBlock block =
            new RouterBlock(MESH, RouterSpec.of(MESH).withVcsPerVnet(1).withDepthFlits(DEPTH), new MeshCut(MESH, 1), 0);
    private final Routers routers =
            new Routers(block, block.pipeline(), new MeshRoute(block, DimensionOrder.XY, packets), packets);

    private int packet() {
        Packet packet = new Packet(1, 0, 1, VirtualNetwork.REQUEST, 100, 0L);
        return packets.add(packet, 0, block.destination(1));
    }

    private void run(long from, long to) {
        for (long cycle = from; cycle < to; cycle++) {
            routers.arrivals(cycle);
            routers.step(cycle);
            routers.checkCredits();
        }
    }

    private void arrivals(long from, long to) {
        for (long cycle = from; cycle < to; cycle++) {
            routers.arrivals(cycle);
            routers.step(cycle);
        }
    }

    @Test
    void headTakesFourCyclesAHopAndThreeInTheLastRouter() {
        routers.arrive(0, IN, FlitLayout.flit(packet(), true, true));
        run(0, 7);
        assertEquals(7, routers.ejections().nextCycle());
        assertEquals(1, routers.counters().portFlits(Direction.EAST));
    }

    @Test
    void idleRoutersNeedNoTick() {
        assertEquals(Long.MAX_VALUE, routers.nextCycle(0));
        routers.arrive(0, IN, FlitLayout.flit(packet(), true, true));
        run(0, 2);
        // The flit is on the link and comes at cycle 4, before the credits of cycle 1 that go to the endpoint, at 1 + 3
        // + 1.
        assertEquals(4, routers.nextCycle(2));
    }

    @Test
    void aFlitWithoutAHeadIsCaught() {
        IllegalStateException broken = assertThrows(
                IllegalStateException.class, () -> routers.arrive(3, IN, FlitLayout.flit(packet(), false, true)));
        assertTrue(broken.getMessage().startsWith("cycle 3: router 0 port 4 VC 0"), broken.getMessage());
    }

    @Test
    void aFlitWithoutCreditIsCaught() {
        int slot = packet();
        routers.arrive(0, IN, FlitLayout.flit(slot, true, false));
        routers.arrive(0, IN, FlitLayout.flit(slot, false, false));
        IllegalStateException broken = assertThrows(
                IllegalStateException.class, () -> routers.arrive(0, IN, FlitLayout.flit(slot, false, true)));
        assertTrue(broken.getMessage().contains("held 2"), broken.getMessage());
    }

    @Test
    void aCreditThatIsCountedTwiceIsCaught() {
        int east = VcAddress.of(0, Direction.EAST, 0);
        routers.arrive(0, IN, FlitLayout.flit(packet(), true, true));
        run(0, 3);
        routers.credit(2, east);
        assertThrows(IllegalStateException.class, routers::checkCredits);
        IllegalStateException broken = assertThrows(
                IllegalStateException.class, () -> arrivals(3, 20), "at the latest when the true one comes");
        assertTrue(broken.getMessage().contains("has more credits than the 2 flits"), broken.getMessage());
    }

    @Test
    void aFlitThatIsLostOnALinkIsCaught() {
        routers.arrive(0, IN, FlitLayout.flit(packet(), true, true));
        run(0, 8);
        routers.ejections().take();
        assertThrows(IllegalStateException.class, routers::checkCredits);
    }
}
