package org.skerry.noc.mesh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.skerry.noc.router.RouterSpec;
import org.skerry.noc.router.VcChoice;
import org.skerry.noc.routing.DimensionOrder;
import org.skerry.noc.topology.MeshSpec;

/**
 * Rates and latencies under steady load, against BookSim 2 with the same delays. Injection takes two cycles there. The figures are
 * those of {@code noc-booksim.json} and of the description of its router; seeds scatter by 0.3 % below saturation.
 */
class MeshRatesTest {
    private static final long PPM = 1_000_000;
    private static final long WARM_UP_CYCLES = 3_000;

    /** An 8 x 8 mesh with look-ahead routing; the last part of the name in BookSim is LA. */
    private static SteadyTraffic uniform(int vcs, int flits, double load, VcChoice choice, long cycles) {
        MeshSpec mesh = new MeshSpec(8, 8, 1, 0, 32, 3, 1, 2, 1);
        RouterSpec router = RouterSpec.of(mesh).withVcsPerVnet(vcs).withVcChoice(choice);
        return run(mesh, router, flits, load, cycles, false);
    }

    private static SteadyTraffic run(
            MeshSpec mesh, RouterSpec router, int flits, double load, long cycles, boolean swap) {
        MeshNetwork network = new MeshNetwork(mesh, router, DimensionOrder.XY, 1, SteadyTraffic.NO_BODIES);
        int last = mesh.endpoints() - 1;
        SteadyTraffic traffic = new SteadyTraffic(
                mesh, network, flits, (long) (load * PPM), 1, WARM_UP_CYCLES, each -> swap ? last - each : -1);
        traffic.kernel.run(WARM_UP_CYCLES + cycles);
        traffic.carriers.close();
        return traffic;
    }

    @Test
    void uniformTrafficHasTheLatencyOfBookSim() {
        within(0.02, 27.866, uniform(4, 1, 0.20, VcChoice.ANY, 10_000).meanLatency());
        within(0.02, 31.689, uniform(4, 1, 0.35, VcChoice.ANY, 10_000).meanLatency());
        within(0.02, 36.448, uniform(4, 5, 0.20, VcChoice.ANY, 10_000).meanLatency());
    }

    @Test
    void uniformTrafficIsAcceptedBeyondSaturationAsByBookSim() {
        within(0.02, 0.422, uniform(4, 1, 0.46, VcChoice.ANY, 8_000).acceptedPackets());
    }

    @Test
    void uniformTrafficThatKeepsItsOrderIsAcceptedNearlyAsWell() {
        double accepted = uniform(4, 1, 0.46, VcChoice.BY_FLOW, 8_000).acceptedPackets();
        assertTrue(accepted > 0.38, "accepted " + accepted);
    }

    @Test
    void oneStreamThroughOneVirtualChannelIsLimitedByThePipeline() {
        // A single flit needs the virtual channel for two cycles with look-ahead and three without, five flits for six.
        within(0.01, 1.0 / 2, stream(3, 1, 3));
        within(0.01, 1.0 / 3, stream(4, 1, 2));
        within(0.01, 5.0 / 6, 5 * stream(3, 5, 3));
    }

    private static double stream(int routerCycles, int flits, int creditCycles) {
        MeshSpec mesh = new MeshSpec(2, 1, 1, 0, 32, routerCycles, 1, 2, 1);
        RouterSpec base = RouterSpec.of(mesh);
        RouterSpec router = new RouterSpec(1, 8, base.routingCycles(), 1, 1, 1, creditCycles, 8, VcChoice.BY_FLOW);
        return run(mesh, router, flits, 0.95, 4_000, true).acceptedPackets();
    }

    @Test
    void thirtyThousandCyclesAllocateNothing() {
        SteadyTraffic traffic = uniform(4, 1, 0.3, VcChoice.BY_FLOW, 30_001);
        assertTrue(traffic.allocated() > 0, "measured");
        // What remains is the measuring, a few kilobytes each time, and a queue that grew once more.
        assertTrue(traffic.allocated() < 60_000, traffic.allocated() + " bytes");
    }

    @Test
    void bytesPerRouterAreWhatAMeshTakes() {
        MeshSpec mesh = MeshSpec.of(64, 64, 1, 0);
        RouterSpec router = RouterSpec.of(mesh);
        long before = SteadyTraffic.allocatedBytes();
        MeshNetwork network = new MeshNetwork(mesh, router, DimensionOrder.XY, 1, SteadyTraffic.NO_BODIES);
        double allocated = (double) (SteadyTraffic.allocatedBytes() - before) / mesh.routers();
        double stated = network.bytesPerRouter();
        assertTrue(allocated > stated && allocated < 1.25 * stated, allocated + " bytes, stated " + stated);
    }

    @Test
    void loadOfLinksAndBuffersIsCounted() {
        SteadyTraffic traffic = uniform(4, 1, 0.2, VcChoice.ANY, 10_000);
        // Bisection: a quarter of all flits crosses the middle of its row eastwards. 16 = 8 x 8 / 4 times 0.2 over 8
        // links.
        double cycles = WARM_UP_CYCLES + 10_000;
        double crossing = 0;
        double buffered = 0;
        for (int y = 0; y < 8; y++) {
            crossing += traffic.network().linkFlits(8 * y + 3, 0) / cycles;
        }
        for (int router = 0; router < 64; router++) {
            buffered += traffic.network().bufferFlitCycles(router, traffic.kernel.cycle()) / cycles;
        }
        within(0.03, 16 * 0.2, crossing);
        // Little: 64 * 0.2 flits a cycle, each in 6.25 routers, one cycle in each buffer and what it waits.
        assertTrue(buffered > 64 * 0.2 * 6.25 && buffered < 1.5 * 64 * 0.2 * 6.25, "buffered " + buffered);
    }

    private static void within(double tolerance, double expected, double actual) {
        assertEquals(expected, actual, tolerance * expected);
    }
}
