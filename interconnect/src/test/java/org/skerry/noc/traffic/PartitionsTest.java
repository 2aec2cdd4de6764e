package org.skerry.noc.traffic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.skerry.noc.booksim.BookSimConfig;
import org.skerry.noc.grid.Grid;
import org.skerry.noc.grid.GridRouting;
import org.skerry.noc.topology.Chiplets;

/** Experiments whose rows are shared out among threads. */
class PartitionsTest {
    private static BookSimConfig config(String settings) {
        return BookSimConfig.read(
                "topology = mesh; routing_function = dor; k = 8; num_vcs = 4; routing_delay = 0; credit_delay = 1;"
                        + "injection_rate_uses_flits = 1; injection_rate = 0.3; sample_period = 100;",
                "test",
                settings.isEmpty() ? List.of() : List.of(settings.split(" ")));
    }

    private static LoadPoint run(String settings, int partitions, long seed) {
        BookSimConfig config = config(settings);
        return new Experiment(config.network(), config.traffic(), config.phases(), true, seed, partitions).run();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "packet_size=5 vc_buf_size=3",
                "k=9 num_vcs=3 packet_size=2 routing_delay=1",
                "num_vcs=16 injection_rate=0.4",
                "speculative=1",
                "wait_for_tail_credit=1 packet_size=4",
                "routing_function=valiant injection_rate=0.15 packet_size=3",
                "routing_function=adaptive_xy_yx traffic=transpose",
                "topology=torus routing_function=dim_order packet_size=3",
                "topology=torus routing_function=min_adapt",
                "topology=cmesh k=4 c=4 x=4 y=4 xr=2 yr=2 routing_function=xy_yx_no_express injection_rate=0.1",
                "injection_rate=0.2 injection_process=on_off burst_alpha=0.02 burst_beta=0.04"
            })
    void everythingIsTheSameOnOneTwoAndFourThreads(String settings) {
        LoadPoint one = run(settings, 1, 3);
        assertEquals(one, run(settings, 2, 3), settings);
        assertEquals(one, run(settings, 4, 3), settings);
        assertNotEquals(one.digest(), run(settings, 1, 4).digest(), settings);
    }

    @Test
    void aGridHasNoMorePartitionsThanRows() {
        BookSimConfig config = config("k=3");
        try (Simulation simulation = Simulation.inPartitions(8, config.network(), config.traffic(), 1)) {
            assertEquals(3, simulation.partitions());
            simulation.advance(100);
        }
    }

    @Test
    void slowAndNarrowLinksBetweenChipletsMayLieBetweenPartitions() {
        Grid grid = new Grid(6, 6, false, 1, 1, 1, 1, new Chiplets(2, 2, 7, 3));
        NetworkSpec network = NetworkSpec.of(grid, GridRouting.XY, 4, 24);
        TrafficSpec traffic = config("").traffic().withLoad(0.1);
        LoadPoint one = new Experiment(network, traffic, Phases.DEFAULT, true, 1, 1).run();
        assertEquals(one, new Experiment(network, traffic, Phases.DEFAULT, true, 1, 2).run());
        assertEquals(one, new Experiment(network, traffic, Phases.DEFAULT, true, 1, 3).run());
    }
}
