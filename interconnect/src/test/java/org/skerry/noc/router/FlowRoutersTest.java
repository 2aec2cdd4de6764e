package org.skerry.noc.router;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.skerry.noc.Packet;
import org.skerry.noc.VirtualNetwork;
import org.skerry.noc.flit.FlitLayout;
import org.skerry.noc.flit.PacketTable;
import org.skerry.noc.routing.DimensionOrder;
import org.skerry.noc.routing.Direction;
import org.skerry.noc.topology.MeshCut;
import org.skerry.noc.topology.MeshSpec;
import org.skerry.sim.rng.RandomStream;
import org.skerry.sim.rng.RandomStreams;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;

/** The routers with fewer accesses against those that can do everything. */
class FlowRoutersTest {
    private static final int CYCLES = 1500;

    /** Routers with endpoints that send packets of 1 to 9 flits to any other, as much as is asked for and there are credits. */
    private static final class Rig {
        final RouterBlock block;
        final PacketTable packets = new PacketTable(Packet.codec(null));
        final RandomStream random;
        final ArrayDeque<Integer>[] waiting; // flits, by endpoint
        final int[] vcs; // by endpoint: of the packet under way
        final int[] credits;
        final double load;
        final boolean looksAhead;
        MeshRouters routers;
        long flits;
        long arrived;

        @SuppressWarnings("unchecked") // an array of queues
        Rig(MeshSpec mesh, RouterSpec spec, double load, long seed, boolean flow, boolean looksAhead) {
            this.looksAhead = looksAhead;
            block = new RouterBlock(mesh, spec, new MeshCut(mesh, 1), 0);
            random = new RandomStreams(seed).stream("rig", 0);
            this.load = load;
            waiting = new ArrayDeque[block.endpoints()];
            for (int i = 0; i < waiting.length; i++) {
                waiting[i] = new ArrayDeque<>();
            }
            vcs = new int[block.endpoints()];
            credits = new int[block.endpoints() * block.vcs()];
            java.util.Arrays.fill(credits, spec.vcDepthFlits());
            routers = make(flow);
        }

        MeshRouters make(boolean flow) {
            MeshRoute route = new MeshRoute(block, DimensionOrder.XY, packets);
            assertTrue(FlowRouters.fit(block, block.pipeline(), route));
            return flow
                    ? new FlowRouters(block, block.pipeline(), route, packets, looksAhead)
                    : new Routers(block, block.pipeline(), route, packets);
        }

        void step(long cycle) {
            routers.arrivals(cycle);
            while (routers.injectionCredits().isDue(cycle)) {
                int input = (int) routers.injectionCredits().take();
                int endpoint = block.endpointAt(VcAddress.router(input), VcAddress.port(input));
                credits[endpoint * block.vcs() + VcAddress.vc(input)]++;
            }
            for (int endpoint = 0; endpoint < waiting.length; endpoint++) {
                send(cycle, endpoint);
            }
            while (routers.ejections().isDue(cycle)) {
                long entry = routers.ejections().take();
                routers.ejected(cycle, (int) (entry >>> 32));
                if (FlitLayout.isTail((int) entry)) {
                    arrived = arrived * 31 + cycle + (int) (entry >>> 32);
                    packets.remove(FlitLayout.slot((int) entry));
                }
            }
            routers.step(cycle);
        }

