package org.skerry.noc.booksim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.skerry.noc.traffic.LoadCurve;
import org.skerry.noc.traffic.LoadPoint;
import org.skerry.noc.traffic.NetworkSpec;

/** Stages that take longer than a cycle, against BookSim 2, commit 28f43299: means over the seeds 1, 2 and 3. */
class BatchesTest {
    private static final double PER_CENT = 2.25;

    private static double latency(NetworkSpec network, BookSimConfig config, int seeds) {
        return LoadCurve.point(network, config.traffic(), config.phases(), true, 1, seeds)
                .mean(LoadPoint::packetLatency);
    }

    @ParameterizedTest
    @CsvSource({
        "sw_alloc_delay=2, 0.15, 41.069",
        "sw_alloc_delay=3 packet_size=5, 0.08, 83.981",
        "vc_alloc_delay=3, 0.15, 51.366",
        "routing_delay=3, 0.2, 68.869",
        "sw_alloc_delay=2 st_prepare_delay=1, 0.2, 69.568"
    })
    void aStageTakesNothingInWhileItIsBusyAsInBookSim(String settings, String load, double reference) {
        BookSimConfig config = BookSimConfig.read(
                "topology = mesh; routing_function = dor; k = 8; num_vcs = 4; routing_delay = 0; credit_delay = 1;"
                        + "injection_rate_uses_flits = 1; sample_period = 1000; injection_rate = " + load + ";",
                "test",
                List.of(settings.split(" ")));
        double actual = latency(config.network(), config, 3);
        assertEquals(reference, actual, reference * PER_CENT / 100, settings);
        double pipelined = latency(config.network().withBatches(false), config, 1);
        assertTrue(pipelined < actual, settings + ": " + pipelined + " and in batches " + actual);
    }
}
