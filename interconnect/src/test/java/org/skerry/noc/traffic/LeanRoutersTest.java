package org.skerry.noc.traffic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.skerry.noc.booksim.BookSimConfig;
import org.skerry.noc.router.FlitRouters;
import org.skerry.noc.router.LeanRouters;
import org.skerry.noc.router.Routers;

/** The routers with fewer accesses against those that can do everything. */
class LeanRoutersTest {
    private static final int CYCLES = 1500;

    private static Simulation simulation(String settings, boolean lean) {
        BookSimConfig config = BookSimConfig.read(
                "topology = mesh; routing_function = dor; k = 8; num_vcs = 4; routing_delay = 0; credit_delay = 1;"
                        + "injection_rate_uses_flits = 1; injection_rate = 0.3;",
                "test",
                settings.isEmpty() ? List.of() : List.of(settings.split(" ")));
        NetworkSpec network = config.network().withBatches(false);
        TrafficSpec traffic = config.traffic();
        InjectionProcess process = traffic.injection()
                .process(traffic.load() / traffic.packetFlits(), network.grid().endpoints());
        PacketSource source =
                new SyntheticSource(traffic.packetFlits(), traffic.pattern().among(network.grid()), process);
        return new Simulation(network, source, null, 0, 5, lean, 1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "injection_rate=0.45",
                "packet_size=5 injection_rate=0.4",
                "num_vcs=1 vc_buf_size=1",
                "num_vcs=3 packet_size=7 vc_buf_size=2",
                "num_vcs=8 vc_buf_size=3 injection_rate=0.5",
                "routing_delay=1 credit_delay=0",
                "routing_delay=2 vc_alloc_delay=3 sw_alloc_delay=2 credit_delay=4",
                "k=5 traffic=tornado",
                "topology=torus routing_function=dim_order packet_size=3",
                "topology=cmesh k=4 c=4 x=4 y=4 xr=2 yr=2 routing_function=dor_no_express injection_rate=0.15",
                "routing_function=romm traffic=transpose",
                "topology=torus n=1 k=16 routing_function=dim_order injection_rate=0.1"
            })
    void everyFlitGoesThroughEveryRouterInTheSameCycle(String settings) {
        Simulation one = simulation(settings, true);
        Simulation other = simulation(settings, false);
        assertInstanceOf(LeanRouters.class, one.routers());
        assertInstanceOf(Routers.class, other.routers());
        for (int cycle = 0; cycle < CYCLES; cycle++) {
            one.advance(1);
            other.advance(1);
            assertSame(one, other, settings);
        }
        assertTrue(one.flitHops() > 1000, one.flitHops() + " hops");
        one.routers().checkCredits();
    }

    private static void assertSame(Simulation one, Simulation other, String settings) {
        FlitRouters lean = one.routers();
        FlitRouters general = other.routers();
        int routers = one.terminals().tally().sentFlits.length / (settings.contains("cmesh") ? 4 : 1);
        for (int router = 0; router < routers; router++) {
            String where = settings + ": cycle " + one.cycle() + " router " + router;
            assertEquals(general.buffered(router), lean.buffered(router), where);
            assertEquals(
                    general.bufferFlitCycles(router, one.cycle()), lean.bufferFlitCycles(router, one.cycle()), where);
            for (int port = 0; port < 5; port++) {
                assertEquals(general.portFlits(router, port), lean.portFlits(router, port), where + " port " + port);
                assertEquals(general.taken(router, port), lean.taken(router, port), where + " port " + port);
            }
        }
        assertEquals(other.flitHops(), one.flitHops(), settings);
        assertEquals(other.terminals().tally().packetLatency, one.terminals().tally().packetLatency, settings);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void nothingIsAllocatedWhileCyclesPass(boolean lean) {
        Simulation simulation = simulation("", lean);
        simulation.advance(20_000);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long thread = Thread.currentThread().getId();
        threads.getThreadAllocatedBytes(thread);
        long before = threads.getThreadAllocatedBytes(thread);
        simulation.advance(5_000);
        long bytes = threads.getThreadAllocatedBytes(thread) - before;
        // Lines and tables that grow to a new highest mark may take some kilobytes; an object a cycle would be 80 000
        // bytes.
        assertTrue(bytes < 20_000, bytes + " bytes in 5000 cycles");
    }

    @Test
    void whatTheyCannotDoIsLeftToTheOthers() {
        for (String settings : List.of(
                "speculative=1",
                "wait_for_tail_credit=1",
                "num_vcs=16",
                "vc_allocator=wavefront",
                "sw_allocator=islip(2)",
                "topology=torus routing_function=min_adapt")) {
            assertInstanceOf(Routers.class, simulation(settings, true).routers(), settings);
        }
    }
}