        private void send(long cycle, int endpoint) {
            if (waiting[endpoint].isEmpty() && random.nextInt(1000) < 1000 * load / 5) {
                int destination = random.nextInt(waiting.length);
                VirtualNetwork network = VirtualNetwork.values()[random.nextInt(3)];
                int length = 1 + random.nextInt(9);
                Packet packet = new Packet(random.nextLong(), endpoint, destination, network, 32 * length, null);
                int slot = packets.add(packet, cycle, block.destination(destination));
                vcs[endpoint] = Long.numberOfTrailingZeros(block.allowedVcs(network, endpoint, destination));
                for (int i = 0; i < length; i++) {
                    waiting[endpoint].add(FlitLayout.flit(slot, i == 0, i == length - 1));
                }
            }
            int input = VcAddress.of(block.routerOf(endpoint), block.portOf(endpoint), vcs[endpoint]);
            if (routers instanceof Routers) {
                boolean hasCredit = credits[endpoint * block.vcs() + vcs[endpoint]] > 0;
                assertEquals(hasCredit, routers.hasPlace(cycle, input), "cycle " + cycle + " endpoint " + endpoint);
            }
            if (!waiting[endpoint].isEmpty() && routers.hasPlace(cycle, input)) {
                credits[endpoint * block.vcs() + vcs[endpoint]]--;
                flits++;
                routers.arrive(cycle, input, waiting[endpoint].remove());
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "8, 1, 3, 4, 8, 3, 0.02, false",
        "8, 1, 3, 4, 8, 3, 0.9, true",
        "5, 1, 2, 4, 8, 3, 0.9, false",
        "5, 1, 5, 2, 8, 3, 0.5, true",
        "4, 4, 3, 4, 8, 3, 0.3, true",
        "3, 8, 2, 4, 3, 1, 0.9, false",
        "6, 2, 4, 1, 4, 1, 0.9, true",
    })
    void everyFlitGoesThroughEveryRouterInTheSameCycle(
            int side,
            int endpoints,
            int routerCycles,
            int vcs,
            int depth,
            int creditCycles,
            double load,
            boolean looksAhead) {
        MeshSpec mesh = mesh(side, endpoints, routerCycles);
        RouterSpec spec = spec(mesh, vcs, depth, creditCycles);
        Rig one = new Rig(mesh, spec, load, 7, true, looksAhead);
        Rig other = new Rig(mesh, spec, load, 7, false, false);
        for (int cycle = 0; cycle < CYCLES; cycle++) {
            if (cycle == CYCLES / 2) {
                StateWriter out = new StateWriter();
                one.routers.save(out);
                one.routers = one.make(true);
                one.routers.load(new StateReader(out.toByteArray()));
            }
            one.step(cycle);
            other.step(cycle);
            assertSame(one, other, cycle);
        }
        assertTrue(one.flits > 1000, one.flits + " flits");
        one.routers.checkCredits();
    }

    /** Places of an endpoint come back after 1 cycle for the switch, 1 to the endpoint and 1 for the credit: see the case with 3 flits above. */
    @Test
    void endpointsThatMayHaveNoPlaceAreNotForThem() {
        MeshSpec mesh = mesh(3, 8, 2);
        assertTrue(fit(mesh, spec(mesh, 4, 3, 1)));
        assertFalse(fit(mesh, spec(mesh, 4, 2, 1)));
        assertFalse(fit(mesh, spec(mesh, 4, 3, 2)));
    }

    private static boolean fit(MeshSpec mesh, RouterSpec spec) {
        RouterBlock block = new RouterBlock(mesh, spec, new MeshCut(mesh, 1), 0);
        MeshRoute route = new MeshRoute(block, DimensionOrder.XY, new PacketTable(Packet.codec(null)));
        return FlowRouters.fit(block, block.pipeline(), route);
    }

    private static MeshSpec mesh(int side, int endpoints, int routerCycles) {
        int flitBytes = MeshSpec.of(side, side, endpoints, 1).flitBytes();
        return new MeshSpec(side, side, endpoints, 1, flitBytes, routerCycles, 1, 1, 1);
    }

    private static RouterSpec spec(MeshSpec mesh, int vcs, int depth, int creditCycles) {
        RouterSpec usual = RouterSpec.of(mesh);
        return new RouterSpec(
                vcs,
                depth,
                usual.routingCycles(),
                usual.vcAllocationCycles(),
                usual.switchAllocationCycles(),
                usual.traversalCycles(),
                creditCycles,
                usual.sourceQueuePackets(),
                usual.vcChoice());
    }

    private static void assertSame(Rig one, Rig other, int cycle) {
        assertEquals(other.arrived, one.arrived, "cycle " + cycle);
        for (int router = 0; router < one.block.routers(); router++) {
            String where = "cycle " + cycle + " router " + router;
            assertEquals(other.routers.digestLow(router), one.routers.digestLow(router), where);
            assertEquals(other.routers.digestHigh(router), one.routers.digestHigh(router), where);
            assertEquals(other.routers.buffered(router), one.routers.buffered(router), where);
            assertEquals(
                    other.routers.bufferFlitCycles(router, cycle), one.routers.bufferFlitCycles(router, cycle), where);
            for (int port = 0; port < one.block.ports(); port++) {
                assertEquals(other.routers.portFlits(router, port), one.routers.portFlits(router, port), where);
                if (port < Direction.COUNT) { // endpoints always have places, which nobody counts
                    assertEquals(other.routers.taken(router, port), one.routers.taken(router, port), where);
                }
            }
        }
    }
}
